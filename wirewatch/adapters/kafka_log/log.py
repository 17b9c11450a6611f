"""The log on a Kafka cluster."""

import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from kafka.structs import OffsetAndMetadata

from consumers.ports import ALL, Bounds, Position, Record, Share, Usage
from schemas.topics import CONTROL, spec_of
from wirewatch.adapters.kafka_log.cluster import Cluster, KafkaAccess
from wirewatch.adapters.kafka_log.lag import committed_offsets, lag_of, standing_offsets
from wirewatch.adapters.kafka_log.member_view import HoldingView, MemberView
from wirewatch.adapters.kafka_log.reading import first_and_last, read_between
from wirewatch.adapters.kafka_log.removal import drop_groups, drop_topics, members_of
from wirewatch.adapters.kafka_log.setup import plan_topic, set_up_topics
from wirewatch.adapters.kafka_log.state import State
from wirewatch.adapters.kafka_log.view import KafkaView
from wirewatch.adapters.kafka_log.writer import Writer

COUNTED_UP_TO = 20_000
"""Up to so many offsets the records of a topic are counted; beyond, the marks of transactions count as well."""


class KafkaLog:
    """A log on a cluster whose topics `wirewatch setup` made. Opening it connects to nothing."""

    def __init__(self, access: KafkaAccess, on_close: Callable[[], None] = lambda: None) -> None:
        self._cluster = Cluster(access)
        self._on_close = on_close
        self._views: list[KafkaView] = []
        self._looking = threading.Lock()
        self._kept: State | None = None

    def open_stage(
        self, group: str, reads: Sequence[str] = (), share: Share = ALL, holds: str | None = None
    ) -> KafkaView:
        """A view for one stage. A group that reads is known to the cluster from then on, so that retention waits for it.
        `share` has no say: the group itself divides partitions among its members."""
        self._register(group, reads)
        view = self._view(group, reads, holds)
        self._views.append(view)
        return view

    def _view(self, group: str, reads: Sequence[str], holds: str | None) -> KafkaView:
        if holds is not None:
            return HoldingView(self._cluster, group, holds)
        if reads:
            return MemberView(self._cluster, group, reads)
        writer = Writer(self._cluster, f"{group}.{uuid.uuid4().hex}")  # fenced by nobody, fencing nobody
        return KafkaView(self._cluster, State(self._cluster, ()), writer)

    def records(self, topic: str, start: int = 0, partition: int | None = None) -> Iterator[Record]:
        """The records of a topic, or of one partition, from an offset, partition by partition."""
        starts, ends = first_and_last(self._cluster, topic)
        for at in starts:
            if partition is not None and at.partition != partition:
                continue
            yield from read_between(self._cluster, {at: max(starts[at], start)}, {at: ends[at]})

    def bounds(self, topic: str) -> Mapping[int, Bounds]:
        """What each partition holds; some offsets between are the marks of transactions."""
        starts, ends = first_and_last(self._cluster, topic)
        return {at.partition: Bounds(starts[at], ends[at]) for at in starts}

    def committed(self, group: str) -> Mapping[Position, int]:
        """The next offsets of a group."""
        return committed_offsets(self._cluster, group)

    def members(self, group: str) -> int:
        """How many processes have a place in a group; one that was killed keeps its place as long as a session lasts."""
        return members_of(self._cluster, group)

    def usage(self, topic: str) -> Usage:
        """How much a topic holds, in the segments of its leaders."""
        positions = self._cluster.positions(topic)
        records = self.count(topic)  # first: what it counts is there for whoever asks after it
        return Usage(records, self._cluster.size_bytes(positions), self._cluster.written_first(positions))

    def make_topics(self, topics: Sequence[str], partitions: int | None = None) -> None:
        """Make topics as `wirewatch setup` does; those that are there stay as they are."""
        plans = [
            plan_topic(
                self._cluster.access.prefix,
                topic,
                spec_of(topic).kept_days,
                partitions,
                self._cluster.access.replication,
            )
            for topic in topics
        ]
        for _ in set_up_topics(self._cluster, plans):
            pass

    def drop_topics(self, topics: Sequence[str], groups: Sequence[str]) -> None:
        """Remove topics and groups."""
        drop_groups(self._cluster, groups)
        drop_topics(self._cluster, topics)

    def count(self, topic: str) -> int:
        """How many records (or keys of a compacted topic) there are; an estimate where there are very many."""
        starts, ends = first_and_last(self._cluster, topic)
        gap = sum(ends[at] - starts[at] for at in starts)
        if gap > COUNTED_UP_TO:
            return gap
        if not spec_of(topic).compacted:
            return sum(1 for _ in read_between(self._cluster, starts, ends))
        return sum(1 for _ in self.compacted(topic))

    def compacted(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key with its last committed value, in key order."""
        if topic == CONTROL.name:
            return self._control()
        return self._scanned(topic)

    def _control(self) -> Iterator[tuple[str, bytes]]:
        """control, which every process asks for every second: what was read of it is kept, and only kept up with."""
        with self._looking:
            if self._kept is None:
                self._kept = State(self._cluster, ())
            return iter(list(self._kept.scan(CONTROL.name)))

    def _scanned(self, topic: str) -> Iterator[tuple[str, bytes]]:
        state = State(self._cluster, ())
        try:
            yield from state.scan(topic)
        finally:
            state.close()

    def lag(self, group: str) -> int:
        """How many records wait for a group."""
        return lag_of(self._cluster, group)

    def expire(self, topic: str, before: datetime) -> int:
        """Remove old records that every group has read, however the topic's own retention stands."""
        positions = self._cluster.positions(topic)
        starts = self._cluster.starts(positions)
        safe = self._cluster.first_after(positions, int(before.timestamp() * 1000))
        for offsets in self._offsets_of_groups(topic):
            safe = {at: min(safe[at], offsets.get(at, safe[at])) for at in safe}
        going = {at: offset for at, offset in safe.items() if offset > starts[at]}
        if not going:
            return 0
        gone = sum(1 for _ in read_between(self._cluster, starts, going))
        with self._cluster.asking() as admin:
            admin.delete_records({self._cluster.at(at): offset for at, offset in going.items()})
        return gone

    def compact(self) -> None:
        """Nothing: the brokers compact by themselves."""

    def close(self) -> None:
        """Let go of the cluster, and of the views that are still open."""
        for view in self._views:
            view.close()
        if self._kept is not None:
            self._kept.close()
        self._cluster.close()
        self._on_close()

    def _offsets_of_groups(self, topic: str) -> Iterator[dict[Position, int]]:
        with self._cluster.asking() as admin:
            groups = [group["group_id"] for group in admin.list_groups()]
        for group in groups:
            if group.startswith(self._cluster.access.prefix):
                committed = standing_offsets(self._cluster, group.removeprefix(self._cluster.access.prefix))
                yield {at: offset for at, offset in committed.items() if at.topic == topic}

    def _register(self, group: str, reads: Sequence[str]) -> None:
        """Give a new group its first offsets. Where it has members already the cluster refuses, and they have theirs."""
        if not reads:
            return
        positions = [at for topic in reads for at in self._cluster.positions(topic)]
        known = standing_offsets(self._cluster, group)
        new = self._cluster.starts([at for at in positions if at not in known])
        if new:
            offsets = {self._cluster.at(at): OffsetAndMetadata(offset, "", -1) for at, offset in new.items()}
            name = self._cluster.group(group)
            self._cluster.asked_of_group(lambda admin: admin.alter_group_offsets(name, offsets))
