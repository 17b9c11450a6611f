"""Deciding a batch record by record, each seeing what the ones before it wrote."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from consumers.ports import Holding, Output, Record, StateReader
from consumers.stage import Dead, Emit, First, Outcome, Retry, Skip, StageSpec
from schemas.errors import PoisonError
from schemas.topics import RECORD_BYTES

MOST_BYTES = RECORD_BYTES * 7 // 8
"""Of a value that a stage writes: the next ones add a little to it."""

Decide = Callable[[Record, StateReader, datetime], Outcome]


class Overlay:
    """Committed state with a batch's own writes laid over it."""

    def __init__(self, state: StateReader) -> None:
        self._state = state
        self._written: dict[tuple[str, str], bytes | None] = {}

    def add(self, outputs: Sequence[Output]) -> None:
        """Lay outputs over the state; those of ordinary topics are never looked up, so they do no harm."""
        for output in outputs:
            self._written[output.topic, output.key] = output.value

    def holding(self) -> Holding:
        """What the view beneath holds."""
        return self._state.holding()

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The last value of a key, the batch's own writes first."""
        if (topic, key) in self._written:
            return self._written[topic, key]
        return self._state.lookup(topic, key)

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key of a topic with its last value."""
        written: Mapping[str, bytes | None] = {k: v for (t, k), v in self._written.items() if t == topic}
        merged = {**dict(self._state.scan(topic)), **written}
        yield from ((key, value) for key, value in sorted(merged.items()) if value is not None)


def decide_each(
    records: Sequence[Record], state: StateReader, now: datetime, decide: Decide
) -> Sequence[Outcome]:
    """One outcome per record; a record that can never pass (PoisonError) is Dead. After a Retry or a First nothing more is
    decided: the rest of the batch waits with it."""
    overlay = Overlay(state)
    outcomes: list[Outcome] = []
    for record in records:
        if outcomes and isinstance(outcomes[-1], Retry | First):
            outcomes.append(outcomes[-1])
            continue
        try:
            outcome = _that_fits(decide(record, overlay, now), record)
        except PoisonError as error:
            outcome = Dead(error.reason, str(error), item_id=record.item_id)
        if isinstance(outcome, Emit | Skip):
            overlay.add(outcome.outputs)
        outcomes.append(outcome)
    return outcomes


def _that_fits(outcome: Outcome, record: Record) -> Outcome:
    """The outcome; a record that would bring about one that no later stage could pass on is Dead."""
    for output in outcome.outputs if isinstance(outcome, Emit | Skip) else ():
        if len(output.value or b"") > MOST_BYTES:
            detail = f"It makes a record of {len(output.value or b'')} bytes for {output.topic}."
            return Dead("oversize", detail, item_id=record.item_id)
    return outcome


class RecordStage(ABC):
    """A stage that decides record by record, keeps nothing in memory and does nothing by the clock alone; those
    that do override `open` and `due`."""

    spec: StageSpec

    @abstractmethod
    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """What becomes of one record."""

    def open(self, state: StateReader, now: datetime) -> bool:
        """Nothing to load."""
        return False

    def handle(self, records: Sequence[Record], state: StateReader, now: datetime) -> Sequence[Outcome]:
        """One outcome per record, in order."""
        return decide_each(records, state, now, self.decide)

    def due(self, now: datetime) -> Sequence[Output]:
        """Nothing is brought about by the clock."""
        return ()
