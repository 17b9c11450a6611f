"""All facts of one item, with no dangling reference among them."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Self, get_args

from pydantic import BaseModel, model_validator

from schemas.amount import Amount
from schemas.entity import Entity
from schemas.event import Event
from schemas.fact import Fact
from schemas.model import Model
from schemas.quote import Quote
from schemas.span import Span
from schemas.timex import Timex


class Facts(Model):
    """What an item states. Ids are unique; every reference points at a fact of the same item."""

    entities: tuple[Entity, ...] = ()
    dates: tuple[Timex, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()

    def all(self) -> tuple[Fact, ...]:
        """Every fact, entities first; a fact's place in this order is its slot."""
        return (*self.entities, *self.dates, *self.amounts, *self.quotes, *self.events)

    @model_validator(mode="after")
    def _has_unique_ids_and_no_dangling_reference(self) -> Self:
        ids = [fact.id for fact in self.all()]
        if len(ids) != len(set(ids)):
            raise ValueError("two facts share an id")
        entities, dates, amounts, events = (
            {fact.id for fact in group} for group in (self.entities, self.dates, self.amounts, self.events)
        )
        for quote in self.quotes:
            _refer(quote.id, quote.speaker, entities)
        for event in self.events:
            _refer(event.id, (*event.actor, *event.recipient, *event.place, *event.reported_by), entities)
            _refer(event.id, (event.date,), dates)
            _refer(event.id, (*event.amounts, event.aggregate_count), amounts)
            _refer(event.id, (event.parent,), events)
        for amount in self.amounts:
            _refer(amount.id, (amount.period,), dates)
            _refer(amount.id, (amount.change_of,), amounts)
        return self


def _refer(fact_id: str, references: Iterable[str | None], known: set[str]) -> None:
    for reference in references:
        if reference is not None and reference not in known:
            raise ValueError(f"fact {fact_id} refers to {reference!r}, which is not there")


def spans_of(model: BaseModel) -> Iterator[Span]:
    """Every span anywhere inside a model."""
    waiting: list[object] = [model]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Span):
            yield part
        elif isinstance(part, BaseModel):
            values = part.__dict__
            waiting += [values[name] for name in _holding_models(type(part))]
        elif isinstance(part, tuple):
            waiting += part


@cache
def _holding_models(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that may hold models."""
    return tuple(name for name, field in kind.model_fields.items() if _may_be_model(field.annotation))


def _may_be_model(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_may_be_model(part) for part in get_args(annotation))


def check_evidence(model: BaseModel, text: str) -> None:
    """Every span's surface stands in `text` where it says; raises ValueError otherwise."""
    for span in spans_of(model):
        if text[span.start : span.end] != span.surface:
            raise ValueError(f"the text at {span.start} is not {span.surface!r}")
