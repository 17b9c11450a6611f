"""What a stage is, and what it may answer about a record: outcomes as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from consumers.ports import Output, Record, StateReader


@dataclass(frozen=True, slots=True)
class Emit:
    """Write these outputs (records and state) with the record's offset."""

    outputs: tuple[Output, ...] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """Nothing to write; `reason` is a short fixed word, for the counts."""

    reason: str
    outputs: tuple[Output, ...] = ()


@dataclass(frozen=True, slots=True)
class Retry:
    """Passing trouble: stay at this record and try again after `after_s` seconds (None: back off)."""

    reason: str
    after_s: float | None = None


@dataclass(frozen=True, slots=True)
class First:
    """Write these outputs before anything else comes of this record, and ask about it again at once: what is about to be done outside
    the log is written down beforehand."""

    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class Dead:
    """This record can never pass: keep it in news.dead with the reason. `outputs` are written beside it."""

    reason: str
    detail: str
    item_id: str | None = None
    outputs: tuple[Output, ...] = ()


Outcome = Emit | Skip | Retry | First | Dead


@dataclass(frozen=True, slots=True)
class StageSpec:
    """A stage's place in the graph; its consumer group is `wirewatch.<name>`."""

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    state: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The consumer group."""
        return f"wirewatch.{self.name}"


@runtime_checkable
class Awaits(Protocol):
    """A stage that has taken records in which will lead to something later, by themselves and soon: pages under way, alerts that wait for
    them."""

    def awaiting(self) -> int:
        """How many."""


class Stage(Protocol):
    """A stage: decides about records. It never commits, sleeps or retries; the loop does."""

    @property
    def spec(self) -> StageSpec:
        """Its place in the graph."""

    def open(self, state: StateReader, now: datetime) -> bool:
        """Load what it keeps in memory from the log; True asks to read its topics again from the start."""

    def handle(self, records: Sequence[Record], state: StateReader, now: datetime) -> Sequence[Outcome]:
        """One outcome per record, in order. `state` shows committed state and, for stages that decide record
        by record, what earlier records of the batch wrote."""

    def due(self, now: datetime) -> Sequence[Output]:
        """What the clock alone brings about (stories that close, digests); committed like a batch."""
