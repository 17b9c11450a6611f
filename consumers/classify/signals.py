"""What in an item speaks for or against relations between a watch's parties: one function a rule, each giving
reasons with weight and evidence. The weights are the watch's; docs/watches.md explains every rule."""

import re
from collections.abc import Callable, Iterator

from consumers.classify.mentions import BOTH, Mention
from consumers.classify.scene import Part, Scene
from consumers.classify.vocabulary import Found, fold
from schemas.verdict import Reason

_JOINED = re.compile(r"\s*(?:,|&|-|–|—|/|and|und|и|с|со|、|和|与|與|同|跟|及)\s*", re.IGNORECASE)
_LIST = 3  # other countries beside both parties: a list, not a link
_LEAD_SENTENCES = 2
_LONG = 6  # sentences
_MOST_LINKS = 3
_EVIDENCE = 3  # spans a reason shows

Rule = Callable[[Scene], Iterator[Reason]]


def is_list(scene: Scene, part: Part) -> bool:
    """Whether the parties stand there among several other countries."""
    return len(scene.thirds(part)) >= _LIST


def true_links(scene: Scene) -> list[Part]:
    """The sentences that name both parties and are no lists."""
    return [part for part in scene.links if not is_list(scene, part)]


def _title_links(scene: Scene) -> bool:
    return bool(scene.title and scene.title.pair and not is_list(scene, scene.title))


def compounds(scene: Scene) -> Iterator[Reason]:
    """ "Sino-Russian", "中俄", "российско-китайский": both at once."""
    weights = scene.watch.weights
    if scene.title and (seen := scene.title.compound):
        yield Reason(rule="compound_in_title", weight=weights.compound_in_title, evidence=scene.spans(seen))
    inside = [part.compound for part in scene.body if part.compound and not is_list(scene, part)]
    if found := [compound for compound in inside if compound][:_EVIDENCE]:
        yield Reason(rule="compound_in_body", weight=weights.compound_in_body, evidence=scene.spans(*found))


def title_link(scene: Scene) -> Iterator[Reason]:
    """The title names both, or one and the lead the other."""
    weights, title = scene.watch.weights, scene.title
    if title is None or title.compound:
        return
    if title.pair:
        if not is_list(scene, title):
            yield Reason(rule="title_link", weight=weights.title_link, evidence=scene.spans(*title.pair))
        return
    one = title.first(0) or title.first(1)
    if one is None:
        return
    missing = 0 if one.party == 1 else 1
    lead = (part.first(missing) for part in scene.body[:_LEAD_SENTENCES] if not is_list(scene, part))
    if other := next(filter(None, lead), None):
        yield Reason(rule="title_and_body", weight=weights.title_and_body, evidence=scene.spans(one, other))


def sentence_links(scene: Scene) -> Iterator[Reason]:
    """Sentences of the body that name both."""
    weights, links = scene.watch.weights, true_links(scene)
    if links and links[0].pair:
        evidence = scene.spans(*links[0].pair)
        yield Reason(rule="sentence_link", weight=weights.sentence_link, evidence=evidence)
    more = min(len(links) - 1, _MOST_LINKS)
    if more > 0:
        pairs = [mention for part in links[1 : 1 + more] if part.pair for mention in part.pair]
        yield Reason(
            rule="more_links", weight=round(weights.more_links * more, 3), evidence=scene.spans(*pairs)
        )


def coordination(scene: Scene) -> Iterator[Reason]:
    """ "China and Russia" side by side, where no third country stands in the sentence."""
    for part in (scene.title, *scene.links):
        if part and not part.compound and not scene.thirds(part) and (pair := _side_by_side(scene, part)):
            weight = scene.watch.weights.coordination
            yield Reason(rule="coordination", weight=weight, evidence=scene.spans(*pair))
            return


def _side_by_side(scene: Scene, part: Part) -> tuple[Mention, Mention] | None:
    for one, other in zip(part.mentions, part.mentions[1:], strict=False):
        if (
            {one.party, other.party} == {0, 1}
            and one.end <= other.start
            and _JOINED.fullmatch(scene.text, one.end, other.start)
        ):
            return one, other
    return None


def leader_pair(scene: Scene) -> Iterator[Reason]:
    """A leader of each in one sentence."""
    for part in scene.parts:
        if pair := leaders_in(scene, part):
            yield Reason(
                rule="leader_pair", weight=scene.watch.weights.leader_pair, evidence=scene.spans(*pair)
            )
            return


def leaders_in(scene: Scene, part: Part) -> tuple[Mention, Mention] | None:
    """A leader of each party named in a part, if there are."""
    found = [
        next((mention for mention in part.mentions if mention.entry_id in party.leaders), None)
        for party in scene.watch.parties
    ]
    return (found[0], found[1]) if found[0] and found[1] else None


