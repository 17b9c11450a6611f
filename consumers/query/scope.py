"""What field clauses look at: marks (`topic=energy`), names, measures; of an item, or of one of its events."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from consumers.query.nodes import Bound
from consumers.query.tokens import Tokens
from schemas.amount import Amount
from schemas.coverage import Coverage
from schemas.entity import Entity
from schemas.event import Event
from schemas.item import Item
from schemas.span import Span
from schemas.timex import Timex

_AHEAD_US = 86_400_000_000
"""Microseconds: a publication time more than a day after we first saw the item is not believed, flagged or not."""

_UNBELIEVED = frozenset({"future", "impossible"})

_UNFIT = re.compile(r"[\s\"'\x00-\x1f\x7f]+")

MICROSECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a part (`entity`, `event.actor`, …) and where the text says it."""

    field: str
    name: str
    spans: Sequence[Span]

    @property
    def tokens(self) -> Tokens:
        """The words of the name."""
        return Tokens(self.name)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number, time or day of a field, or a range of them, and where the text says it."""

    field: str
    low: Bound
    high: Bound
    spans: Sequence[Span] = ()


@dataclass(slots=True)
class Scope:
    """What is said of an item or an event. `marks` map each mark to its evidence."""

    marks: dict[str, list[Span]] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)

    def mark(self, name: str, value: str | None, spans: Iterable[Span] = ()) -> None:
        """Add a mark with its evidence; an unknown value (None) adds nothing."""
        if value:
            self.marks.setdefault(mark_of(name, value), []).extend(spans)

    def take(self, other: "Scope") -> None:
        """Add all of another scope."""
        for mark, spans in other.marks.items():
            self.marks.setdefault(mark, []).extend(spans)
        self.names += other.names
        self.measures += other.measures


@lru_cache(maxsize=1 << 14)
def mark_of(name: str, value: str) -> str:
    """The mark of a field's value: lower case, without space, quotation marks or control characters."""
    return f"{name}={_UNFIT.sub('_', value.lower())}"


