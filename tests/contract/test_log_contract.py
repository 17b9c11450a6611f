"""What every log must do, whatever it is made of."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consumers.ports import Bounds, Log, Output, Position, Record, Share
from consumers.replay.generations import lag
from consumers.replay.scoped import ScopedLog, own_topics
from consumers.topology import CLASSIFY
from schemas.control import FIRST_GENERATION
from schemas.errors import UnknownMajorVersion
from schemas.topics import ALERTS_LEDGER, CLASSIFIED, CONTROL, DROPPED, FACTS, ITEMS, ITEMS_STATE
from tests.kafka_topics import fresh_topics
from wirewatch.adapters.kafka_log import KafkaLog
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.adapters.sqlite_log import SqliteLog

MakeLog = Callable[[], Log]
GROUP = "wirewatch.classify"


@pytest.fixture(params=["memory", "sqlite", "a generation of memory", "a generation of sqlite", "kafka"])
def make_log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeLog]:
    """Opens the log under test; a second call opens the same one again (a memory log is the same object)."""
    if request.param == "kafka":
        with fresh_topics(request.getfixturevalue("kafka"), partitions=3) as cluster, ExitStack() as opened:
            yield lambda: opened.enter_context(closing(KafkaLog(cluster.access)))
        return
    memory = MemoryLog(partitions=3)

    def make() -> Log:
        log: Log = SqliteLog(tmp_path / "log.db", partitions=3) if "sqlite" in request.param else memory
        if not request.param.startswith("a generation"):
            return log
        log.make_topics(own_topics("g2"))
        return ScopedLog(log, "g2")

    yield make


def in_order(records: Sequence[Record]) -> list[Record]:
    """Records in an order that is always the same; a log promises one only within a partition."""
    return sorted(records, key=lambda record: (record.partition, record.offset))


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
    first = in_order(stage.read(10))
    stage.rewind()
    assert in_order(stage.read(10)) == first
    stage.close()
    assert in_order(make_log().open_stage(GROUP, [ITEMS.name]).read(10)) == first


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


def test_what_is_looked_up_again_and_again_is_what_is_committed_then(make_log: MakeLog) -> None:
    log = make_log()
    stage = log.open_stage(GROUP)
    seen = [list(log.compacted(CONTROL.name))]
    for value in (b"1", b"2"):
        stage.commit([Output(CONTROL.name, "control", value)], {})
        seen.append(list(log.compacted(CONTROL.name)))
    assert seen == [[], [("control", b"1")], [("control", b"2")]]


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
    assert in_order(stage.read(10)) == in_order(read)


def test_who_begins_again_has_begun_in_every_partition_whatever_it_came_to(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, *(item(f"k{n}") for n in range(12)))
    stage = log.open_stage(GROUP, [ITEMS.name])
    read = stage.read(100)
    stage.commit([], {Position(r.topic, r.partition): r.offset + 1 for r in read})
    stage.seek_to_start()
    (again,) = stage.read(1)
    stage.commit([], {Position(again.topic, again.partition): again.offset + 1})
    stage.rewind()  # as after a kill, or before another process takes a part over
    assert in_order([again, *stage.read(100)]) == in_order(read)


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
    first, second = log.records(DROPPED.name)
    assert (first.offset, first.partition) == (1, second.partition)
    assert second.offset > 1
    assert log.expire(DROPPED.name, datetime(2000, 1, 1, tzinfo=UTC)) == 0


def test_reading_an_empty_topic_gives_nothing_after_the_wait(make_log: MakeLog) -> None:
    assert make_log().open_stage(GROUP, [ITEMS.name]).read(10, wait_s=0.01) == []


def test_one_partition_can_be_read_alone_and_its_bounds_tell_what_it_holds(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, *(item(f"k{n}") for n in range(30)))
    bounds = log.bounds(ITEMS.name)
    assert sorted(bounds) == [0, 1, 2]
    read = {partition: list(log.records(ITEMS.name, 1, partition)) for partition in bounds}
    assert sum(map(len, read.values())) == 30 - 3  # without the first of each
    for partition, held in bounds.items():
        offsets = [record.offset for record in read[partition]]
        assert held.first == 0 < 1 == offsets[0] < offsets[-1] < held.next
        assert offsets == sorted(set(offsets))
        assert {record.partition for record in read[partition]} == {partition}
    assert log.bounds(DROPPED.name) == dict.fromkeys(range(3), Bounds(0, 0))


def test_bounds_follow_what_expires_and_do_not_begin_again(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, item("same", topic=DROPPED.name), item("same", topic=DROPPED.name))
    (record, _) = log.records(DROPPED.name)
    log.expire(DROPPED.name, datetime.now(UTC) + timedelta(days=1))
    held = log.bounds(DROPPED.name)[record.partition]
    assert held.first == held.next >= 2


def test_what_a_group_has_committed_can_be_looked_up(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, item("a"), item("b"))
    stage = log.open_stage(GROUP, [ITEMS.name])
    assert log.committed(GROUP) == {Position(ITEMS.name, n): 0 for n in range(3)}
    offsets = {Position(r.topic, r.partition): r.offset + 1 for r in stage.read(10)}
    stage.commit([], offsets)
    assert {at: offset for at, offset in log.committed(GROUP).items() if offset} == offsets
    assert log.committed("nobody") == {}


def test_nothing_waits_for_a_generation_whose_stage_has_read_everything(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, item("a"), item("b"))
    assert lag(log, FIRST_GENERATION, (CLASSIFY,)) >= 2, "a stage that has never run is waited for"
    stage = log.open_stage(CLASSIFY.group, CLASSIFY.reads)
    stage.commit([], {Position(r.topic, r.partition): r.offset + 1 for r in stage.read(10)})
    assert lag(log, FIRST_GENERATION, (CLASSIFY,)) == 0
    publish(log, item("c"))
    assert lag(log, FIRST_GENERATION, (CLASSIFY,)) == 1


def test_what_was_committed_is_told_at_once(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, *(item("same") for _ in range(20)))
    stage = log.open_stage(GROUP, [ITEMS.name])
    for record in stage.read(20):
        at = Position(record.topic, record.partition)
        stage.commit([], {at: record.offset + 1})
        assert (log.committed(GROUP)[at], log.lag(GROUP)) == (record.offset + 1, 19 - record.offset)


def test_a_group_can_be_set_to_start_anywhere(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, *(item("same", b"%d" % n) for n in range(4)))
    (at, *_) = [Position(record.topic, record.partition) for record in log.records(ITEMS.name)]
    stage = log.open_stage("starts.later", [ITEMS.name])
    stage.commit([], {at: 3})
    stage.rewind()
    assert [record.value for record in stage.read(10)] == [b"3"]


def test_a_group_has_members_while_a_process_reads_in_it_where_processes_divide_it(make_log: MakeLog) -> None:
    log = make_log()
    publish(log, item("a"))
    assert log.members("one.to.read") == 0
    stage = log.open_stage("one.to.read", [ITEMS.name])
    assert stage.read(10)
    assert log.members("one.to.read") == (1 if isinstance(log, KafkaLog) else 0)
    stage.close()
    assert log.members("one.to.read") == 0


def test_shares_of_a_group_read_different_partitions_and_all_of_them(make_log: MakeLog) -> None:
    log = make_log()
    if isinstance(log, KafkaLog):
        return  # its groups divide partitions themselves: tests/integration/test_kafka_groups.py
    publish(log, *(item(f"k{n}") for n in range(30)))
    shares = [log.open_stage(GROUP, [ITEMS.name], Share(part, 2)) for part in range(2)]
    read = [stage.read(100) for stage in shares]
    partitions = [{record.partition for record in records} for records in read]
    assert not partitions[0] & partitions[1]
    assert sum(map(len, read)) == 30


def test_usage_counts_records_and_bytes_and_says_since_when(make_log: MakeLog) -> None:
    log = make_log()
    assert (log.usage(ITEMS.name).records, log.usage(ITEMS.name).since) == (0, None)
    before = datetime.now(UTC) - timedelta(seconds=1)
    publish(log, item("a", bytes(range(256)) * 4), item("s", b"x" * 50, ITEMS_STATE.name))
    usage = log.usage(ITEMS.name)
    assert usage.records == 1
    assert usage.size_bytes > 256
    assert usage.since is not None
    assert before < usage.since < datetime.now(UTC) + timedelta(seconds=1)
    assert log.usage(ITEMS_STATE.name).records == 1


def test_a_generation_has_topics_and_groups_of_its_own_and_shares_the_rest(make_log: MakeLog) -> None:
    log = make_log()
    log.make_topics(own_topics("g7"))
    log.make_topics(own_topics("g7"))
    other = ScopedLog(log, "g7")
    publish(log, item("a"))
    stage = other.open_stage(GROUP, [ITEMS.name])
    (record,) = stage.read(10)
    stage.commit(
        [item("a", b"theirs", CLASSIFIED.name), item("a", b"1", ITEMS_STATE.name)],
        {Position(record.topic, record.partition): record.offset + 1},
    )
    assert (log.count(CLASSIFIED.name), other.count(CLASSIFIED.name)) == (0, 1)
    assert list(log.compacted(ITEMS_STATE.name)) == []
    assert stage.lookup(ITEMS_STATE.name, "a") == b"1"
    assert [(r.topic, r.value) for r in other.records(CLASSIFIED.name)] == [(CLASSIFIED.name, b"theirs")]
    assert [r.topic for r in other.open_stage("reader", [CLASSIFIED.name]).read(10)] == [CLASSIFIED.name]
    assert [r.key for r in log.open_stage(GROUP, [ITEMS.name]).read(10)] == ["a"]


def test_a_dropped_generation_is_gone_and_holds_nothing_back(make_log: MakeLog) -> None:
    log = make_log()
    log.make_topics(own_topics("g7"))
    other = ScopedLog(log, "g7")
    publish(log, item("a"))
    stage = other.open_stage(GROUP, [ITEMS.name])
    stage.commit([item("a", topic=FACTS.name), item("a", b"1", ITEMS_STATE.name)], {})
    stage.close()
    other.drop_topics([FACTS.name, ITEMS_STATE.name], [GROUP])
    assert log.expire(ITEMS.name, datetime.now(UTC) + timedelta(days=1)) == 1
    log.make_topics(own_topics("g7"))
    assert (other.count(FACTS.name), other.count(ITEMS_STATE.name)) == (0, 0)
    other.drop_topics([FACTS.name], [GROUP])
