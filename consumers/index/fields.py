"""What a revision says, as plain fields: of the item, of each of its facts, of its story.

For indexes that people look at with other tools: field names follow the query language where they can
(docs/elasticsearch.md). Pure: the same coverage gives the same fields.
"""

import math
from collections.abc import Iterable

from consumers.index.document import event_tokens
from consumers.query.scope import microseconds, time_of
from consumers.query.searchable import searchable_of
from schemas.amount import Amount
from schemas.coverage import Coverage
from schemas.entity import Entity
from schemas.event import Event
from schemas.fact import Fact
from schemas.quote import Quote
from schemas.timex import Timex

Fields = dict[str, object]

MEASURED = {"USD": "usd", "CNY": "cny", "RUB": "rub", "EUR": "eur", "%": "percent"}
"""Units whose amounts are fields of the item; those of any unit are fields of its facts."""

_LARGEST = 1e300
"""Beyond it a number has no floating form; its exact digits are kept all the same."""


def item_fields(coverage: Coverage) -> Fields:
    """The fields of an item with its facts, one list for each field, and the facts themselves under `facts`."""
    item, facts = coverage.item, coverage.facts
    names = _Names(facts.entities)
    return {
        **context_fields(coverage),
        "body": item.body,
        "feed": item.feed,
        "completeness": item.completeness,
        "text_from": item.text_from,
        "abridged": item.abridged,
        "at_us": microseconds(time_of(item)),
        "seen_us": microseconds(item.first_seen_at),
        "entity": {
            "name": _each(entity.name for entity in facts.entities),
            "id": _each(entity.gazetteer_id for entity in facts.entities),
            "type": _each(entity.type for entity in facts.entities),
        },
        "person": _each(e.name for e in facts.entities if e.type == "person"),
        "organization": _each(e.name for e in facts.entities if e.type == "organization"),
        "country": _each(entity.country for entity in facts.entities),
        "speaker": _each(name for quote in facts.quotes for name in names.of(quote.speaker)),
        "quote": [_said(quote) for quote in facts.quotes],
        "event": _events_together([_event(event, facts.dates, names) for event in facts.events]),
        "amount": _amounts_together(facts.amounts),
        "facts": _with_marks(coverage),
    }


def context_fields(coverage: Coverage) -> Fields:
    """What every fact's own document says of its item."""
    item, best = coverage.item, max(coverage.verdicts, key=lambda v: v.score, default=None)
    return {
        "item_id": item.item_id,
        "revision": coverage.revision,
        "story_id": coverage.story.merged_into or coverage.story.story_id,
        "event_id": coverage.happening.merged_into or coverage.happening.event_id
        if coverage.happening
        else None,
        "copies": coverage.story.copies,
        "independent": (coverage.happening or coverage.story).independent,
        "title": item.title,
        "link": _safe(item.link),
        "source": {
            "id": item.source.id,
            "name": item.source.name,
            "kind": item.source.kind,
            "control": item.source.control,
            "country": item.source.country,
        },
        "publisher": item.published_by,
        "issuer": item.issuer,
        "paid": item.paid,
        "lang": _each((coverage.language, coverage.language.partition("-")[0])),
        "language": coverage.language.partition("-")[0],
        "published_at": time_of(item).isoformat(),
        "first_seen_at": item.first_seen_at.isoformat(),
        "origin": item.origin,
        "watch": _each(verdict.watch for verdict in coverage.verdicts if verdict.relevant),
        "topic": _each(topic.topic for verdict in coverage.verdicts for topic in verdict.topics),
        "main_topic": next((t.topic for v in coverage.verdicts for t in v.topics if t.primary), None),
        "relevance": {"level": best.level, "score": best.score} if best else None,
    }


def fact_fields(coverage: Coverage) -> list[Fields]:
    """The fields of each fact, by slot, with those of its item."""
    context = context_fields(coverage)
    return [{**context, **fields, "slot": slot} for slot, fields in enumerate(_facts(coverage))]


def story_fields(coverage: Coverage) -> Fields:
    """The fields of the item's story, as this item saw it."""
    item, story = coverage.item, coverage.story
    return {
        "story_id": story.merged_into or story.story_id,
        "copies": story.copies,
        "source": list(story.sources),
        "sources": len(story.sources),
        "independent": story.independent,
        "origin": list(story.origins),
        "first_seen_at": story.first_seen_at.isoformat(),
        "last_copy_at": item.first_seen_at.isoformat(),
        "title": item.title,
        "link": _safe(item.link),
        "language": coverage.language.partition("-")[0],
        "topic": context_fields(coverage)["topic"],
        "absorbed": list(story.absorbed),
    }


