"""Which topics of the taxonomy a relevant item is about: terms of each topic, weighed by place and length."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from consumers.classify.links import leaders_in
from consumers.classify.part import Part
from consumers.classify.scene import Scene
from consumers.classify.terms import STRONG
from consumers.classify.vocabulary import Found
from schemas.span import Span
from schemas.topic import TOPICS, Topic
from schemas.verdict import TopicScore

_TOPIC_OF: Mapping[str, Topic] = {f"topic:{topic}": topic for topic in TOPICS}
_TITLE = 1.5
_LEAD = 1.0  # a sentence that links the parties, or one of the first two
_ELSEWHERE = 0.8
_LEAD_SENTENCES = 2
_REPEAT = 0.25  # a word's second mention, as a share of its first
_EVIDENCE = 3

_SHORT = 3  # sentences for which one strong term is enough
_MORE_PER_SENTENCE = 0.06
_MOST_NEEDED = 1.8
_ENOUGH_IN_TITLE = 1.0  # even of a weak word, for a topic that gives way where another is told better
_OF_THE_FIRST = 0.2  # a topic with a smaller share of the first one's weight is only touched on

# A topic told by weak words alone gives way to these: exports of gas are energy, presidents' partnership is leaders.
_GIVES_WAY: Mapping[Topic, frozenset[Topic]] = {
    "trade": frozenset({"energy", "military"}),
    "diplomacy": frozenset({"leaders", "sanctions", "ukraine", "military", "multilateral"}),
    "transport": frozenset({"military", "law", "agriculture"}),
    "regional": frozenset({"sanctions"}),
}

_NAMED: frozenset[Topic] = frozenset({"ukraine"})
"""Topics that a name alone tells of, wherever it stands."""

Weighted = Mapping[Topic, tuple[float, tuple[Span, ...]]]


@dataclass(slots=True)
class _Tally:
    """What speaks for one topic so far; `is_strong` where a strong term or a fact does."""

    weight: float = 0.0
    is_strong: bool = False
    places: list[tuple[int, int]] = field(default_factory=list)


def score_topics(
    scene: Scene, extra: Weighted | None = None, hints: Weighted | None = None
) -> tuple[TopicScore, ...]:
    """The topics of an item, best first, the first one primary. `extra` adds weight that facts give, `hints` weight of
    facts that a topic told better takes precedence over."""
    tallies = _count_terms(scene)
    first = max((tally.weight for tally in tallies.values()), default=0.0)
    for more in (_leader_weights(scene), extra or {}):
        for topic, (weight, spans) in more.items():
            tallies[topic].weight += weight
            tallies[topic].is_strong = True
            tallies[topic].places += [(span.start, span.end) for span in spans]
    for topic, (weight, spans) in (hints or {}).items():
        tallies[topic].weight += weight
        tallies[topic].places += [(span.start, span.end) for span in spans]
    needed = _needed(scene)
    kept = _kept(tallies, max(needed, _OF_THE_FIRST * first), scene.watch.topics)
    return tuple(
        TopicScore(
            topic=topic,
            score=round(tallies[topic].weight / (tallies[topic].weight + needed), 3),
            primary=topic == kept[0],
            evidence=tuple(scene.span(*place) for place in sorted({*tallies[topic].places})[:_EVIDENCE]),
        )
        for topic in kept
    )


def _needed(scene: Scene) -> float:
    """The weight a topic needs: one strong term in a short text, more in a long one."""
    return min(_MOST_NEEDED, 1.0 + _MORE_PER_SENTENCE * max(0, len(scene.body) - _SHORT))


def _kept(tallies: Mapping[Topic, _Tally], enough: float, taxonomy: frozenset[Topic]) -> list[Topic]:
    kept = [
        topic
        for topic, tally in tallies.items()
        if topic in taxonomy and (tally.weight >= enough or (topic in _NAMED and tally.is_strong))
    ]
    kept = [
        topic
        for topic in kept
        if tallies[topic].is_strong or not _GIVES_WAY.get(topic, frozenset()) & set(kept)
    ]
    return sorted(kept, key=lambda topic: (-tallies[topic].weight, topic))


def _count_terms(scene: Scene) -> dict[Topic, _Tally]:
    tallies: dict[Topic, _Tally] = defaultdict(_Tally)
    seen: set[tuple[str, str]] = set()
    for number, part in enumerate(scene.parts):
        place = _place(scene, part, number)
        for found in _longest(part):
            topic = _TOPIC_OF[found.label]
            word = (topic, scene.folded[found.start : found.end])
            tally = tallies[topic]
            weight = found.weight * place
            if part.in_title and topic in _GIVES_WAY:
                weight = max(weight, _ENOUGH_IN_TITLE)
            tally.weight += weight * (_REPEAT if word in seen else 1)
            tally.is_strong = tally.is_strong or found.weight >= STRONG
            tally.places.append((found.start, found.end))
            seen.add(word)
    return tallies


def _place(scene: Scene, part: Part, number: int) -> float:
    if part.in_title:
        return _TITLE
    return _LEAD if part.pair or _leads(scene, part, number) else _ELSEWHERE


def _leads(scene: Scene, part: Part, number: int) -> bool:
    return part.in_title or number - (1 if scene.title else 0) < _LEAD_SENTENCES


def _longest(part: Part) -> list[Found]:
    """The topic terms that lie in no longer one: "rapeseed oil" is not about oil."""
    kept: list[Found] = []
    spoken = [found for label, terms in part.terms.items() if label in _TOPIC_OF for found in terms]
    for found in sorted(spoken, key=lambda term: (term.start, -term.end, term.label)):
        length = found.end - found.start
        inside = any(
            outer.start <= found.start and found.end <= outer.end and outer.end - outer.start > length
            for outer in kept
        )
        if not inside:
            kept.append(found)
    return kept


def _leader_weights(scene: Scene) -> Weighted:
    """Leaders of both in one sentence, or one party's beside words of visits and meetings with the other."""
    leaders = frozenset().union(*(party.leaders for party in scene.watch.parties))
    for part in scene.parts:
        if not part.pair or part in scene.namings:
            continue
        weight = _TITLE if part.in_title else _LEAD
        if pair := leaders_in(part, scene.watch):
            return {"leaders": (weight, scene.spans(*pair))}
        leader = next((mention for mention in part.mentions if mention.entry_id in leaders), None)
        contacts = part.labelled("relation:contact")
        if leader and contacts:
            return {"leaders": (weight, scene.spans(leader, contacts[0]))}
    return {}