def field_of_mark(mark: str) -> str:
    """The field that a mark is of."""
    return mark.partition("=")[0]


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970, UTC."""
    return int(moment.timestamp()) * MICROSECOND + moment.microsecond


def time_of(item: Item) -> datetime:
    """The time search knows an item by: its publication where the feed claims a believable one, else when it was
    first seen."""
    if item.published_at is None or not _UNBELIEVED.isdisjoint(item.published_flags):
        return item.first_seen_at
    too_late = microseconds(item.published_at) - microseconds(item.first_seen_at) > _AHEAD_US
    return item.first_seen_at if too_late else item.published_at


_OF_FACTS = frozenset(("has", "entity", "entity.type", "country", "speaker"))


def is_of_facts(field: str) -> bool:
    """Whether a field tells what is said in an item, not what it is: `facts_scope` has it then, else `item_scope`."""
    return field in _OF_FACTS or field.startswith(("event.", "amount."))


def item_scope(coverage: Coverage) -> Scope:
    """What fields say of the item itself: whose it is, when it came, what was judged of it, its story."""
    scope = Scope()
    _take_item(scope, coverage.item)
    scope.mark("lang", coverage.language)
    scope.mark("lang", coverage.language.partition("-")[0])
    scope.mark("story_id", coverage.story.story_id)
    scope.mark("event_id", coverage.happening.event_id if coverage.happening else None)
    scope.measures.append(Measure("copies", coverage.story.copies, coverage.story.copies))
    _take_verdicts(scope, coverage)
    return scope


def facts_scope(coverage: Coverage, events: Sequence[Scope]) -> Scope:
    """What fields say of all that is said in it; `events` are the scopes of its events."""
    scope = Scope()
    scope.mark("has", "title" if coverage.item.title else None)
    _take_facts(scope, coverage)
    for event in events:
        scope.take(event)
    return scope


def _take_item(scope: Scope, item: Item) -> None:
    source = item.source
    scope.mark("item_id", item.item_id)
    scope.mark("feed", item.feed)
    scope.mark("origin", item.origin)
    scope.mark("completeness", item.completeness)
    scope.mark("text_from", item.text_from)
    scope.mark("abridged", item.abridged)
    scope.mark("source", source.id)
    scope.mark("source.control", source.control)
    scope.mark("source.kind", source.kind)
    scope.mark("source.country", source.country)
    scope.names.append(Name("source", source.name, ()))
    for part, name in (("publisher", item.published_by), ("issuer", item.issuer)):
        if name:
            scope.mark(part, name)
            scope.names.append(Name(part, name, ()))
    scope.mark("paid", "true" if item.paid else "false")
    for name, moment in (("published_at", time_of(item)), ("first_seen_at", item.first_seen_at)):
        at = microseconds(moment)
        scope.measures.append(Measure(name, at, at))


def _take_verdicts(scope: Scope, coverage: Coverage) -> None:
    for verdict in coverage.verdicts:
        if verdict.relevant:
            scope.mark("watch", verdict.watch)
        for topic in verdict.topics:
            scope.mark("topic", topic.topic, topic.evidence)
    if coverage.verdicts:
        best = max(coverage.verdicts, key=lambda verdict: verdict.score)
        score = Decimal(str(best.score))
        scope.measures.append(Measure("score", score, score))
        scope.mark("relevance.level", best.level)


def _take_facts(scope: Scope, coverage: Coverage) -> None:
    facts = coverage.facts
    by_id = {entity.id: entity for entity in facts.entities}
    for entity in facts.entities:
        _take_entity(scope, "entity", entity, entity.evidence)
        scope.mark("entity.type", entity.type, entity.evidence)
        scope.mark("country", entity.country, entity.evidence)
    for quote in facts.quotes:
        scope.mark("has", "quote", quote.content)
        for speaker in quote.speaker:
            _take_entity(scope, "speaker", by_id[speaker], quote.content)
    for amount in facts.amounts:
        scope.measures += _measures(amount)


def _take_entity(scope: Scope, part: str, entity: Entity, spans: Sequence[Span]) -> None:
    scope.mark(part, entity.gazetteer_id, spans)
    scope.mark("has", part, spans)
    scope.names.append(Name(part, entity.name, spans))


def _unit_field(amount: Amount) -> str:
    return f"amount.{'percent' if amount.unit == '%' else amount.unit.lower()}"


def _measures(amount: Amount) -> Iterator[Measure]:
    """In its own unit, and in dollars where a rate says what it was worth."""
    yield _measure(_unit_field(amount), amount.value, amount.value_max, amount.evidence)
    if (worth := amount.in_usd) is not None:
        yield _measure("amount.usd", worth.value, worth.value_max, amount.evidence)


def _measure(field: str, value: str, value_max: str | None, spans: Sequence[Span]) -> Measure:
    return Measure(field, Decimal(value), Decimal(value_max or value), spans)


def event_scopes(coverage: Coverage) -> tuple[Scope, ...]:
    """A scope for each event of an item, in order."""
    facts = coverage.facts
    if not facts.events:
        return ()
    entities = {entity.id: entity for entity in facts.entities}
    dates = {timex.id: timex for timex in facts.dates}
    amounts = {amount.id: amount for amount in facts.amounts}
    return tuple(_event_scope(event, entities, dates, amounts) for event in facts.events)


def _event_scope(
    event: Event, entities: dict[str, Entity], dates: dict[str, Timex], amounts: dict[str, Amount]
) -> Scope:
    scope = Scope()
    at = (event.anchor,)
    scope.mark("event.type", event.type, at)
    scope.mark("event.status", event.status, (event.status_cue,) if event.status_cue else at)
    scope.mark("event.subtype", event.subtype, at)
    for part, ids in _parts(event):
        for entity_id in ids:
            entity = entities[entity_id]
            _take_entity(scope, part, entity, entity.evidence[:1])
    if event.date and (days := _days(dates[event.date])):
        scope.measures.append(Measure("event.date", *days, dates[event.date].evidence))
    for amount_id in event.amounts:
        scope.measures += _measures(amounts[amount_id])
    return scope


def _parts(event: Event) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "event.actor", event.actor
    yield "event.recipient", event.recipient
    yield "event.participant", (*event.actor, *event.recipient)
    yield "event.place", event.place


def _days(timex: Timex) -> tuple[int, int] | None:
    first, last = timex.earliest or timex.latest, timex.latest or timex.earliest
    return None if first is None or last is None else (date.toordinal(first), date.toordinal(last))
