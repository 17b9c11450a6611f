"""What every log must do, whatever it is made of."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consumers.ports import Log, Output, Position
from schemas.errors import UnknownMajorVersion
from schemas.topics import ALERTS_LEDGER, CLASSIFIED, DROPPED, ITEMS, ITEMS_STATE
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.adapters.sqlite_log import SqliteLog

MakeLog = Callable[[], Log]
GROUP = "wirewatch.classify"


@pytest.fixture(params=["memory", "sqlite"])
def make_log(request: pytest.FixtureRequest, tmp_path: Path) -> MakeLog:
    """Opens the log under test; a second call opens the same file again (a memory log is the same object)."""
    if request.param == "sqlite":
        return lambda: SqliteLog(tmp_path / "log.db", partitions=3)
    log = MemoryLog(partitions=3)
    return lambda: log


def item(key: str, value: bytes = b"{}", topic: str = ITEMS.name) -> Output:
    return Output(topic, key, value, {"trace_id": key})


def publish(log: Log, *outputs: Output) -> None:
    stage = log.open_stage("wirewatch.poll")
    stage.commit(outputs, {})
    stage.close()


def test_a_group_reads_every_record_once_with_key_value_and_headers(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, *(item(f"k{n}", b"v%d" % n) for n in range(20)))
    stage = log.open_stage(GROUP, [ITEMS.name])
    read = [record for _ in range(10) for record in stage.read(3)]
    assert sorted((r.key, r.value, dict(r.headers)) for r in read) == sorted(
        (f"k{n}", b"v%d" % n, {"trace_id": f"k{n}"}) for n in range(20)
    )


def test_records_of_one_key_stay_in_order(make_log: MakeLog) -> None:
    log = make_log()
    for n in range(5):
        publish(log, item("same", b"%d" % n), item(f"other{n}"))
    read = log.open_stage(GROUP, [ITEMS.name]).read(100)
    assert [r.value for r in read if r.key == "same"] == [b"0", b"1", b"2", b"3", b"4"]


def test_what_was_not_committed_is_read_again(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, item("a"), item("b"))
    stage = log.open_stage(GROUP, [ITEMS.name])
    first = stage.read(10)
    stage.rewind()
    assert stage.read(10) == first
    stage.close()
    assert make_log().open_stage(GROUP, [ITEMS.name]).read(10) == first


def test_committed_offsets_survive_a_restart(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, item("a"), item("b"), item("c"))
    stage = log.open_stage(GROUP, [ITEMS.name])
    read = stage.read(10)
    stage.commit([], {Position(r.topic, r.partition): r.offset + 1 for r in read})
    assert stage.lag() == 0
    stage.close()
    again = make_log().open_stage(GROUP, [ITEMS.name])
    assert again.read(10) == []


def test_outputs_and_offsets_are_committed_together_or_not_at_all(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, item("a"))
    stage = log.open_stage(GROUP, [ITEMS.name])
    (record,) = stage.read(10)
    broken = Output("no.such.topic", "k", b"x")
    with pytest.raises(KeyError):
        stage.commit(
            [item("a", topic=CLASSIFIED.name), broken], {Position(record.topic, record.partition): 1}
        )
    stage.rewind()
    assert log.count(CLASSIFIED.name) == 0
    assert [r.key for r in stage.read(10)] == ["a"]


def test_groups_read_independently(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, item("a"))
    one, other = log.open_stage("one", [ITEMS.name]), log.open_stage("other", [ITEMS.name])
    (record,) = one.read(10)
    one.commit([], {Position(record.topic, record.partition): record.offset + 1})
    assert (one.lag(), other.lag()) == (0, 1)
    assert (log.lag("one"), log.lag("other"), log.lag("unknown")) == (0, 1, 0)
    assert [r.key for r in other.read(10)] == ["a"]


def test_a_compacted_topic_keeps_the_last_value_and_forgets_removed_keys(make_log: MakeLog) -> None:
    log = make_log()
    stage = log.open_stage(GROUP)
    stage.commit([item("b", b"1", ITEMS_STATE.name), item("a", b"2", ITEMS_STATE.name)], {})
    stage.commit([item("b", b"3", ITEMS_STATE.name), item("b", b"4", ITEMS_STATE.name)], {})
    stage.commit([item("x", b"5", ALERTS_LEDGER.name), Output(ALERTS_LEDGER.name, "x", None)], {})
    assert stage.lookup(ITEMS_STATE.name, "b") == b"4"
    assert stage.lookup(ITEMS_STATE.name, "missing") is None
    assert list(stage.scan(ITEMS_STATE.name)) == [("a", b"2"), ("b", b"4")]
    assert list(stage.scan(ALERTS_LEDGER.name)) == []
    assert log.count(ITEMS_STATE.name) == 2
    assert list(log.compacted(ITEMS_STATE.name)) == [("a", b"2"), ("b", b"4")]


def test_state_of_an_unknown_major_version_is_refused_wherever_it_is_read(make_log: MakeLog) -> None:
    log = make_log()
    stage = log.open_stage(GROUP)
    topic = ITEMS_STATE.name
    stage.commit([Output(topic, "old", b"1"), Output(topic, "same", b"2", {"schema_version": "1.7"})], {})
    assert list(stage.scan(topic)) == list(log.compacted(topic)) == [("old", b"1"), ("same", b"2")]
    stage.commit([Output(topic, "newer", b"3", {"schema_version": "2.0"})], {})
    for look in (
        lambda: stage.lookup(topic, "newer"),
        lambda: list(stage.scan(topic)),
        lambda: list(log.compacted(topic)),
    ):
        with pytest.raises(UnknownMajorVersion, match=r"version 2\.0"):
            look()
    assert stage.lookup(topic, "same") == b"2"


def test_seek_to_start_reads_everything_again(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, item("a"), item("b"))
    stage = log.open_stage(GROUP, [ITEMS.name])
    read = stage.read(10)
    stage.commit([], {Position(r.topic, r.partition): r.offset + 1 for r in read})
    stage.seek_to_start()
    assert stage.read(10) == read


def test_partition_by_decides_the_partition_in_place_of_the_key(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, *(Output(ITEMS.name, f"k{n}", b"v", {}, partition_by="host") for n in range(9)))
    assert len({record.partition for record in log.records(ITEMS.name)}) == 1


def test_expiry_removes_old_records_that_every_group_has_read_and_no_other(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, item("same", topic=DROPPED.name), item("same", topic=DROPPED.name))
    reader, slow = log.open_stage("reader", [DROPPED.name]), log.open_stage("slow", [DROPPED.name])
    read = reader.read(10)
    at = Position(DROPPED.name, read[0].partition)
    reader.commit([], {at: 2})
    later = datetime.now(UTC) + timedelta(days=1)
    assert log.expire(DROPPED.name, later) == 0
    slow.commit([], {at: 1})
    assert log.expire(DROPPED.name, later) == 1
    assert [record.offset for record in log.records(DROPPED.name)] == [1]
    assert [record.offset for record in slow.read(10)] == [1]
    publish(log, item("same", topic=DROPPED.name))
    assert [record.offset for record in log.records(DROPPED.name)] == [1, 2]
    assert log.expire(DROPPED.name, datetime(2000, 1, 1, tzinfo=UTC)) == 0


def test_reading_an_empty_topic_gives_nothing_after_the_wait(make_log: MakeLog) -> None:
    assert make_log().open_stage(GROUP, [ITEMS.name]).read(10, wait_s=0.01) == []
