"""Where a text links the two parties, rather than merely naming both."""

import re

from consumers.classify.mentions import Mention
from consumers.classify.scene import Part, Scene

# Between two names that are governed alike: "to Beijing in May and to Moscow in June".
_APART = re.compile(
    r"[,;，；、]|\b(?:and|or|as well as|then|и|или|а также|затем|потом)\b|[和与與及或涉对對访訪赴]"
    r"|(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])",  # a space parts the clauses of a Chinese headline
    re.IGNORECASE,
)
# Right before the second name: the first one's doing is aimed at it.
_TOWARDS = re.compile(r"[向给給助援]$")
_JOINED = re.compile(r"\s*(?:,|&|-|–|—|/|and|und|и|с|со|、|和|与|與|同|跟|及)\s*", re.IGNORECASE)
_LIST = 3  # other countries beside both parties: a list, not a link
_LEAD_SENTENCES = 2
_NEAR = 14  # characters from a pair to the noun the two share: "Chinese and Russian warships"


def only_names(scene: Scene, part: Part) -> bool:
    """Whether a part names both parties without linking them: among several other countries, or side by side as
    the objects of a third one ("India's premier will visit Moscow and Beijing")."""
    if len(scene.thirds(part)) >= _LIST:
        return True
    if not part.pair or part.compound:
        return False
    first, last = sorted(part.pair, key=lambda mention: mention.start)
    third_leads = any(scene.is_third(mention) for mention in part.mentions if mention.start < first.start)
    if not third_leads or not _APART.search(scene.text, first.end, last.start):
        return False
    return not _TOWARDS.search(scene.text, first.end, last.start) and not _share_a_noun(
        scene, part, first, last
    )


def _share_a_noun(scene: Scene, part: Part, first: Mention, last: Mention) -> bool:
    """Whether a pair acts together: "Chinese and Russian warships", "бомбардировщиков РФ и КНР"."""
    return bool(_JOINED.fullmatch(scene.text, first.end, last.start)) and any(
        first.start - _NEAR <= found.start <= last.end + _NEAR for found in part.labelled("relation:together")
    )


def true_links(scene: Scene) -> list[Part]:
    """The sentences of the body that name both parties and link them."""
    return [part for part in scene.links if not only_names(scene, part)]


def title_links(scene: Scene) -> bool:
    """Whether the title names both parties and links them."""
    return bool(scene.title and scene.title.pair and not only_names(scene, scene.title))


def split_link(scene: Scene) -> tuple[Mention, Part, Mention] | None:
    """A title that names one party, the lead sentence that names the other, and the two mentions."""
    title = scene.title
    one = (title.first(0) or title.first(1)) if title and not title.pair else None
    if not one:
        return None
    missing = 0 if one.party == 1 else 1
    for part in scene.body[:_LEAD_SENTENCES]:
        if (other := part.first(missing)) and not only_names(scene, part):
            return one, part, other
    return None


def side_by_side(scene: Scene, part: Part) -> tuple[Mention, Mention] | None:
    """Both parties joined by a conjunction, with no third country before them: "China and Russia agree"."""
    for one, other in zip(part.mentions, part.mentions[1:], strict=False):
        if scene.is_third(one):
            return None
        if (
            {one.party, other.party} == {0, 1}
            and _stands_for_state(scene, one)
            and _stands_for_state(scene, other)
            and _JOINED.fullmatch(scene.text, one.end, other.start)
        ):
            return one, other
    return None


def _stands_for_state(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is of the state, its capital or a person; towns side by side are just places."""
    kind = mention.entry_id.partition("/")[0]
    return kind in ("country", "person") or mention.entry_id in scene.watch.capitals


def joined_with_a_third(scene: Scene, part: Part) -> tuple[Mention, Mention] | None:
    """A party joined with a third country: "Russia and India", "中印"."""
    for one, other in zip(part.mentions, part.mentions[1:], strict=False):
        is_mixed = scene.is_third(one) != scene.is_third(other)
        gap = scene.text[one.end : other.start]
        if is_mixed and (not gap or _JOINED.fullmatch(gap)):
            return one, other
    return None


def leaders_in(scene: Scene, part: Part) -> tuple[Mention, Mention] | None:
    """A leader of each party named in a part, if there are."""
    found = [
        next((mention for mention in part.mentions if mention.entry_id in party.leaders), None)
        for party in scene.watch.parties
    ]
    return (found[0], found[1]) if found[0] and found[1] else None
