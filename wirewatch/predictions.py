"""An analysis as one prediction line of the scorer: names instead of ids."""

from typing import Any

from schemas.entity import Entity
from schemas.event import Event
from schemas.extracted import Extracted
from schemas.facts import Facts
from schemas.quote import Quote


def prediction(record: Extracted) -> dict[str, Any]:
    """The line `{"id", "relevant", "relevance_score", "topics", "entities", "dates", "amounts", "quotes",
    "events"}` of the first watch's verdict and the facts."""
    verdict = record.verdicts[0]
    facts = record.facts
    names = {entity.id: entity.name for entity in facts.entities}
    qids = {entity.id: entity.wikidata_qid for entity in facts.entities}
    return {
        "id": record.item.item_id,
        "relevant": verdict.relevant,
        "relevance_score": verdict.score,
        "topics": [score.topic for score in verdict.topics],
        "entities": [_entity(entity) for entity in facts.entities],
        "dates": [
            {"value": date.value, "text": date.evidence[0].surface}
            for date in facts.dates
            if date.function != "dateline"
        ],
        "amounts": [
            {"kind": a.kind, "value": a.value, "unit": a.unit, "direction": a.direction, "text": a.evidence[0].surface}
            for a in facts.amounts
        ],
        "quotes": [_quote(quote, names, qids) for quote in facts.quotes if quote.speaker],
        "events": [_event(event, facts, names) for event in facts.events],
    }  # fmt: skip


def _entity(entity: Entity) -> dict[str, Any]:
    mentions = list(dict.fromkeys(span.surface for span in entity.evidence))
    return {
        "name": entity.name,
        "text": mentions[0],
        "mentions": mentions,
        "type": entity.type,
        "wikidata_qid": entity.wikidata_qid,
        "country": entity.country,
    }


def _quote(quote: Quote, names: dict[str, str], qids: dict[str, str | None]) -> dict[str, Any]:
    first = quote.speaker[0]
    text = " ".join(span.surface for span in quote.content)
    return {"speaker": names[first], "speaker_qid": qids[first], "text": text, "quote_type": quote.quote_type}


def _event(event: Event, facts: Facts, names: dict[str, str]) -> dict[str, Any]:
    date = next((date.value for date in facts.dates if date.id == event.date), None)
    return {
        "type": event.type,
        "participants": [names[entity] for entity in (*event.actor, *event.recipient)],
        "date": date,
        "place": names[event.place[0]] if event.place else None,
        "status": event.status,
    }
