"""Whether a sentence links the two parties, rather than merely naming both."""

import re

from consumers.classify.mentions import Mention
from consumers.classify.part import Part
from consumers.classify.watch import Watch

# Between two names that are governed alike: "to Beijing in May and to Moscow in June".
_APART = re.compile(
    r"[,;，；、]|\b(?:and|or|as well as|then|и|или|а также|затем|потом)\b|\b(?:against|versus|instead of|rather than|вместо|против)\b|[和与與及或涉对對访訪赴]"
    r"|(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])",  # a space parts the clauses of a Chinese headline
    re.IGNORECASE,
)
# Right before the second name: the first one's doing is aimed at it.
_TOWARDS = re.compile(r"[向给給助援]$")
# 中国对俄出口: from the one to the other.
_AT = re.compile("[对對]")
# "China inflation cools; Russia holds rates": a headline of two reports.
_CLAUSE = re.compile("[;；]")
_JOINED = re.compile(r"\s*(?:,|&|-|–|—|/|and|und|и|с|со|、|和|与|與|同|跟|及)\s*", re.IGNORECASE)
_LIST = 3  # other countries beside both parties: a list, not a link
_CLOSE = 60  # characters between two names that deal with each other in one clause
_NEAR = 20  # characters from a pair to the noun the two share: "Chinese and Russian warships"


def only_names(text: str, part: Part) -> bool:
    """Whether a part names both parties without linking them: among several other countries, or side by side as
    the objects of a third one ("India's premier will visit Moscow and Beijing")."""
    if part.thirds and len(part.countries) >= _LIST and not _deal_directly(text, part):
        return True
    if not part.pair or part.compound:
        return False
    first, last = sorted(part.pair, key=lambda mention: mention.start)
    if _with_each(text, part.start, first, last):
        return True
    if "" in (first.entry_id, last.entry_id) and part.labelled("counter:market"):
        return True  # what the yuan costs on Moscow's exchange
    if part.in_title and _CLAUSE.search(text, first.end, last.start):
        return True
    before = [mention for mention in part.thirds if mention.start < first.start]
    if not before or _JOINED.fullmatch(text, before[-1].end, first.start):
        return False  # "Kazakhstan, Russia and China agree" are three of a kind
    if not _APART.search(text, first.end, last.start) or _AT.fullmatch(text, first.end, last.start):
        return False
    if any(found.start > first.end for found in part.labelled("topic:sanctions")):
        return False  # "the EU has banned a Chinese terminal in its package of sanctions on Russia"
    return not _TOWARDS.search(text, first.end, last.start) and not _share_a_noun(text, part, first, last)


def _with_each(text: str, start: int, first: Mention, last: Mention) -> bool:
    """Whether somebody deals with each apart: "with Beijing on a railway, and with Moscow on gas", «и в Китай, и в Россию»."""
    one = _GOVERNOR.search(text, max(start, first.start - _GOVERNED), first.start)
    other = _AND_GOVERNOR.search(text, max(first.end, last.start - _GOVERNED), last.start)
    return one is not None and other is not None and one[1].lower() == other[1].lower()


_GOVERNED = 26
_GOVERNOR = re.compile(
    r"(?<!\w)(с|со|в|во|к|от|для|with|to|from|for|同|与|和|对|向)(?: |(?<=[\u4e00-\u9fff]))(?:the |[а-яё]+(?:ой|ом|им) )?$",
    re.IGNORECASE,
)
_AND_GOVERNOR = re.compile(
    r"(?:, (?:а|и|но|while|and|but)|[，；](?:而)?)(?: |(?<=[\u4e00-\u9fff，；]))(с|со|в|во|к|от|для|with|to|from|for|同|与|和|对|向)(?: |(?<=[\u4e00-\u9fff]))(?:the )?$",
    re.IGNORECASE,
)


def _deal_directly(text: str, part: Part) -> bool:
    """Whether a pair beside a list of countries is none of the list: "Chinese ports accused of receiving Russian tankers"."""
    if not part.pair:
        return False
    first, last = sorted(part.pair, key=lambda mention: mention.start)
    between = any(first.end <= mention.start < last.start for mention in part.thirds)
    apart = last.start - first.end > _CLOSE or _APART.search(text, first.end, last.start)
    return not between and not apart and not _JOINED.fullmatch(text, first.end, last.start)


def bodies_in(part: Part) -> tuple[Mention, Mention] | None:
    """A body of each party named in a part (firms, ministries, parliaments), if there are."""
    found = [
        next((m for m in part.mentions if m.party == party and m.entry_id.startswith("organization/")), None)
        for party in (0, 1)
    ]
    return (found[0], found[1]) if found[0] and found[1] else None


def _share_a_noun(text: str, part: Part, first: Mention, last: Mention) -> bool:
    """Whether a pair acts together: "Chinese and Russian warships", "бомбардировщиков РФ и КНР"."""
    return bool(_JOINED.fullmatch(text, first.end, last.start)) and any(
        first.start - _NEAR <= found.start <= last.end + _NEAR for found in part.labelled("relation:together")
    )


def side_by_side(text: str, part: Part, watch: Watch) -> tuple[Mention, Mention] | None:
    """Both parties joined by a conjunction, with no third country before them: "China and Russia agree"."""
    for one, other in zip(part.mentions, part.mentions[1:], strict=False):
        if one in part.thirds:
            return None
        if (
            {one.party, other.party} == {0, 1}
            and _stands_for_state(one, watch)
            and _stands_for_state(other, watch)
            and _JOINED.fullmatch(text, one.end, other.start)
        ):
            return one, other
    return None


def _stands_for_state(mention: Mention, watch: Watch) -> bool:
    """Whether a mention is of the state, its capital or a person; towns side by side are just places."""
    kind = mention.entry_id.partition("/")[0]
    return kind in ("country", "person") or mention.entry_id in watch.capitals


def joined_with_a_third(text: str, part: Part) -> tuple[Mention, Mention] | None:
    """A party joined with a third country: "Russia and India", "中印"."""
    for one, other in zip(part.mentions, part.mentions[1:], strict=False):
        is_mixed = (one in part.thirds) != (other in part.thirds)
        gap = text[one.end : other.start]
        if is_mixed and (not gap or _JOINED.fullmatch(gap)):
            return one, other
    return None


def leaders_in(part: Part, watch: Watch) -> tuple[Mention, Mention] | None:
    """A leader of each party named in a part, if there are."""
    if not part.pair:
        return None
    found = [
        next((mention for mention in part.mentions if mention.entry_id in party.leaders), None)
        for party in watch.parties
    ]
    return (found[0], found[1]) if found[0] and found[1] else None
