"""All stages of one process, run in turn."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime

from consumers.ports import Output, Record, StateReader
from consumers.run import StageLoop, Turn
from consumers.stage import Emit, Outcome, Retry, StageSpec
from schemas import topics as t
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.stream import Stream

NOW = datetime(2026, 11, 23, tzinfo=UTC)


class PassOn:
    """Passes records of one topic on to another; in trouble while `troubles` are left."""

    def __init__(self, name: str, reads: str, writes: str, troubles: int = 0) -> None:
        self.spec = StageSpec(name, (reads,), (writes,))
        self._writes = writes
        self._troubles = troubles

    def open(self, state: StateReader, now: datetime) -> bool:
        return False

    def handle(self, records: Sequence[Record], state: StateReader, now: datetime) -> Sequence[Outcome]:
        if self._troubles:
            self._troubles -= 1
            return [Retry("the index is away", after_s=0.01)] * len(records)
        return [Emit((Output(self._writes, record.key, record.value),)) for record in records]

    def due(self, now: datetime) -> Sequence[Output]:
        return ()


def stream_of(log: MemoryLog, *stages: PassOn) -> tuple[Stream, list[Turn]]:
    turns: list[Turn] = []
    loops = [
        StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: NOW) for stage in stages
    ]
    return Stream(loops, turns.append), turns


def published(*keys: str) -> MemoryLog:
    log = MemoryLog()
    log.open_stage("poll").commit([Output(t.ITEMS.name, key, b"{}") for key in keys], {})
    return log


def test_draining_runs_every_stage_until_nothing_waits() -> None:
    log = published("a", "b")
    stream, turns = stream_of(
        log, PassOn("one", t.ITEMS.name, t.CLASSIFIED.name), PassOn("two", t.CLASSIFIED.name, t.FACTS.name)
    )
    assert stream.drain() is True
    assert log.count(t.FACTS.name) == 2
    assert [turn.stage for turn in turns] == ["one", "two"]


def test_a_stage_in_trouble_holds_up_no_other_and_is_waited_for_while_patience_lasts() -> None:
    log = published("a")
    troubled = PassOn("troubled", t.ITEMS.name, t.CLASSIFIED.name, troubles=2)
    stream, turns = stream_of(log, troubled, PassOn("well", t.ITEMS.name, t.FACTS.name))
    assert stream.drain(patience_s=5) is True
    assert (log.count(t.CLASSIFIED.name), log.count(t.FACTS.name)) == (1, 1)
    assert [turn.trouble for turn in turns if turn.stage == "troubled"][:2] == ["the index is away"] * 2


def test_without_patience_a_stage_in_trouble_is_left_for_the_next_run() -> None:
    stream, _ = stream_of(published("a"), PassOn("one", t.ITEMS.name, t.CLASSIFIED.name, troubles=99))
    assert stream.drain() is False


def test_a_running_stream_ends_when_told() -> None:
    log = published("a")
    stream, turns = stream_of(log, PassOn("one", t.ITEMS.name, t.CLASSIFIED.name))
    stop = threading.Event()
    running = threading.Thread(target=stream.run, args=(stop,))
    running.start()
    while not turns:
        pass
    stop.set()
    running.join(timeout=10)
    assert not running.is_alive()
    assert log.count(t.CLASSIFIED.name) == 1
