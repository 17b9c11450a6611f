"""The loop that owns offsets."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial

import pytest

from consumers.batch import decide_each
from consumers.ports import Holding, Output, Position, Record, StateReader
from consumers.run import StageLoop, Within
from consumers.stage import Dead, Emit, Outcome, Retry, Skip, StageSpec
from schemas.dead_letter import DeadLetter
from schemas.errors import ConfigurationError, TransientError
from schemas.topics import CLASSIFIED, DEAD, ITEMS, ITEMS_STATE, RECORD_BYTES
from schemas.wire import FIRST_SEEN, ORIGIN
from wirewatch.adapters.interrupt import interrupted_after
from wirewatch.adapters.memory_log import MemoryLog, MemoryStageLog

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class CopyStage:
    """Copies records on; `answer` may say otherwise for a record."""

    spec = StageSpec("copy", (ITEMS.name,), (CLASSIFIED.name,))

    def __init__(self, answer: Callable[[Record, StateReader], Outcome] | None = None) -> None:
        self._answer = answer or (lambda record, state: copied(record))
        self.opened = 0
        self.due_outputs: list[Output] = []

    def open(self, state: StateReader, now: datetime) -> bool:
        self.opened += 1
        return False

    def handle(self, records: Sequence[Record], state: StateReader, now: datetime) -> Sequence[Outcome]:
        return decide_each(records, state, now, lambda record, state, now: self._answer(record, state))

    def due(self, now: datetime) -> Sequence[Output]:
        due, self.due_outputs = self.due_outputs, []
        return due


def copied(record: Record) -> Emit:
    return Emit((Output(CLASSIFIED.name, record.key, record.value, record.headers),))


def stream(
    stage: CopyStage, *keys: str, batch_size: int = 200, within: Within = nullcontext
) -> tuple[MemoryLog, StageLoop]:
    log = MemoryLog()
    log.open_stage("wirewatch.poll").commit([Output(ITEMS.name, key, key.encode()) for key in keys], {})
    stage_log = log.open_stage(stage.spec.group, stage.spec.reads)
    return log, StageLoop(stage, stage_log, lambda: NOW, batch_size, within)


def keys_in(log: MemoryLog, topic: str = CLASSIFIED.name) -> list[str]:
    return [record.key for record in log.records(topic)]


def test_a_turn_tells_how_old_the_live_news_is_that_it_passed_on() -> None:
    log = MemoryLog()
    seen_ms = {"live": NOW.timestamp() * 1000 - 2500, "backfill": NOW.timestamp() * 1000 - 9000}
    records = [
        Output(ITEMS.name, origin, b"", {ORIGIN: origin, FIRST_SEEN: str(int(at_ms))})
        for origin, at_ms in seen_ms.items()
    ]
    odd = [
        Output(ITEMS.name, "old", b"", {ORIGIN: "live"}),
        Output(ITEMS.name, "bad", b"", {ORIGIN: "live", FIRST_SEEN: "-"}),
    ]
    log.open_stage("wirewatch.poll").commit([*records, *odd], {})
    stage = CopyStage()
    turn = StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: NOW).turn()
    assert (turn.emitted, turn.ages_s) == (4, (2.5,))


def test_a_turn_commits_outputs_and_offsets() -> None:
    log, loop = stream(CopyStage(), "a", "b")
    turn = loop.turn()
    assert (turn.read, turn.emitted, loop.lag()) == (2, 2, 0)
    assert keys_in(log) == ["a", "b"]
    assert loop.turn().read == 0


def test_a_retry_commits_what_stands_before_it_and_waits() -> None:
    trouble = {"b": True}

    def answer(record: Record, state: StateReader) -> Outcome:
        return Retry("busy", after_s=7) if trouble.get(record.key) else copied(record)

    log, loop = stream(CopyStage(answer), "a", "b", "c")
    turn = loop.turn()
    assert (turn.read, turn.wait_s, turn.trouble) == (1, 7, "busy")
    assert keys_in(log) == ["a"]
    trouble.clear()
    loop.turn()
    assert keys_in(log) == ["a", "b", "c"]


def test_waits_double_while_trouble_lasts() -> None:
    _, loop = stream(CopyStage(lambda record, state: Retry("busy")), "a")
    assert [loop.turn().wait_s for _ in range(4)] == [0.5, 1, 2, 4]


def test_a_dead_record_is_kept_whole_and_the_rest_goes_on() -> None:
    def answer(record: Record, state: StateReader) -> Outcome:
        return Dead("broken", "no head", "item-b") if record.key == "b" else copied(record)

    log, loop = stream(CopyStage(answer), "a", "b", "c")
    assert loop.turn().dead == 1
    assert keys_in(log) == ["a", "c"]
    (dead,) = log.records(DEAD.name)
    letter = DeadLetter.model_validate_json(dead.value)
    assert (letter.reason, letter.value, letter.offset, letter.item_id) == ("broken", b"b", 1, "item-b")


def test_a_bug_in_a_stage_kills_only_its_record() -> None:
    def answer(record: Record, state: StateReader) -> Outcome:
        if record.key == "b":
            raise ZeroDivisionError("bug")
        return copied(record)

    log, loop = stream(CopyStage(answer), "a", "b", "c", "d", "e", "f")
    turn = loop.turn()
    assert (turn.read, turn.emitted, turn.dead, loop.lag()) == (6, 5, 1, 0)
    assert keys_in(log) == ["a", "c", "d", "e", "f"]
    (dead,) = log.records(DEAD.name)
    assert DeadLetter.model_validate_json(dead.value).reason == "bug_ZeroDivisionError"


def test_many_dying_alike_stop_the_stage_and_commit_nothing() -> None:
    log, loop = stream(CopyStage(lambda r, s: Dead("mapping", "strict")), *"abcdefgh")
    with pytest.raises(ConfigurationError, match="8 of 8 records fail alike"):
        loop.turn()
    assert loop.lag() == 8
    assert log.count(DEAD.name) == 0


def test_many_dying_of_one_bug_stop_the_stage_and_commit_nothing() -> None:
    def answer(record: Record, state: StateReader) -> Outcome:
        if int(record.key) >= 10:
            raise ZeroDivisionError("bug")
        return copied(record)

    log, loop = stream(CopyStage(answer), *map(str, range(20)))
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=r"5 of 20 records fail alike \(bug_ZeroDivisionError"):
            loop.turn()
    assert (loop.lag(), log.count(DEAD.name), keys_in(log)) == (20, 0, [])


class CountingStage(CopyStage):
    """Numbers records in memory before it looks at them; "bug" raises, after it was counted."""

    def open(self, state: StateReader, now: datetime) -> bool:
        self.opened += 1
        self.count = int(state.lookup(ITEMS_STATE.name, "count") or b"0")
        return False

    def handle(self, records: Sequence[Record], state: StateReader, now: datetime) -> Sequence[Outcome]:
        outcomes = []
        for record in records:
            self.count += 1
            if record.key == "bug":
                raise ZeroDivisionError
            number = b"%d" % self.count
            outcomes.append(
                Emit((Output(CLASSIFIED.name, record.key, number), Output(ITEMS_STATE.name, "count", number)))
            )
        return outcomes


def test_what_a_bug_left_half_done_in_a_stages_memory_is_forgotten() -> None:
    log, loop = stream(CountingStage(), "a", "bug", "b", "c")
    assert loop.turn().dead == 1
    assert [record.value for record in log.records(CLASSIFIED.name)] == [b"1", b"2", b"3"]


def test_what_the_clock_brought_is_committed_once_though_the_batch_had_a_bug() -> None:
    def answer(record: Record, state: StateReader) -> Outcome:
        raise ZeroDivisionError("bug")

    class DueOnceOpened(CopyStage):
        def open(self, state: StateReader, now: datetime) -> bool:
            self.due_outputs = [Output(CLASSIFIED.name, "due", b"x")]
            return False

    log, loop = stream(DueOnceOpened(answer), "a", "b")
    loop.turn()
    assert (keys_in(log), log.count(DEAD.name)) == (["due"], 2)


def test_a_retry_after_a_bug_commits_what_stands_before_it() -> None:
    def answer(record: Record, state: StateReader) -> Outcome:
        if record.key == "bug":
            raise ZeroDivisionError("bug")
        return (
            Retry("busy")
            if record.key == "b" and state.lookup(ITEMS_STATE.name, "ready") is None
            else copied(record)
        )

    log, loop = stream(CopyStage(answer), "a", "b", "bug")
    assert loop.turn().trouble == "busy"
    assert (keys_in(log), loop.lag()) == (["a"], 2)


def test_a_record_alone_in_its_batch_is_not_asked_about_twice() -> None:
    asked: list[str] = []

    def answer(record: Record, state: StateReader) -> Outcome:
        asked.append(record.key)
        raise ZeroDivisionError("bug")

    _, loop = stream(CopyStage(answer), "a", batch_size=1)
    assert (loop.turn().dead, asked) == (1, ["a"])


def test_a_configuration_error_goes_through_and_commits_nothing() -> None:
    def answer(record: Record, state: StateReader) -> Outcome:
        raise ConfigurationError("Give a key.")

    _, loop = stream(CopyStage(answer), "a")
    with pytest.raises(ConfigurationError, match=r"Give a key\."):
        loop.turn()
    assert loop.lag() == 1


def test_each_record_of_a_batch_sees_what_the_ones_before_it_wrote() -> None:
    def answer(record: Record, state: StateReader) -> Outcome:
        if state.lookup(ITEMS_STATE.name, "last") is not None:
            return Skip("repeat")
        return Emit((Output(ITEMS_STATE.name, "last", record.value),))

    _, loop = stream(CopyStage(answer), "a", "b")
    turn = loop.turn()
    assert (turn.emitted, turn.skipped["repeat"]) == (1, 1)


class LogThatFailsItsFirstCommit(MemoryStageLog):
    """Answers the first commit with trouble that passes."""

    failed = False

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        if not self.failed:
            self.failed = True
            raise TransientError("The log is away.", retry_after_s=3)
        super().commit(outputs, offsets)


def test_a_failed_commit_is_done_again_with_the_stage_opened_anew() -> None:
    stage = CopyStage()
    log, _ = stream(stage, "a", "b")
    loop = StageLoop(
        stage, LogThatFailsItsFirstCommit(log._content, stage.spec.group, stage.spec.reads), lambda: NOW
    )
    assert loop.turn().wait_s == 3
    assert keys_in(log) == []
    loop.turn()
    assert (keys_in(log), stage.opened) == (["a", "b"], 2)


def test_what_the_clock_brings_is_committed_like_a_batch() -> None:
    stage = CopyStage()
    log, loop = stream(stage)
    stage.due_outputs = [Output(CLASSIFIED.name, "due", b"x")]
    loop.turn()
    assert keys_in(log) == ["due"]


class LogThatGetsAnotherShare(MemoryStageLog):
    """Gives nothing in its second read, and another share from then on."""

    reads = 0

    def holding(self) -> Holding:
        return Holding(int(self.reads >= 2))

    def read(self, max_records: int, wait_s: float = 0.0) -> Sequence[Record]:
        self.reads += 1
        return [] if self.reads == 2 else super().read(max_records, wait_s)


class LogOfAStandby(MemoryStageLog):
    """Holds no partition."""

    def holding(self) -> Holding:
        return Holding(partitions=frozenset())

    def read(self, max_records: int, wait_s: float = 0.0) -> Sequence[Record]:
        return []


def test_a_standby_does_nothing_by_the_clock() -> None:
    stage = CopyStage()
    log, _ = stream(stage)
    stage.due_outputs = [Output(CLASSIFIED.name, "due", b"x")]
    StageLoop(stage, LogOfAStandby(log._content, stage.spec.group, stage.spec.reads), lambda: NOW).turn()
    assert keys_in(log) == []


def test_a_stage_whose_share_of_the_partitions_changed_is_opened_anew() -> None:
    stage = CopyStage()
    log, _ = stream(stage, "a", "b", "c")
    loop = StageLoop(
        stage, LogThatGetsAnotherShare(log._content, stage.spec.group, stage.spec.reads), lambda: NOW, 1
    )
    assert (loop.turn().read, stage.opened) == (1, 1)
    assert (loop.turn().read, stage.opened) == (0, 2)
    assert (loop.turn().read, stage.opened) == (1, 2)
    assert keys_in(log) == ["a", "b"]


def test_a_record_that_brings_about_one_too_large_for_the_log_is_dead_and_the_rest_goes_on() -> None:
    def answer(record: Record, state: StateReader) -> Outcome:
        size = RECORD_BYTES if record.key == "b" else 10
        return Emit((Output(CLASSIFIED.name, record.key, b"x" * size),))

    log, loop = stream(CopyStage(answer), "a", "b", "c")
    assert loop.turn().dead == 1
    assert keys_in(log) == ["a", "c"]
    (dead,) = log.records(DEAD.name)
    assert DeadLetter.model_validate_json(dead.value).reason == "oversize"


def test_a_record_with_which_a_stage_does_not_come_to_an_end_is_a_dead_letter_and_the_rest_goes_on() -> None:
    def answer(record: Record, state: StateReader) -> Outcome:
        while record.key == "b":
            pass
        return copied(record)

    stage = CopyStage(answer)
    log, loop = stream(stage, "a", "b", "c", within=partial(interrupted_after, 0.1))
    turn = loop.turn()
    assert (turn.emitted, turn.dead, turn.trouble, loop.lag()) == (1, 1, None, 1)
    assert (loop.turn().emitted, loop.lag()) == (1, 0)
    assert keys_in(log) == ["a", "c"]
    (record,) = log.records(DEAD.name)
    letter = DeadLetter.model_validate_json(record.value or b"")
    assert (letter.reason, letter.value, letter.detail) == (
        "hung",
        b"b",
        "Stage copy does not come to an end with it.",
    )


def test_each_record_that_hangs_is_committed_before_the_next_is_asked_about() -> None:
    """A log takes a process for dead that commits nothing for minutes, and gives its work to another."""

    def answer(record: Record, state: StateReader) -> Outcome:
        while record.key in "bd":
            pass
        return copied(record)

    log, loop = stream(CopyStage(answer), *"abcde", within=partial(interrupted_after, 0.1))
    turns = [loop.turn() for _ in range(3)]
    assert [(turn.emitted, turn.dead) for turn in turns] == [(1, 1), (1, 1), (1, 0)]
    assert keys_in(log) == ["a", "c", "e"]
    assert loop.lag() == 0


def slowly_copied(record: Record, state: StateReader) -> Outcome:
    until = time.thread_time() + 0.08
    while time.thread_time() < until:
        pass
    return copied(record)


def test_what_was_decided_one_by_one_is_committed_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consumers.run.COMMIT_AFTER_S", 0.1)
    log, loop = stream(CopyStage(slowly_copied), "a", "b", "c", "d", within=partial(interrupted_after, 0.2))
    assert 0 < loop.turn().emitted < 4
    while loop.lag():
        loop.turn()
    assert keys_in(log) == ["a", "b", "c", "d"]


def test_a_batch_that_takes_long_together_loses_nothing() -> None:
    log, loop = stream(CopyStage(slowly_copied), "a", "b", "c", "d", within=partial(interrupted_after, 0.2))
    assert loop.turn().dead == 0
    assert keys_in(log) == ["a", "b", "c", "d"]
