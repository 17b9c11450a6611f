"""A report's profile: its facts as marks that are the same in every language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from consumers.cluster.concepts import concepts_in
from consumers.extract.newsroom_day import newsroom_day
from consumers.gazetteer import load_gazetteer
from schemas.amount import Amount
from schemas.entity import Entity
from schemas.event import Event, EventType
from schemas.extracted import Extracted
from schemas.fact import Fact
from schemas.profile import Doing, Profile
from schemas.timex import Timex

MARKS_MOST = 72
DOINGS_MOST = 6
LEAD_CHARACTERS = 300
"""Of a body: its first two sentences, where a dispatch says what happened."""

LEAD_CHARACTERS_HAN = 120

KIND_BY_CONCEPTS: Mapping[EventType, frozenset[str]] = {
    "exercise": frozenset(("about/patrol", "about/exercise", "about/bombers")),
    "legal": frozenset(("about/detention", "about/spying", "about/smuggling", "about/extradition")),
    "sanction": frozenset(("about/sanctions",)),
}
"""Concepts that name a happening of a kind in title or lead, whether or not an event was extracted."""

_OF_PERIODS = ("month", "year")
"""Units of lengths of time that are told as periods, too ("in four months")."""

_COUNTED_FROM = 3
"""Smaller counts ("two sides") say little."""


def profile_of(extracted: Extracted) -> Profile:
    """The marks of a report, each at its first place, and its events."""
    item, facts = extracted.item, extracted.facts
    begun = item.body_start
    size = max(len(item.text) - begun, 1)
    lead_end = item.body_start + (
        LEAD_CHARACTERS_HAN if extracted.language.startswith("zh") else LEAD_CHARACTERS
    )
    found: dict[str, int] = {}
    in_body: dict[str, int] = {}
    for mark, start in sorted(_placed_marks(extracted), key=lambda placed: placed[1]):
        found.setdefault(mark, start)
        if start >= begun:
            in_body.setdefault(mark, 1000 * (start - begun) // size)
    kept = list(found.items())[:MARKS_MOST]
    doings = _doings(facts.events, facts.entities, facts.dates, lead_end)
    lead = tuple(mark for mark, start in kept if start < lead_end)
    return Profile.model_construct(
        marks=tuple(mark for mark, _ in kept),
        places=tuple(in_body.get(mark, -1) for mark, _ in kept),
        lead=len(lead),
        doings=(*doings, *_doings_by_concepts(lead, doings)),
        published=newsroom_day(item) or item.first_seen_at.date(),
    )


def _placed_marks(extracted: Extracted) -> Iterator[tuple[str, int]]:
    facts = extracted.facts
    ids = {entity.id: entity.gazetteer_id for entity in facts.entities}
    begun = extracted.item.body_start
    dateline_end = max((d.evidence[0].end for d in facts.dates if d.function == "dateline"), default=begun)
    is_medium = load_gazetteer().is_medium
    for entity in facts.entities:
        if entity.gazetteer_id and not is_medium(entity.gazetteer_id):
            yield from (
                (entity.gazetteer_id, start)
                for start in _firsts(entity, begun)
                if not begun <= start < dateline_end
            )
    for timex in facts.dates:
        if timex.function != "dateline" and (mark := _mark_of_date(timex)):
            yield from ((mark, start) for start in _firsts(timex, begun))
            if _is_range_of_days(timex):
                yield f"day/{timex.earliest}", timex.evidence[0].start
    for amount in facts.amounts:
        if mark := mark_of_amount(amount):
            yield from ((mark, start) for start in _firsts(amount, begun))
    for quote in facts.quotes:
        for speaker in quote.speaker:
            if ids[speaker]:
                yield f"says/{ids[speaker]}", quote.content[0].start
    for concept in concepts_in(extracted.item.text, extracted.language):
        yield f"about/{concept.label}", concept.start


def _firsts(fact: Fact, begun: int) -> Iterator[int]:
    """Where a fact is first told, and where first in the body: a title has an order of its own."""
    yield fact.evidence[0].start
    yield from (span.start for span in fact.evidence[1:2] if fact.evidence[0].start < begun)


def _mark_of_date(timex: Timex) -> str | None:
    if timex.earliest is None or timex.latest is None or timex.timex_type != "DATE":
        return None
    if timex.earliest == timex.latest:
        return f"day/{timex.earliest}"
    return f"period/{timex.earliest}/{timex.latest}"


def _is_range_of_days(timex: Timex) -> bool:
    """Whether a range is told by its first and last day."""
    first, _, last = timex.value.partition("/")
    return len(first) == len(last) == len("2026-01-01")


def mark_of_amount(amount: Amount) -> str | None:
    """A figure with its unit, as every language writes it in the end; counts of anything count as counts."""
    value = Decimal(amount.value)
    if amount.unit in _OF_PERIODS:
        return None
    if amount.kind in ("count", "ordinal"):
        if value < _COUNTED_FROM:
            return None
        return f"figure/{amount.kind}/{_plain(value)}"
    return f"figure/{amount.unit}/{_plain(value)}"


def _plain(value: Decimal) -> str:
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _doings(
    events: Iterable[Event], entities: Iterable[Entity], dates: Iterable[Timex], lead_end: int
) -> tuple[Doing, ...]:
    """Events in the order of the text, those of title and lead first."""
    ids = {entity.id: entity.gazetteer_id for entity in entities}
    when = {timex.id: (timex.earliest, timex.latest) for timex in dates}
    ordered = sorted(events, key=lambda event: (event.anchor.start >= lead_end, event.anchor.start))
    return tuple(_doing(event, ids, when) for event in ordered[:DOINGS_MOST])


def _doings_by_concepts(lead: Sequence[str], doings: Sequence[Doing]) -> Iterator[Doing]:
    """What title and lead are about, as an event, where none of that kind is among the facts."""
    days = [date.fromisoformat(mark.removeprefix("day/")) for mark in lead if mark.startswith("day/")]
    told = {doing.type for doing in doings}
    for kind, concepts in KIND_BY_CONCEPTS.items():
        if kind not in told and not concepts.isdisjoint(lead):
            day = max(days, default=None)
            yield Doing(type=kind, status="occurred", first=day, last=day)


def _doing(
    event: Event, ids: dict[str, str | None], when: dict[str, tuple[date | None, date | None]]
) -> Doing:
    first, last = when[event.date] if event.date else (None, None)
    return Doing.model_construct(
        type=event.type,
        subtype=event.subtype,
        status=event.status,
        first=first,
        last=last,
        places=tuple(known for place in event.place if (known := ids[place]) and is_local(known)),
        parties=tuple(known for party in (*event.actor, *event.recipient) if (known := ids[party])),
    )


def is_local(gazetteer_id: str) -> bool:
    """Whether a place is smaller than a state."""
    return not gazetteer_id.startswith("country/")
