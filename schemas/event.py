"""Happenings between the parties: visits, meetings, agreements, trade figures, …"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.fact import Fact
from schemas.span import Span

EventType = Literal[
    "visit", "meeting", "call", "agreement", "statement", "sanction", "exercise", "trade_figure", "supply",
    "vote", "opening", "legal", "policy", "election", "ceremony",
]  # fmt: skip
VisitForm = Literal["state", "official", "working", "friendly", "private"]
AgreementForce = Literal["in_force", "initialled", "ratified", "extended", "terminated", "expired"]
EventStatus = Literal["occurred", "ongoing", "scheduled", "proposed", "denied", "cancelled"]


class Event(Fact):
    """A happening in PLOVER's terms. References are ids of the same item's facts: `actor`, `recipient` and
    `place` of entities, `date` of a date, `amounts` of amounts. `status` is as reported, with its `status_cue`.

    Since 1.4 of news.facts: of a visit its `form`; of an agreement its `force`, where more than its being signed is told, and the words
    that name it.
    """

    type: EventType
    subtype: str | None = None
    status: EventStatus
    status_cue: Span | None = None
    actor: tuple[str, ...] = Field(min_length=1)
    recipient: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    anchor: Span
    date: str | None = None
    date_relation: Literal["during", "on", "after", "before", "inherited"] | None = None
    reported_by: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    parent: str | None = None
    aggregate_count: str | None = None
    form: VisitForm | None = None
    force: AgreementForce | None = None
    name: Span | None = None
    plover_type: str | None = None
    plover_mode: str | None = None
    plover_contexts: tuple[str, ...] = ()
    cameo: Annotated[str, Field(pattern=r"^\d{2,4}$")] | None = None

    @model_validator(mode="after")
    def _codes_the_future_as_plover_does(self) -> Self:
        if self.status == "scheduled" and self.plover_type == "CONSULT":
            raise ValueError("PLOVER codes a future visit or meeting as AGREE")
        return self
