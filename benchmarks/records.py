"""The corpus as the stream's records: items, revisions, coverage."""

import random
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from benchmarks.corpus import Entry
from consumers.classify.classify import classify
from consumers.classify.watch import load_watches
from consumers.extract.stage import decide_extract
from consumers.gazetteer import load_gazetteer
from schemas.classified import Classified
from schemas.coverage import Coverage, Story
from schemas.entity import Entity
from schemas.event import Event, EventStatus, EventType
from schemas.extracted import Extracted
from schemas.fact import Extractor
from schemas.facts import Facts
from schemas.item import Item
from schemas.source import Source
from schemas.span import Span
from schemas.topic import TOPICS
from schemas.verdict import TopicScore, Verdict

_SOURCE = Source(id="wire", name="The Wire", kind="agency", language="en", country="GBR")
_BY_NAME = Extractor(name="entities", version="1", rule="gazetteer")
_KINDS: tuple[EventType, ...] = ("visit", "meeting", "supply", "exercise")
_STATUSES: tuple[EventStatus, ...] = ("occurred", "scheduled")


def item_of(entry: Entry) -> Item:
    """The item that polling makes of an entry."""
    return Item(
        item_id=f"item-{entry.number}",
        identity="guid",
        source=_SOURCE,
        feed="https://wire.example/rss",
        link=f"https://wire.example/{entry.number}",
        guid=f"wire-{entry.number}",
        title=entry.title,
        text=entry.text,
        text_sha256=sha256(entry.text.encode()).hexdigest(),
        completeness="summary",
        published_at=entry.published_at,
        first_seen_at=entry.published_at,
        origin="live",
    )


def classified_of(entry: Entry) -> Classified:
    """The revision that classify makes of an entry's item."""
    item = item_of(entry)
    language, confidence, verdicts = classify(
        item.text, len(entry.title), None, load_watches(), load_gazetteer()
    )
    return Classified(
        item=item, revision=1, language=language, language_confidence=confidence, verdicts=verdicts
    )


def coverage_of(entries: Iterable[Entry]) -> Iterator[Coverage]:
    """The coverage of those entries that are found relevant, each a story of its own."""
    for entry in entries:
        extracted = decide_extract(classified_of(entry))
        if isinstance(extracted, Extracted):
            yield placed(extracted)


def placed(extracted: Extracted) -> Coverage:
    """A record in a story of its own."""
    fields = {name: getattr(extracted, name) for name in Extracted.model_fields}
    return Coverage(**fields, story=_story_of(extracted.item), cluster_seq=1, highest_slot=0)


def _story_of(item: Item) -> Story:
    return Story(story_id=item.item_id, copies=1, sources=(item.source.id,), first_seen_at=item.first_seen_at)


def light_coverage(entry: Entry) -> Coverage:
    """Coverage that is quick to make: the names the gazetteer finds, a topic, and an event for every second item."""
    item, language = item_of(entry), {"zh": "zh-Hans"}.get(entry.language, entry.language)
    entities = _named(entry.text)
    chance = random.Random(entry.number)
    whole = Span.of(entry.text, 0, len(entry.title))
    topic = TopicScore(topic=chance.choice(TOPICS), score=0.9, primary=True, evidence=(whole,))
    verdict = Verdict(
        watch="china-russia", relevant=True, score=0.9, threshold=0.5, level="central", topics=(topic,)
    )
    events = _happening(entities, whole, chance) if entry.number % 2 else ()
    return Coverage(
        item=item,
        revision=1,
        language=language,
        language_confidence=0.99,
        verdicts=(verdict,),
        facts=Facts(entities=entities, events=events),
        story=_story_of(item),
        cluster_seq=entry.number + 1,
        highest_slot=0,
    )


def _named(text: str) -> tuple[Entity, ...]:
    spans: dict[str, list[Span]] = {}
    entries = {}
    for hit in load_gazetteer().find(text):
        entries[hit.entry.id] = hit.entry
        spans.setdefault(hit.entry.id, []).append(Span.of(text, hit.start, hit.end))
    return tuple(
        Entity(
            id=f"e{number}",
            confidence=0.98,
            extractor=_BY_NAME,
            evidence=tuple(spans[known.id]),
            name=known.name,
            type=known.type,
            gazetteer_id=known.id,
            link_method="gazetteer",
            country=known.country,
        )
        for number, known in enumerate(entries.values(), 1)
    )


def _happening(entities: Sequence[Entity], anchor: Span, chance: random.Random) -> tuple[Event, ...]:
    if not entities:
        return ()
    kind, status = chance.choice(_KINDS), chance.choice(_STATUSES)
    return (
        Event(
            id="v1", confidence=0.8, extractor=_BY_NAME, evidence=(anchor,), type=kind, status=status,
            actor=(entities[0].id,), anchor=anchor,
        ),
    )  # fmt: skip
