"""The last word on an item's relevance, once its whole text has been read for facts.

Happenings between the parties are the best evidence there is; a text whose happenings are all somebody else's
loses by it. Topics are weighed again with what the events say.
"""

import math
import re
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
_THIRDS_BELONG: dict[EventType, float] = {"exercise": 1.2, "sanction": 0.7, "policy": 0.3}
"""Happenings between the parties that a third country is always told beside: who scrambles its fighters, who imposes them. What its being
there took away is given back."""
_FIGURE = 0.8  # where it is but a figure of trade
_MORE = 0.3  # of each further one, up to three
_MOST_MORE = 3
_ELSEWHERE = -0.6  # happenings are told, and none is between the parties
_ENOUGH_ELSEWHERE = 2
_APART = 0.7  # of what speaks against a digest, where a paragraph of it tells of the two alone
_CERTAIN = 0.001  # scores are kept this far from 0 and 1

_TOPIC_OF: dict[EventType, Topic] = {
    "exercise": "military", "sanction": "sanctions", "legal": "law", "vote": "multilateral", "trade_figure": "trade",
}  # fmt: skip
_TRADE_OF_FIRMS: frozenset[EventType] = frozenset({"supply", "agreement", "opening"})
_VISAS = re.compile(r"visa|виз|签证|免签|入境")
_BORDERS = re.compile(
    r"border|crossing|checkpoint|flight|train|границ|переход|рейс|поезд|口岸|边境|航班|通关"
)
_NO_FIRM = re.compile(
    r"ministry|government|administration|agency|university|institute|academy|committee|commission|bank of|bureau|service|"
    r"министерств|правительств|университет|институт|академи|комитет|агентств|部|大学|学院|委员会|局|政府|institute",
    re.IGNORECASE,
)
_TOPIC_WEIGHT = 1.2  # of a happening: more than one strong word in a short text
_LEADERS_WEIGHT = 0.8
_DONE_TO_OTHERS: frozenset[EventType] = frozenset({"sanction", "legal", "policy", "vote"})
_WITH_THIRDS = _DONE_TO_OTHERS | {"exercise"}
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
    apart = tuple(_told_apart(scene, between, reasons))
    is_doubted = not apart and any(reason.weight < 0 for reason in reasons)
    spoken = (*_event_reasons(facts, between, is_doubted=is_doubted), *apart)
    score = round(1 / (1 + math.exp(-log_odds - math.fsum(reason.weight for reason in spoken))), 3)
    topics = score_topics(scene, *_event_topics(facts, between, watch)) if score >= watch.threshold else ()
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
    too ("will visit Moscow and Beijing"), only what is done to them: sanctions, rulings, votes, and exercises. Sanctions hit one party for what it does
    with the other."""
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
        both = {0, 1} <= parties or BOTH in parties or (event.type == "sanction" and bool({0, 1} & parties))
        if both and (event.type in _WITH_THIRDS or not thirds & {*takers}):
            yield event


def _is_told_in_a_link(scene: Scene, event: Event) -> bool:
    """Whether the sentence that tells of an event names both parties itself, without help from others."""
    return any(part.pair and part.start <= event.anchor.start < part.end for part in scene.parts)


def _told_apart(scene: Scene, between: Sequence[Event], reasons: Sequence[Reason]) -> Iterator[Reason]:
    """In a digest one paragraph can be about the two, the others about sport and shares: what speaks against the
    item as a whole counts little against a happening told in a sentence of its own."""
    if scene.linking_title:
        return
    if any(reason.rule in ("third_pair", "third_in_title") for reason in reasons):
        return
    besides = {*scene.watch.counters, "third_dominates"}
    against = math.fsum(reason.weight for reason in reasons if reason.rule in besides)
    for event in between:
        part = next((part for part in scene.parts if part.start <= event.anchor.start < part.end), None)
        if (
            against < 0
            and part
            and not part.thirds
            and not any(label.startswith("counter:") for label in part.terms)
        ):
            yield Reason(rule="told_apart", weight=round(-_APART * against, 3), evidence=(event.anchor,))
            return


def _event_reasons(facts: Facts, between: Sequence[Event], *, is_doubted: bool) -> Iterator[Reason]:
    if between:
        types = {event.type for event in between}
        first = _FIGURE if types == {"trade_figure"} else _BETWEEN
        weight = first + _MORE * min(len(between) - 1, _MOST_MORE)
        if is_doubted and types & _THIRDS_BELONG.keys():
            weight += max(_THIRDS_BELONG.get(each, 0.0) for each in types)
        elif is_doubted:
            weight *= _DOUBTED
        evidence = tuple(event.anchor for event in between[: 1 + _MOST_MORE])
        yield Reason(rule="event_between", weight=round(weight, 3), evidence=evidence)
        return
    elsewhere = [event for event in facts.events if event.type not in _DONE_TO_OTHERS]
    if len(elsewhere) >= _ENOUGH_ELSEWHERE:
        evidence = tuple(event.anchor for event in elsewhere[:_ENOUGH_ELSEWHERE])
        yield Reason(rule="events_elsewhere", weight=_ELSEWHERE, evidence=evidence)


def _event_topics(facts: Facts, between: Sequence[Event], watch: Watch) -> tuple[Weighted, Weighted]:
    """The topics that happenings settle, and those they hint at."""
    leaders = frozenset().union(*(party.leaders for party in watch.parties))
    led = {entity.id for entity in facts.entities if entity.gazetteer_id in leaders}
    found: dict[Topic, tuple[float, tuple[Span, ...]]] = {}
    hinted: dict[Topic, tuple[float, tuple[Span, ...]]] = {}
    for event in between:
        if event.type in _WITH_LEADERS and led & {*event.actor, *event.recipient}:
            found["leaders"] = (_LEADERS_WEIGHT, (event.anchor,))
        elif topic := _TOPIC_OF.get(event.type):
            found.setdefault(topic, (_TOPIC_WEIGHT, (event.anchor,)))
        elif topic := _topic_hinted(event, facts):
            hinted.setdefault(topic, (_TOPIC_WEIGHT, (event.anchor,)))
    return found, hinted


def _topic_hinted(event: Event, facts: Facts) -> Topic | None:
    """The topic a happening speaks for by those who take part, or by what it is about."""
    takers = {*event.actor, *event.recipient}
    named = [entity for entity in facts.entities if entity.id in takers]
    if event.type in _WITH_LEADERS:
        return "diplomacy" if any(entity.type == "person" for entity in named) else None
    if event.type == "policy":
        words = event.anchor.surface.lower()
        if event.subtype == "visa" or _VISAS.search(words):
            return "people"
        return "transport" if _BORDERS.search(words) else "trade"
    firms = [entity for entity in named if entity.type == "organization" and not _NO_FIRM.search(entity.name)]
    return "trade" if event.type in _TRADE_OF_FIRMS and firms else None
