"""The only loop that knows offsets."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from consumers.batch import Overlay
from consumers.dead import dead_outputs, refuse_when_many_die_alike
from consumers.ports import Output, Position, Record, StageLog, StateReader
from consumers.retry import Backoff
from consumers.stage import Awaits, Dead, Emit, First, Outcome, Retry, Skip, Stage
from schemas.errors import ConfigurationError, HungError, PoisonError, TransientError
from schemas.wire import FIRST_SEEN, ORIGIN, TRACE

log = structlog.get_logger()

BATCH_SIZE = 200
HUNG = "hung"
"""Why a record died with which a stage does not come to an end."""

COMMIT_AFTER_S = 60.0
"""Seconds after which what was decided one by one is committed, where a batch took too long."""

Within = Callable[[], AbstractContextManager[None]]
"""Raises HungError into a block that takes too long; once for a batch, then for each of its records alone."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn of the loop did: how many records it read, and what became of them. `wait_s` is how long to
    wait before the next turn (0: at once if anything was read, or something `is_first` to be asked about again). `took_s` is the time from reading to commit;
    `ages_s` tells of each live record that passed how long ago the poll saw its item."""

    stage: str
    read: int = 0
    emitted: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    dead: int = 0
    wait_s: float = 0.0
    trouble: str | None = None
    outputs: tuple[Output, ...] = ()
    took_s: float = 0.0
    ages_s: tuple[float, ...] = ()
    is_first: bool = False


class StageLoop:
    """Runs one stage over the log, one turn at a time.

    A turn: 1. read up to `batch_size` records after the position, and load the stage's memory anew where the partitions
    it holds have changed; 2. ask the stage for one outcome per record;
    3. where the stage raises what it should not, or takes too long (`within`), load its memory anew and ask it record by record: each
    that does so again is Dead with the error's name; 4. stop where too many of the batch die alike; 5. keep what
    stands before the first Retry or First, and turn what is Dead into dead letters; 6. commit outputs, state and next
    offsets in one transaction, and go back to where a First stands; 7. on passing trouble go back to the committed offsets, load the stage's memory
    anew before the next turn, and say how long to wait. A ConfigurationError always goes through to the caller,
    and nothing of its batch is committed.
    """

    def __init__(
        self,
        stage: Stage,
        stage_log: StageLog,
        clock: Callable[[], datetime],
        batch_size: int = BATCH_SIZE,
        within: Within = nullcontext,
    ) -> None:
        self.stage = stage
        self.name = stage.spec.name
        self._log = stage_log
        self._clock = clock
        self._batch_size = batch_size
        self._within = within
        self._backoff = Backoff()
        self._opened_for: int | None = None

    def turn(self, wait_s: float = 0.0) -> Turn:
        """One turn. Raises ConfigurationError where a human must act; nothing is committed then."""
        try:
            if self._opened_for is None:
                self._open()
            done = self._read_decide_commit(wait_s)
        except TransientError as error:
            return self._back_off(str(error), error.retry_after_s)
        except ConfigurationError:
            self._start_over()
            raise
        if done.trouble is None:
            self._backoff = Backoff()
        return done

    def lag(self) -> int:
        """How many records wait."""
        return self._log.lag()

    def awaiting(self) -> int:
        """How much will come of what was read, by itself and soon."""
        return self.stage.awaiting() if isinstance(self.stage, Awaits) else 0

    def close(self) -> None:
        """Let go of the log; what was not committed is read again next time."""
        self._log.close()

    def _open(self) -> None:
        holding = self._log.holding()
        if self.stage.open(self._log, self._clock()):
            self._log.seek_to_start()
        self._opened_for = holding.number

    def _read_decide_commit(self, wait_s: float) -> Turn:
        records = self._log.read(self._batch_size, wait_s)
        if self._log.holding().number != self._opened_for:  # then nothing was read
            self._open()
        if (
            self._log.holding().partitions == frozenset()
        ):  # standing by: what the clock brings is for who holds them
            return Turn(self.name)
        started_s = time.monotonic()
        now = self._clock()
        due = tuple(self.stage.due(now))
        if not records:
            if due:
                self._log.commit(due, {})
            return Turn(self.name, outputs=due)
        try:
            outcomes = self._ask(records, self._log, now)
        except (TransientError, ConfigurationError):
            raise
        except Exception as error:  # noqa: BLE001 - a bug in a stage must not stop the stream for one record
            due, outcomes = self._ask_one_by_one(records, error, now)
        refuse_when_many_die_alike(self.name, outcomes, len(records))
        done = self._commit(records, outcomes, due, now)
        return replace(done, took_s=time.monotonic() - started_s)

    def _ask(self, records: Sequence[Record], state: StateReader, now: datetime) -> Sequence[Outcome]:
        with self._within():
            outcomes = self.stage.handle(records, state, now)
        if len(outcomes) != len(records):
            raise ConfigurationError(
                f"Stage {self.name} answered {len(outcomes)} of {len(records)} records: this is a bug; please report it."
            )
        return outcomes

    def _ask_one_by_one(
        self, records: Sequence[Record], error: Exception, now: datetime
    ) -> tuple[tuple[Output, ...], Sequence[Outcome]]:
        """What the clock brings and the outcomes up to the first Retry, or the first that hangs, after the whole batch raised `error`. A
        record alone in its batch is not asked about twice. What the stage changed in its memory before it raised
        is gone: it is opened anew on what is committed and what the records so far wrote."""
        so_far = Overlay(self._log)
        self.stage.open(so_far, now)  # the records at hand are the ones to decide, wherever it asks to start
        due = tuple(self.stage.due(now))
        so_far.add(due)
        if len(records) == 1:
            return due, [self._dead_of(records[0], error)]
        outcomes: list[Outcome] = []
        commit_by = time.monotonic() + COMMIT_AFTER_S
        for record in records:
            try:
                (outcome,) = self._ask([record], so_far, now)
            except (TransientError, ConfigurationError):
                raise
            except Exception as its_error:  # noqa: BLE001 - as above
                outcome = self._dead_of(record, its_error)
                refuse_when_many_die_alike(self.name, [*outcomes, outcome], len(records))
                self.stage.open(so_far, now)
            outcomes.append(outcome)
            if isinstance(outcome, Retry | First):
                break
            if isinstance(error, HungError) and (_is_hung(outcome) or time.monotonic() >= commit_by):
                log.warning("batch_cut", stage=self.name, of=len(records), at=len(outcomes))
                break  # a log takes a process for dead that commits nothing for minutes
            if isinstance(outcome, Emit | Skip):
                so_far.add(outcome.outputs)
        return due, outcomes

    def _commit(
        self, records: Sequence[Record], outcomes: Sequence[Outcome], due: tuple[Output, ...], now: datetime
    ) -> Turn:
        outputs: list[Output] = list(due)
        offsets: dict[Position, int] = {}
        skipped: Counter[str] = Counter()
        passed: list[Record] = []
        dead = 0
        stopped: Retry | None = None
        is_first = False
        for record, outcome in zip(records, outcomes, strict=False):  # none after a Retry or a First
            match outcome:
                case Emit(written):
                    outputs += written
                    passed.append(record)
                case Skip(reason, written):
                    outputs += written
                    skipped[reason] += 1
                case Dead():
                    outputs += outcome.outputs
                    outputs += dead_outputs(self.name, record, outcome, now)
                    dead += 1
                case Retry():
                    stopped = outcome
                    break
                case First(written):
                    outputs += written
                    is_first = True
                    break
            offsets[Position(record.topic, record.partition)] = record.offset + 1
        if offsets or outputs:
            self._log.commit(outputs, offsets)
        if is_first or (stopped is None and len(outcomes) < len(records)):
            self._log.rewind()
        done = Turn(
            self.name,
            len(passed) + dead + skipped.total(),
            len(passed),
            skipped,
            dead,
            outputs=tuple(outputs),
            ages_s=tuple(_ages(passed, self._clock())),
            is_first=is_first,
        )
        if stopped is None:
            return done
        waiting = self._back_off(stopped.reason, stopped.after_s)
        return replace(done, wait_s=waiting.wait_s, trouble=waiting.trouble)

    def _dead_of(self, record: Record, error: Exception) -> Dead:
        if isinstance(error, PoisonError):
            return Dead(error.reason, str(error), item_id=record.item_id)
        if isinstance(error, HungError):
            return Dead(HUNG, f"Stage {self.name} does not come to an end with it.", item_id=record.item_id)
        log.error(
            "record_failed",
            stage=self.name,
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            item_id=record.item_id,
            trace_id=record.headers.get(TRACE),
            exc_info=error,
        )
        return Dead(f"bug_{type(error).__name__}", str(error) or type(error).__name__, item_id=record.item_id)

    def _back_off(self, trouble: str, asked_s: float | None) -> Turn:
        self._backoff = self._backoff.failed()
        wait_s = self._backoff.wait_s(asked_s)
        log.warning("stage_waits", stage=self.name, trouble=trouble, wait_s=wait_s)
        self._start_over()
        return Turn(self.name, wait_s=wait_s, trouble=trouble)

    def _start_over(self) -> None:
        self._log.rewind()
        self._opened_for = None


def _is_hung(outcome: Outcome) -> bool:
    return isinstance(outcome, Dead) and outcome.reason == HUNG


def _ages(records: Iterable[Record], now: datetime) -> Iterator[float]:
    """Seconds since the poll saw each live record's item; records of before this header was written have none."""
    now_ms = now.timestamp() * 1000
    for record in records:
        seen_ms = record.headers.get(FIRST_SEEN, "")
        if record.headers.get(ORIGIN) == "live" and seen_ms.isdecimal():
            yield max(now_ms - int(seen_ms), 0.0) / 1000
