"""The stage that writes coverage to the index."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from consumers.index.document import document_of
from consumers.index.stage import IndexStage
from consumers.outputs import output
from consumers.ports import Holding, IndexDocument, StateReader, Written
from consumers.run import StageLoop
from consumers.stage import Dead, Emit, Retry
from schemas import topics
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError, TransientError
from schemas.index_state import IndexState
from tests.builders import NOW, coverage, item
from wirewatch.adapters.memory_index import MemoryIndex
from wirewatch.adapters.memory_log import MemoryLog


class IndexThatFails(MemoryIndex):
    """Raises on the writes numbered in `fails`, counting from 1."""

    def __init__(self, error: Exception, fails: set[int]) -> None:
        super().__init__()
        self._error, self._fails, self._writes = error, fails, 0

    def write(self, documents: Sequence[IndexDocument]) -> Sequence[Written]:
        self._writes += 1
        if self._writes in self._fails:
            raise self._error
        return super().write(documents)


class IndexThatRefuses(MemoryIndex):
    """Refuses one item."""

    def write(self, documents: Sequence[IndexDocument]) -> Sequence[Written]:
        answers = super().write(documents)
        return [
            Written("refused", "cannot be parsed") if d.item_id == "wire:2" else a
            for d, a in zip(documents, answers, strict=True)
        ]


def revision(number: int) -> Coverage:
    return coverage(item(f"wire:{number}"))


def publish(log: MemoryLog, *revisions: Coverage) -> None:
    stage = log.open_stage("wirewatch.cluster")
    stage.commit([output(topics.COVERAGE, r.story.story_id, r) for r in revisions], {})


def loop_over(log: MemoryLog, index: MemoryIndex) -> StageLoop:
    stage = IndexStage(index)
    return StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: NOW)


def known_index(log: MemoryLog) -> str | None:
    value = log.open_stage("look").lookup(topics.INDEX_STATE.name, topics.INDEX_STATE.key)
    return None if value is None else IndexState.model_validate_json(value).uuid


def test_coverage_is_indexed_and_the_index_remembered_with_the_offsets() -> None:
    log, index = MemoryLog(), MemoryIndex()
    publish(log, revision(1), revision(2))
    loop = loop_over(log, index)
    done = loop.turn()
    assert (done.read, done.emitted, loop.lag(), index.count()) == (2, 2, 0, 2)
    assert known_index(log) == index.uuid()


def test_the_same_index_goes_on_and_a_new_one_is_filled_from_the_start() -> None:
    log, index = MemoryLog(), MemoryIndex()
    publish(log, revision(1))
    loop_over(log, index).turn()
    publish(log, revision(2))
    assert loop_over(log, index).turn().read == 1
    fresh = MemoryIndex()
    assert loop_over(log, fresh).turn().read == 2
    assert (fresh.count(), known_index(log)) == (2, fresh.uuid())


def test_passing_trouble_commits_nothing_and_tries_again() -> None:
    log, index = MemoryLog(), IndexThatFails(TransientError("busy", retry_after_s=7), {1})
    publish(log, revision(1))
    loop = loop_over(log, index)
    first = loop.turn()
    assert (first.trouble, loop.lag(), known_index(log)) == ("busy", 1, None)
    assert first.wait_s == 7
    loop.turn()
    assert (loop.lag(), index.count(), known_index(log)) == (0, 1, index.uuid())


def test_what_a_human_must_mend_stops_the_stage() -> None:
    log = MemoryLog()
    publish(log, revision(1))
    loop = loop_over(log, IndexThatFails(ConfigurationError("The disk is full."), {1}))
    with pytest.raises(ConfigurationError, match="disk"):
        loop.turn()
    assert loop.lag() == 1


def test_a_refused_document_and_an_unreadable_record_die_alone() -> None:
    log, index = MemoryLog(), IndexThatRefuses()
    publish(log, revision(1), revision(2))
    broken = output(topics.COVERAGE, "x", revision(3))
    log.open_stage("x").commit([type(broken)(broken.topic, "x", b"{}", broken.headers)], {})
    records = log.open_stage("reader", [topics.COVERAGE.name]).read(10)
    stage = IndexStage(index)
    stage.open(log.open_stage("x"), NOW)
    outcomes = stage.handle(records, log.open_stage("x"), NOW)
    assert [type(outcome) for outcome in outcomes] == [Emit, Dead, Dead]
    assert [outcome.reason for outcome in outcomes if isinstance(outcome, Dead)] == ["refused", "undecodable"]


def test_one_retry_for_each_record_of_the_batch() -> None:
    log = MemoryLog()
    publish(log, revision(1), revision(2))
    stage = IndexStage(IndexThatFails(TransientError("busy"), {1}))
    records = log.open_stage("reader", [topics.COVERAGE.name]).read(10)
    assert stage.handle(records, log.open_stage("x"), NOW) == [Retry("busy")] * 2


def test_versions_count_revisions_and_page_text() -> None:
    feed = document_of(coverage(item(), revision=3))
    page = document_of(coverage(item(text_from="page"), revision=3))
    assert (feed.version, page.version) == (30, 31)


def test_a_retraction_is_counted_apart_and_the_index_remembered_with_it_too() -> None:
    log, index = MemoryLog(), MemoryIndex()
    publish(log, coverage(retracted=True, revision=2))
    done = loop_over(log, index).turn()
    assert (done.emitted, dict(done.skipped)) == (0, {"retracted": 1})
    assert known_index(log) == index.uuid()


def test_a_retraction_is_a_retired_document_without_tokens() -> None:
    document = document_of(coverage(retracted=True, revision=2))
    assert (document.retired, document.version, document.tokens) == (True, 20, {})


def test_tokens_hold_the_text_the_marks_and_the_words() -> None:
    tokens = document_of(coverage(item("wire:1", "Газпрома 俄羅斯", "China’s gas"))).tokens
    assert tokens["title"] == "газпром 俄罗 罗斯 斯"
    assert tokens["body"] == "china gas"
    assert tokens["words"] == "газпрома=газпром china's=china gas=gas"
    assert {"#topic=leaders", "#source@wire", "#lang=en", "#score~90"} <= set(tokens["marks"].split())


def test_a_document_is_the_same_whenever_it_is_made() -> None:
    assert document_of(revision(1)) == document_of(revision(1))


def warnings_of(log: MemoryLog, index: MemoryIndex) -> list[str]:
    with capture_logs() as logs:
        loop_over(log, index).turn()
    return [entry["event"] for entry in logs if entry["log_level"] == "warning"]


def test_a_new_index_that_can_no_longer_hold_all_coverage_is_told_once() -> None:
    log, index = MemoryLog(), MemoryIndex()
    publish(log, revision(1))
    assert warnings_of(log, index) == []
    assert log.expire(topics.COVERAGE.name, datetime.now(UTC) + timedelta(days=1)) == 1
    publish(log, revision(2))
    assert warnings_of(log, index) == []
    anew = IndexThatFails(TransientError("away"), fails={1})
    loop = loop_over(log, anew)
    with capture_logs() as logs:
        loop.turn()
        loop.turn()
    (warning,) = (entry["event"] for entry in logs if entry["event"] != "stage_waits")
    assert "retention.derived_days" in warning
    assert anew.count() == 1
    publish(log, revision(3))
    assert warnings_of(log, anew) == []


def test_a_new_index_that_gets_all_coverage_is_nothing_to_warn_of() -> None:
    log = MemoryLog()
    publish(log, revision(1), revision(2))
    loop_over(log, MemoryIndex()).turn()
    assert warnings_of(log, MemoryIndex()) == []


class Divided:
    """State as a process sees it that holds some of the partitions."""

    def __init__(self, beneath: StateReader, *partitions: int) -> None:
        self._beneath, self._partitions = beneath, frozenset(partitions)

    def holding(self) -> Holding:
        return Holding(partitions=self._partitions)

    def lookup(self, topic: str, key: str) -> bytes | None:
        return self._beneath.lookup(topic, key)

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        return self._beneath.scan(topic)


def committed_by(index: MemoryIndex, log: MemoryLog, *partitions: int) -> bool:
    """Whether a process with these partitions reads from the start; what its first batch says is committed."""
    view = log.open_stage("wirewatch.index")
    stage = IndexStage(index)
    asks = stage.open(Divided(view, *partitions), NOW)
    publish(log, revision(1))
    records = log.open_stage("reader", [topics.COVERAGE.name]).read(1)
    for outcome in stage.handle(records, Divided(view, *partitions), NOW):
        assert isinstance(outcome, Emit)
        view.commit(outcome.outputs, {})
    return asks


def test_each_process_fills_a_new_index_with_its_own_partitions() -> None:
    log, index, fresh = MemoryLog(), MemoryIndex(), MemoryIndex()
    assert [committed_by(index, log, 0, 1), committed_by(index, log, 2)] == [True, True]
    assert [committed_by(index, log, 0, 1), committed_by(index, log, 2)] == [False, False]
    assert [committed_by(fresh, log, 0, 1), committed_by(fresh, log, 2)] == [True, True]
    assert not committed_by(fresh, log, 0, 1, 2)


def test_a_partition_taken_over_is_filled_where_who_had_it_did_not() -> None:
    log, index, fresh = MemoryLog(), MemoryIndex(), MemoryIndex()
    committed_by(index, log, 0, 1)
    committed_by(fresh, log, 0)
    assert committed_by(fresh, log, 0, 1)


def test_what_was_committed_for_all_partitions_at_once_holds_for_each() -> None:
    log, index = MemoryLog(), MemoryIndex()
    publish(log, revision(1))
    loop_over(log, index).turn()
    assert not committed_by(index, log, 3)