class _Names:
    """Names of entities by the ids that facts refer to them with."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._names = {entity.id: entity.name for entity in entities}

    def of(self, ids: Iterable[str]) -> list[str]:
        return [self._names[id_] for id_ in ids]


def _with_marks(coverage: Coverage) -> list[Fields]:
    """The facts by slot; events, which come last, with the marks by which one event is found."""
    facts = _facts(coverage)
    for fields, event in zip(reversed(facts), reversed(searchable_of(coverage).events), strict=False):
        fields["marks"] = event_tokens(event)
    return [{**fields, "slot": slot} for slot, fields in enumerate(facts)]


def _facts(coverage: Coverage) -> list[Fields]:
    facts = coverage.facts
    names = _Names(facts.entities)
    return [
        *(_fact("entity", entity, _entity(entity)) for entity in facts.entities),
        *(_fact("date", timex, _date(timex)) for timex in facts.dates),
        *(_fact("amount", amount, _amount(amount)) for amount in facts.amounts),
        *(_fact("quote", quote, _quote(quote, names)) for quote in facts.quotes),
        *(_fact("event", event, _event(event, facts.dates, names)) for event in facts.events),
    ]


def _fact(kind: str, fact: Fact, fields: Fields) -> Fields:
    return {
        "fact_id": fact.id,
        "kind": kind,
        "confidence": fact.confidence,
        "rule": f"{fact.extractor.name}/{fact.extractor.rule}",
        "surface": " … ".join(span.surface for span in fact.evidence[:3]),
        kind: fields,
    }


def _entity(entity: Entity) -> Fields:
    return {
        "name": entity.name,
        "type": entity.type,
        "id": entity.gazetteer_id,
        "wikidata": entity.wikidata_qid,
        "country": entity.country,
        "role": _each(role.title for role in entity.roles),
    }


def _date(timex: Timex) -> Fields:
    return {"type": timex.timex_type, "value": timex.value, "grain": timex.grain, **_days(timex)}


def _days(timex: Timex) -> Fields:
    """First and last day as strings, which no time zone moves, and as a range to look in."""
    first, last = timex.earliest or timex.latest, timex.latest or timex.earliest
    if first is None or last is None:
        return {}
    from_day, to_day = first.isoformat(), last.isoformat()
    return {"first": from_day, "last": to_day, "days": {"gte": from_day, "lte": to_day}}


def _amount(amount: Amount) -> Fields:
    return {
        "kind": amount.kind,
        "value": _number(amount.value),
        "exact": amount.value,
        "max": _number(amount.value_max),
        "unit": amount.unit,
        "usd": _number(amount.in_usd.value) if amount.in_usd else None,
        "comparator": amount.comparator,
        "indicator": amount.indicator,
        "direction": amount.direction,
        "comparison": amount.comparison,
        "partner": list(amount.partners),
    }


def _number(exact: str | None) -> float | None:
    number = float(exact) if exact is not None else math.inf
    return number if abs(number) <= _LARGEST else None


def _quote(quote: Quote, names: _Names) -> Fields:
    return {"text": _said(quote), "type": quote.quote_type, "speaker": names.of(quote.speaker)}


def _said(quote: Quote) -> str:
    return " … ".join(span.surface for span in quote.content)


def _event(event: Event, dates: Iterable[Timex], names: _Names) -> Fields:
    date = next((timex for timex in dates if timex.id == event.date), None)
    return {
        "type": event.type,
        "status": event.status,
        "pair": f"{event.type}/{event.status}",
        "subtype": event.subtype,
        "actor": names.of(event.actor),
        "recipient": names.of(event.recipient),
        "participant": _each(names.of((*event.actor, *event.recipient))),
        "place": names.of(event.place),
        "cameo": event.cameo,
        **(_days(date) if date else {}),
    }


def _events_together(events: list[Fields]) -> Fields:
    """The values of all events, field by field."""
    together: dict[str, list[object]] = {}
    for event in events:
        for name, value in event.items():
            kept = together.setdefault(name, [])
            for each in value if isinstance(value, list) else [value]:
                if each is not None and each not in kept:
                    kept.append(each)
    return {name: values for name, values in together.items() if values}


def _amounts_together(amounts: Iterable[Amount]) -> Fields:
    """The amounts in the main units, each a range."""
    together: dict[str, list[object]] = {}
    for amount in amounts:
        told = [(MEASURED.get(amount.unit), amount.value, amount.value_max)]
        if (worth := amount.in_usd) is not None:
            told.append(("usd", worth.value, worth.value_max))
        for unit, value, value_max in told:
            low, high = _number(value), _number(value if value_max is None else value_max)
            if unit is not None and low is not None and high is not None:
                together.setdefault(unit, []).append({"gte": low, "lte": high})
    return dict(together)


def _each(values: Iterable[str | None]) -> list[str]:
    """Values that are known, each once, in the order they come."""
    return [value for value in dict.fromkeys(values) if value is not None]


def _safe(link: str | None) -> str | None:
    """A link that a reader may click: nothing but http and https."""
    return link if link is not None and link.lower().startswith(("http://", "https://")) else None
