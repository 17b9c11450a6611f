"""Coverage as the rows of an export. Pure: the same coverage gives the same rows."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from consumers.query.hit import flat
from consumers.query.scope import time_of
from schemas.alert import Alert
from schemas.amount import Amount
from schemas.coverage import Coverage
from schemas.entity import Entity
from schemas.event import Event
from schemas.fact import Fact
from schemas.facts import Facts
from schemas.quote import Quote
from schemas.rows import AlertRow, EventRow, FactRow, ItemRow, StoryRow
from schemas.timex import Timex

_BETWEEN = " … "
"""Stands between the parts of what was said in two."""


def item_row(coverage: Coverage, *, with_text: bool = False) -> ItemRow:
    """The item's row."""
    document, facts = flat(coverage), coverage.facts
    return ItemRow(
        **_cited(coverage),
        completeness=coverage.item.completeness,
        origin=coverage.item.origin,
        watch=document.watch,
        level=document.level,
        score=document.score,
        topics=document.topics,
        copies=document.copies,
        independent=(coverage.happening or coverage.story).independent,
        entities=document.entities,
        quotes=len(facts.quotes),
        amounts=len(facts.amounts),
        events=len(facts.events),
        summary=document.summary,
        text=coverage.item.text if with_text else None,
        publisher=coverage.item.published_by,
        paid=coverage.item.paid,
        issuer=coverage.item.issuer,
    )


def fact_rows(coverage: Coverage) -> Iterator[FactRow]:
    """A row for each fact: entities, dates, amounts, quotes, events."""
    facts, cited = coverage.facts, _cited(coverage)
    for fact in facts.all():
        yield FactRow(**cited, **_NOTHING | _of_kind(fact, facts), **_evidence(fact))


def event_rows(coverage: Coverage) -> Iterator[EventRow]:
    """A row for each event."""
    facts, cited = coverage.facts, _cited(coverage)
    amounts = {amount.id: amount for amount in facts.amounts}
    for event in facts.events:
        date = _date_of(event, facts)
        yield EventRow(
            **cited,
            type=event.type,
            subtype=event.subtype,
            status=event.status,
            actors=_names(facts, event.actor),
            recipients=_names(facts, event.recipient),
            places=_names(facts, event.place),
            date=date.value if date else None,
            **_days(date),
            amounts=tuple(f"{amounts[key].value} {amounts[key].unit}" for key in event.amounts),
            plover_type=event.plover_type,
            cameo=event.cameo,
            **_evidence(event),
            form=event.form,
            force=event.force,
            name=event.name.surface if event.name else None,
        )


def story_row(member: Coverage) -> StoryRow:
    """The row of a story as one of its members knows it."""
    story = member.story
    return StoryRow(
        story_id=story_of(member),
        event_id=_event_id(member),
        title=member.item.title,
        link=member.item.link,
        language=member.language,
        first_seen_at=story.first_seen_at,
        newest_at=time_of(member.item),
        copies=story.copies,
        sources=story.sources,
        origins=story.origins,
        independent=story.independent,
        topics=flat(member).topics,
        item_ids=(member.item.item_id,),
    )


def story_of(coverage: Coverage) -> str:
    """The story an item belongs to now."""
    return coverage.story.merged_into or coverage.story.story_id


def alert_row(alert: Alert, coverage: Coverage) -> AlertRow:
    """An alert's row; `coverage` is the item as it is held now, the row names the revision that alerted."""
    return AlertRow(
        **_cited(coverage) | {"revision": alert.match.revision},
        alert_id=alert.alert_id,
        rule_id=alert.rule_id,
        rule_name=alert.match.rule_name,
        channel=alert.channel,
        decided_at=alert.decided_at,
        because=tuple(clause.clause for clause in alert.match.explanation),
    )


def _cited(coverage: Coverage) -> dict[str, Any]:
    item = coverage.item
    return {
        "item_id": item.item_id,
        "revision": coverage.revision,
        "text_sha256": item.text_sha256,
        "title": item.title,
        "link": item.link,
        "source_id": item.source.id,
        "source_name": item.source.name,
        "source_kind": item.source.kind,
        "source_control": item.source.control,
        "source_country": item.source.country,
        "language": coverage.language,
        "published_at": item.published_at,
        "first_seen_at": item.first_seen_at,
        "story_id": story_of(coverage),
        "event_id": _event_id(coverage),
    }


def _event_id(coverage: Coverage) -> str | None:
    happening = coverage.happening
    return (happening.merged_into or happening.event_id) if happening else None


def _evidence(fact: Fact) -> dict[str, Any]:
    first = fact.evidence[0]
    return {
        "fact_id": fact.id,
        "evidence": first.surface,
        "evidence_start": first.start,
        "evidence_end": first.end,
        "confidence": fact.confidence,
        "rule": f"{fact.extractor.name}/{fact.extractor.rule}",
    }


_NOTHING: dict[str, Any] = {
    "type": None, "value_max": None, "unit": None, "comparator": None, "indicator": None, "direction": None,
    "first_day": None, "last_day": None, "status": None, "who": (), "whom": (), "where": (), "entity_ids": (),
}  # fmt: skip


def _of_kind(fact: Fact, facts: Facts) -> dict[str, Any]:
    return next(made(fact, facts) for kind, made in _KINDS.items() if isinstance(fact, kind))


def _entity(entity: Entity, facts: Facts) -> dict[str, Any]:
    ids = tuple(known for known in (entity.gazetteer_id, entity.wikidata_qid) if known)
    return {"kind": "entity", "type": entity.type, "value": entity.name, "entity_ids": ids}


def _date(timex: Timex, facts: Facts) -> dict[str, Any]:
    return {"kind": "date", "type": timex.timex_type, "value": timex.value, **_days(timex)}


def _amount(amount: Amount, facts: Facts) -> dict[str, Any]:
    said = ("value", "value_max", "unit", "comparator", "indicator", "direction")
    return {"kind": "amount", "type": amount.kind, **{name: getattr(amount, name) for name in said}}


def _quote(quote: Quote, facts: Facts) -> dict[str, Any]:
    said = _BETWEEN.join(span.surface for span in quote.content)
    return {"kind": "quote", "type": quote.quote_type, "value": said, "who": _names(facts, quote.speaker)}


def _event(event: Event, facts: Facts) -> dict[str, Any]:
    return {
        "kind": "event",
        "type": event.type,
        "value": event.anchor.surface,
        "status": event.status,
        "who": _names(facts, event.actor),
        "whom": _names(facts, event.recipient),
        "where": _names(facts, event.place),
        **_days(_date_of(event, facts)),
    }


_KINDS: dict[type[Fact], Callable[[Any, Facts], dict[str, Any]]] = {
    Entity: _entity,
    Timex: _date,
    Amount: _amount,
    Quote: _quote,
    Event: _event,
}


def _names(facts: Facts, ids: Iterable[str]) -> tuple[str, ...]:
    names = {entity.id: entity.name for entity in facts.entities}
    return tuple(names[key] for key in ids)


def _date_of(event: Event, facts: Facts) -> Timex | None:
    return next((timex for timex in facts.dates if timex.id == event.date), None)


def _days(timex: Timex | None) -> dict[str, Any]:
    first, last = (timex.earliest, timex.latest) if timex else (None, None)
    return {"first_day": first.isoformat() if first else None, "last_day": last.isoformat() if last else None}
