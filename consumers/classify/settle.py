"""The last word on an item's relevance, once its whole text has been read for facts.

Happenings between the parties are the best evidence there is; a text whose happenings are all somebody else's
loses by it. Topics are weighed again with what the events say.
"""

import math
from collections.abc import Iterator, Sequence

from consumers.classify.classify import see
from consumers.classify.language import detect_language
from consumers.classify.relevance import level_of, verdict_of, weigh
from consumers.classify.scene import Scene
from consumers.classify.topics import Weighted, score_topics
from consumers.classify.vocabulary import fold
from consumers.classify.watch import BOTH, Watch, load_watches
from consumers.gazetteer.entry import Entry
from consumers.gazetteer.hit import Hit
from schemas.entity import Entity
from schemas.event import Event, EventType
from schemas.facts import Facts
from schemas.item import Item
from schemas.span import Span
from schemas.topic import Topic
from schemas.verdict import Reason, Verdict

_BETWEEN = 1.3  # log-odds of the first happening between the parties
_DOUBTED = 0.5  # what is left of it where a counter-rule or a third country spoke against the item
_FIGURE = 0.8  # where it is but a figure of trade
_MORE = 0.3  # of each further one, up to three
_MOST_MORE = 3
_ELSEWHERE = -0.6  # happenings are told, and none is between the parties
_ENOUGH_ELSEWHERE = 2
_CERTAIN = 0.001  # scores are kept this far from 0 and 1

_TOPIC_OF: dict[EventType, Topic] = {
    "exercise": "military", "sanction": "sanctions", "legal": "law",
}  # fmt: skip
_TOPIC_WEIGHT = 0.5
_LEADERS_WEIGHT = 0.8
_DONE_TO_OTHERS: frozenset[EventType] = frozenset({"sanction", "legal", "policy", "vote"})
_WITH_LEADERS: frozenset[EventType] = frozenset({"visit", "meeting", "call"})


def settle(verdict: Verdict, item: Item, facts: Facts, watches: Sequence[Watch] | None = None) -> Verdict:
    """The verdict settled on the whole text and its facts; what was possible becomes relevant or not.

    `watches` are those the verdicts came from (None: the ones that ship). The verdict of a watch that is not
    among them is settled as it stands.
    """
    watch = next(
        (each for each in (load_watches() if watches is None else watches) if each.id == verdict.watch), None
    )
    if watch is None or verdict.score == 0:
        return verdict.model_copy(update={"settled": True})
    scene = _scene(item, facts, watch)
    if scene is None:
        return verdict.model_copy(update={"settled": True})
    if item.text_from == "feed":  # the text that triage saw
        log_odds, reasons = _log_odds(verdict.score), verdict.reasons
    else:
        score, reasons = weigh(scene)
        log_odds = _log_odds(score)
    between = [event for event in _between(facts, watch) if _is_told_in_a_link(scene, event)]
    is_doubted = any(reason.weight < 0 for reason in reasons)
    spoken = tuple(_event_reasons(facts, between, is_doubted=is_doubted))
    score = round(1 / (1 + math.exp(-log_odds - math.fsum(reason.weight for reason in spoken))), 3)
    topics = score_topics(scene, _event_topics(facts, between, watch)) if score >= watch.threshold else ()
    settled = verdict_of(watch, score, (*spoken, *reasons), level_of(scene), topics)
    return settled.model_copy(update={"settled": True})


def _log_odds(score: float) -> float:
    kept = min(1 - _CERTAIN, max(_CERTAIN, score))
    return math.log(kept / (1 - kept))


def _scene(item: Item, facts: Facts, watch: Watch) -> Scene | None:
    title_end = len(item.title or "")
    language, _ = detect_language(item.text, title_end, item.language_declared)
    return see(item.text, fold(item.text), title_end, language, _hits(facts.entities), watch)


def _hits(entities: Sequence[Entity]) -> list[Hit]:
    """The named mentions of an item's entities, as the gazetteer would give them."""
    hits = [
        Hit(
            span.start,
            span.end,
            Entry(entity.gazetteer_id or entity.id, entity.name, entity.type, entity.country, None),
        )
        for entity in entities
        for span in entity.evidence
    ]
    return sorted(hits, key=lambda hit: (hit.start, -hit.end))


def _between(facts: Facts, watch: Watch) -> Iterator[Event]:
    """The events in which both parties have a part, as actor, recipient or place; where a third one has a part
    too ("will visit Moscow and Beijing"), only what is done to them: sanctions, rulings, votes."""
    party_of = {
        entity.id: watch.party_of(entity.gazetteer_id or "", entity.country) for entity in facts.entities
    }
    thirds = {
        entity.id
        for entity in facts.entities
        if party_of[entity.id] is None and entity.country and entity.country not in watch.companions
    }
    for event in facts.events:
        takers = (*event.actor, *event.recipient)
        parties = {party_of.get(entity) for entity in (*takers, *event.place)}
        both = {0, 1} <= parties or BOTH in parties
        if both and (event.type in _DONE_TO_OTHERS or not thirds & {*takers}):
            yield event


def _is_told_in_a_link(scene: Scene, event: Event) -> bool:
    """Whether the sentence that tells of an event names both parties itself, without help from others."""
    return any(part.pair and part.start <= event.anchor.start < part.end for part in scene.parts)


def _event_reasons(facts: Facts, between: Sequence[Event], *, is_doubted: bool) -> Iterator[Reason]:
    if between:
        first = _FIGURE if all(event.type == "trade_figure" for event in between) else _BETWEEN
        weight = first + _MORE * min(len(between) - 1, _MOST_MORE)
        weight *= _DOUBTED if is_doubted else 1.0
        evidence = tuple(event.anchor for event in between[: 1 + _MOST_MORE])
        yield Reason(rule="event_between", weight=round(weight, 3), evidence=evidence)
        return
    elsewhere = [event for event in facts.events if event.type not in _DONE_TO_OTHERS]
    if len(elsewhere) >= _ENOUGH_ELSEWHERE:
        evidence = tuple(event.anchor for event in elsewhere[:_ENOUGH_ELSEWHERE])
        yield Reason(rule="events_elsewhere", weight=_ELSEWHERE, evidence=evidence)


def _event_topics(facts: Facts, between: Sequence[Event], watch: Watch) -> Weighted:
    leaders = frozenset().union(*(party.leaders for party in watch.parties))
    led = {entity.id for entity in facts.entities if entity.gazetteer_id in leaders}
    found: dict[Topic, tuple[float, tuple[Span, ...]]] = {}
    for event in between:
        if event.type in _WITH_LEADERS and led & {*event.actor, *event.recipient}:
            found["leaders"] = (_LEADERS_WEIGHT, (event.anchor,))
        elif topic := _TOPIC_OF.get(event.type):
            found[topic] = (_TOPIC_WEIGHT, (event.anchor,))
    return found
