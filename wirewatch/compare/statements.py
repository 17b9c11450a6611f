"""The facts of a report as statements that can be compared with another's, whatever the language."""

from collections.abc import Iterator
from typing import NamedTuple

from consumers.cluster.revisions import written_amount
from consumers.gazetteer import load_gazetteer
from schemas.comparison import Cited, StatedKind
from schemas.coverage import Coverage
from schemas.event import Event
from schemas.span import Span


class Statement(NamedTuple):
    """A fact, as all languages write it, and the words that say it."""

    kind: StatedKind
    what: str
    cited: Cited


class Claim(NamedTuple):
    """A value that another source may give otherwise: of an `about` that is the same for both."""

    kind: str
    about: str
    value: str
    cited: Cited


def statements_of(coverage: Coverage) -> Iterator[Statement]:
    """Events, amounts, dates and names, in that order; a medium's name is none, nor a publication's own day."""
    facts, item_id = coverage.facts, coverage.item.item_id
    is_medium = load_gazetteer().is_medium
    dates = {timex.id: timex.value for timex in facts.dates}
    for event in facts.events:
        on = f" on {dates[event.date]}" if event.date else ""
        yield Statement("event", f"{event.type} {event.status}{on}", cite(item_id, event.anchor))
    for amount in facts.amounts:
        yield Statement("amount", written_amount(amount), cite(item_id, amount.evidence[0]))
    for timex in facts.dates:
        if timex.function != "dateline" and timex.earliest:
            yield Statement("date", timex.value, cite(item_id, timex.evidence[0]))
    for entity in facts.entities:
        if not (entity.gazetteer_id and is_medium(entity.gazetteer_id)):
            yield Statement("name", entity.name, cite(item_id, entity.evidence[0]))


def claims_of(coverage: Coverage) -> Iterator[Claim]:
    """Amounts of something named, the day and the status of a kind of event."""
    facts, item_id = coverage.facts, coverage.item.item_id
    dates = {timex.id: timex for timex in facts.dates}
    for amount in facts.amounts:
        if amount.indicator or amount.kind == "count":
            of = amount.indicator or "count"
            about = " ".join(filter(None, (of, f"({amount.unit})", _period(coverage, amount.period))))
            yield Claim("amount", about, written_amount(amount), cite(item_id, amount.evidence[0]))
    told: set[tuple[str, str]] = set()
    for event in facts.events:
        if event.date and (timex := dates[event.date]).earliest and ("date", event.type) not in told:
            told.add(("date", event.type))
            yield Claim("date", event.type, timex.value, cite(item_id, timex.evidence[0]))
        if ("status", event.type) not in told:
            told.add(("status", event.type))
            yield Claim("status", event.type, event.status, cite(item_id, _words_of_status(event)))


def cite(item_id: str, span: Span) -> Cited:
    """A stretch of an item's text."""
    return Cited(item_id=item_id, start=span.start, end=span.end, surface=span.surface)


def _period(coverage: Coverage, period: str | None) -> str | None:
    return next((timex.value for timex in coverage.facts.dates if timex.id == period), None)


def _words_of_status(event: Event) -> Span:
    return event.status_cue or event.anchor