def joint(scene: Scene) -> Iterator[Reason]:
    """Words for the two together ("bilateral", "两国"), where a party is named beside them or they lead."""
    one, other, third = scene.counts
    if third > min(one, other):
        return
    said = [found for part in scene.parts if part.mentions for found in part.labelled("relation:joint")]
    if said:
        evidence = scene.spans(*said[:_EVIDENCE])
        yield Reason(rule="joint", weight=scene.watch.weights.joint, evidence=evidence)


def dealing(scene: Scene) -> Iterator[Reason]:
    """Words of dealings ("export", "visit", "制裁") in the sentences that link the two."""
    linked = [part for part in (scene.title, *true_links(scene)) if part and part.mentions]
    said = [found for part in linked for found in part.labelled("relation:dealing")]
    if said and any(part.pair for part in linked):
        evidence = scene.spans(*said[:_EVIDENCE])
        yield Reason(rule="dealing", weight=scene.watch.weights.dealing, evidence=evidence)


def thirds(scene: Scene) -> Iterator[Reason]:
    """Other countries: in the title, in every link, as the title's pair, or named more often."""
    weights, title = scene.watch.weights, scene.title
    titled = scene.thirds(title) if title else []
    if title and titled:
        named = [mention for mention in title.mentions if mention.country in titled]
        weight = weights.third_in_title * min(len(titled), 3) * (0.5 if title.pair else 1.0)
        yield Reason(rule="third_in_title", weight=round(weight, 3), evidence=scene.spans(*named[:_EVIDENCE]))
        if not title.pair and (pair := _with_a_third(scene, title)):
            yield Reason(rule="third_pair", weight=weights.third_pair, evidence=scene.spans(*pair))
    links = true_links(scene)
    if not _title_links(scene) and links:
        fewest = min((scene.thirds(part) for part in links), key=len)
        if fewest:
            weight = weights.third_in_link * min(len(fewest), 2)
            named = [mention for part in links for mention in part.mentions if mention.country in fewest]
            yield Reason(
                rule="third_in_link", weight=round(weight, 3), evidence=scene.spans(*named[:_EVIDENCE])
            )
    one, other, third = scene.counts
    if third > min(one, other) and not _title_links(scene):
        yield Reason(rule="third_dominates", weight=weights.third_dominates)


def _with_a_third(scene: Scene, part: Part) -> tuple[Mention, Mention] | None:
    for one, other in zip(part.mentions, part.mentions[1:], strict=False):
        if (one.party is None) != (other.party is None) and BOTH not in (one.party, other.party):
            gap = scene.text[one.end : other.start]
            if one.end <= other.start and (not gap or _JOINED.fullmatch(gap)):
                return one, other
    return None


def only_lists(scene: Scene) -> Iterator[Reason]:
    """Both stand in lists of countries and nowhere together otherwise."""
    lists = [part for part in scene.parts if part.pair and is_list(scene, part)]
    if lists and not true_links(scene) and not _title_links(scene):
        evidence = scene.spans(*(lists[0].pair or ()))
        yield Reason(
            rule="list_of_countries", weight=scene.watch.weights.list_of_countries, evidence=evidence
        )


def far_apart(scene: Scene) -> Iterator[Reason]:
    """A long text in which no sentence names both."""
    if len(scene.body) >= _LONG and not scene.links and not (scene.title and scene.title.pair):
        yield Reason(rule="far_apart", weight=scene.watch.weights.far_apart)


def counter_rules(scene: Scene) -> Iterator[Reason]:
    """Sport, markets, history …: matters in which both can be named without relations between them. What is said
    to be joint, and leaders together, weaken them: "China and Russia will hold joint winter games"."""
    softened = 0.4 if _is_said_to_be_joint(scene) else 1.0
    for name, weight in scene.watch.counters.items():
        seen = [(part, found) for part in scene.parts for found in part.labelled(f"counter:{name}")]
        if not seen:
            continue
        strength = _strength(scene, seen)
        if strength >= 0.1:
            evidence = scene.spans(*(found for _, found in seen[:_EVIDENCE]))
            yield Reason(rule=name, weight=round(weight * strength * softened, 3), evidence=evidence)


def _strength(scene: Scene, seen: list[tuple[Part, Found]]) -> float:
    """How much of a text a counter-rule's words make up, in [0, 1]; the title counts twice."""
    words = {fold(scene.text[found.start : found.end]): 0 for _, found in seen}
    for part, found in seen:
        word = fold(scene.text[found.start : found.end])
        words[word] = max(words[word], 2 if part.in_title else 1)
    return min(1.0, max(0.0, (sum(words.values()) - 0.5) / (1.5 + 0.25 * len(scene.body))))


def _is_said_to_be_joint(scene: Scene) -> bool:
    title = scene.title
    if title and (title.pair or title.compound) and title.labelled("relation:joint"):
        return True
    return any(leaders_in(scene, part) for part in scene.parts)


RULES: tuple[Rule, ...] = (
    compounds, title_link, sentence_links, coordination, leader_pair, joint, dealing, thirds, only_lists,
    far_apart, counter_rules,
)  # fmt: skip
