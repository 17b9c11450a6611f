"""An event in the making."""

from dataclasses import dataclass, field

from consumers.extract.events.status import Status
from consumers.extract.events.triggers import Trigger
from schemas.amount import Amount
from schemas.entity import Entity
from schemas.timex import Timex


@dataclass(slots=True)
class Draft:
    """What a trigger was found to tell: who (`actor` to `recipient`), where, when, with which amounts.
    `from_title` and `sentence` say where it stands; `inherited`: its date is the one of the sentence before; `aggregate` counts happenings told in one ("met over 40 times"); `teller` is who is quoted telling it."""

    trigger: Trigger
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    status: Status
    sentence: tuple[int, int]
    clause: tuple[int, int]
    from_title: bool
    place: Entity | None = None
    when: Timex | None = None
    inherited: bool = False
    amounts: tuple[Amount, ...] = ()
    aggregate: Amount | None = None
    teller: Entity | None = None
    evidence: list[tuple[int, int]] = field(default_factory=list)

    @property
    def own_date(self) -> Timex | None:
        """The date its own sentence gives."""
        return None if self.inherited else self.when

    @property
    def participants(self) -> tuple[Entity, ...]:
        """Everybody who takes part."""
        return (*self.actor, *self.recipient)
