"""An analysis as one prediction line of the scorer: names instead of ids."""

from schemas.amount import Amount
from schemas.entity import Entity
from schemas.event import Event
from schemas.extracted import Extracted
from schemas.facts import Facts
from schemas.model import Model
from schemas.quote import Quote
from schemas.timex import Timex


class PredictedEntity(Model):
    """An entity with all it is called in the item."""

    name: str | None = None
    text: str | None = None
    mentions: tuple[str, ...] = ()
    type: str | None = None
    wikidata_qid: str | None = None
    country: str | None = None
    confidence: float | None = None


class PredictedDate(Model):
    """A date by its value."""

    value: str
    text: str | None = None
    confidence: float | None = None


class PredictedAmount(Model):
    """An amount by kind, value and unit."""

    kind: str
    value: str
    unit: str | None = None
    direction: str | None = None
    text: str | None = None
    confidence: float | None = None


class PredictedQuote(Model):
    """A quote with its speaker."""

    speaker: str | None = None
    speaker_qid: str | None = None
    text: str
    quote_type: str | None = None
    confidence: float | None = None


class PredictedEvent(Model):
    """An event by the names of those who take part."""

    type: str
    participants: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    status: str | None = None
    text: str | None = None
    confidence: float | None = None


class Prediction(Model):
    """What the program says of one item: the first watch's verdict, and the facts."""

    id: str
    relevant: bool
    relevance_score: float | None = None
    topics: tuple[str, ...] = ()
    entities: tuple[PredictedEntity, ...] = ()
    dates: tuple[PredictedDate, ...] = ()
    amounts: tuple[PredictedAmount, ...] = ()
    quotes: tuple[PredictedQuote, ...] = ()
    events: tuple[PredictedEvent, ...] = ()


def prediction(record: Extracted) -> Prediction:
    """The prediction of an analysis. Datelines and quotes nobody is named for are left out, as labels leave them out."""
    verdict = record.verdicts[0]
    facts = record.facts
    names = {entity.id: entity.name for entity in facts.entities}
    qids = {entity.id: entity.wikidata_qid for entity in facts.entities}
    return Prediction(
        id=record.item.item_id,
        relevant=verdict.relevant,
        relevance_score=verdict.score,
        topics=tuple(score.topic for score in verdict.topics),
        entities=tuple(_entity(entity) for entity in facts.entities),
        dates=tuple(_date(date) for date in facts.dates if date.function != "dateline"),
        amounts=tuple(_amount(amount) for amount in facts.amounts),
        quotes=tuple(_quote(quote, names, qids) for quote in facts.quotes if quote.speaker),
        events=tuple(_event(event, facts, names) for event in facts.events),
    )


def _entity(entity: Entity) -> PredictedEntity:
    mentions = tuple(dict.fromkeys(span.surface for span in entity.evidence))
    return PredictedEntity(
        name=entity.name,
        text=mentions[0],
        mentions=mentions,
        type=entity.type,
        wikidata_qid=entity.wikidata_qid,
        country=entity.country,
        confidence=entity.confidence,
    )


def _date(date: Timex) -> PredictedDate:
    return PredictedDate(value=date.value, text=date.evidence[0].surface, confidence=date.confidence)


def _amount(amount: Amount) -> PredictedAmount:
    return PredictedAmount(
        kind=amount.kind,
        value=amount.value,
        unit=amount.unit,
        direction=amount.direction,
        text=amount.evidence[0].surface,
        confidence=amount.confidence,
    )


def _quote(quote: Quote, names: dict[str, str], qids: dict[str, str | None]) -> PredictedQuote:
    first = quote.speaker[0]
    return PredictedQuote(
        speaker=names[first],
        speaker_qid=qids[first],
        text=" ".join(span.surface for span in quote.content),
        quote_type=quote.quote_type,
        confidence=quote.confidence,
    )


def _event(event: Event, facts: Facts, names: dict[str, str]) -> PredictedEvent:
    return PredictedEvent(
        type=event.type,
        participants=tuple(names[entity] for entity in (*event.actor, *event.recipient)),
        date=next((date.value for date in facts.dates if date.id == event.date), None),
        place=names[event.place[0]] if event.place else None,
        status=event.status,
        text=event.evidence[0].surface,
        confidence=event.confidence,
    )
