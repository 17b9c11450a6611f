"""A stage's view of the log on Kafka: its place in the group, what it reads, its state, one transaction a batch."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from consumers.ports import Output, Position, Record
from schemas.errors import ConfigurationError, TransientError
from schemas.holding import Holding
from wirewatch.adapters.kafka_log.cluster import Cluster
from wirewatch.adapters.kafka_log.lag import waiting
from wirewatch.adapters.kafka_log.member import Member
from wirewatch.adapters.kafka_log.removal import leave_group
from wirewatch.adapters.kafka_log.state import State
from wirewatch.adapters.kafka_log.view import KafkaView
from wirewatch.adapters.kafka_log.writer import Writer
from wirewatch.adapters.partitions import partition_of

_PATIENCE_S = 10.0  # how long a read looks for records that it knows to be there
_LOOK_S = 0.2
_STAY_S = 0.02  # with no time at all the client never ends a rebalance


class MemberView(KafkaView):
    """A view that reads topics.

    Everything it commits names the generation of its group under which it read: a process that lost its place, and does
    not know it yet, can commit nothing. Whatever may have changed what it holds, a rebalance or a transaction of unknown
    end, unsettles it; the next use settles it first.
    """

    def __init__(self, cluster: Cluster, group: str, topics: Sequence[str]) -> None:
        state, writer = State(cluster, topics), Writer(cluster, f"{group}.{cluster.access.instance}")
        super().__init__(cluster, state, writer)
        self._group = group
        self._member = Member(cluster, group, topics)
        self._committed: dict[Position, int] = {}
        self._sought: dict[Position, int] = {}  # where to read again from, to be committed
        self._held: frozenset[Position] = frozenset()
        self._number = 0
        self._told: int | None = None  # the number last told by `holding`
        self._settled = False

    def holding(self) -> Holding:
        """What this view has now."""
        self._settle()
        self._told = self._number
        return Holding(self._number, partitions=frozenset(at.partition for at in self._held))

    def read(self, max_records: int, wait_s: float = 0.0) -> Sequence[Record]:
        """The next records after the position; none in the call in which what it holds changes."""
        self._settle()
        found = self._poll(max_records, wait_s)
        while found and self._settled and len(found) < max_records:
            more = self._poll(max_records - len(found), 0.0)
            if not more:
                break
            found += more
        if wait_s == 0.0 and self._settled and len(found) < max_records:
            found += self._look_for(max_records - len(found))
        return found if self._settled else []

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        """Write outputs and offsets, all or nothing. With no offsets of its own a commit names the standing ones, so that
        it is refused all the same to a process that lost its place."""
        partitions = self._partitions_of(outputs)
        self._settle_as_told()
        offsets = {**self._sought, **offsets}
        self._commit(outputs, partitions, offsets or self._committed)
        self._committed |= offsets
        self._sought = {}

    def rewind(self) -> None:
        """Back to the committed offsets, which are asked for with the next use."""
        self._settled = False

    def seek_to_start(self) -> None:
        """Read again everything the log still keeps of what this view has."""
        self._settle()
        self._sought = self._cluster.starts(list(self._committed))
        for at, start in self._sought.items():
            self._member.seek(at, start)

    def lag(self) -> int:
        """How many records wait after the committed offsets, in what this view has."""
        self._settle()
        return waiting(self._cluster, self._committed)

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The last committed value of a key."""
        self._settle()
        return super().lookup(topic, key)

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key that this view has, with its last committed value, in key order."""
        self._settle()
        return super().scan(topic)

    def close(self) -> None:
        """Leave the group at once, so that others go on; what is not committed is read again by whoever has these
        partitions next. A process that is killed keeps its place for as long as a session lasts: the one that is started
        in its stead goes on without a rebalance."""
        super().close()
        self._member.close()
        with suppress(TransientError, ConfigurationError):
            leave_group(self._cluster, self._group)

    def _settle(self) -> None:
        """Have what the group gives: end what an earlier writer left open, then go to the committed offsets, then bring
        the state up to date. In this order everything of the one before is seen."""
        if self._settled:
            return
        self._writer.settle()
        before = self._member.membership
        membership = self._member.join()
        if membership != before:
            self._number += 1
        self._held = membership.positions
        self._take_up()
        self._state.moved(self._held)
        self._settled = True

    def _settle_as_told(self) -> None:
        """Have what was told last. What it has may be other partitions by now, or the same ones that another had in between:
        what was decided before is not to be committed then."""
        self._settle()
        if self._told not in (None, self._number):
            raise TransientError("Kafka gave this work to another process.")

    def _take_up(self) -> None:
        """Go to the committed offsets."""
        starts = self._cluster.starts(list(self._held))
        committed = {at: self._member.committed(at) for at in self._held}
        self._committed = {at: max(committed[at] or 0, start) for at, start in starts.items()}
        self._sought = {}
        for at, offset in self._committed.items():
            self._member.seek(at, offset)

    def _commit(
        self, outputs: Sequence[Output], partitions: Sequence[int], offsets: Mapping[Position, int]
    ) -> None:
        membership = self._member.membership
        if membership is None or not offsets or not self._held.issuperset(offsets):
            raise TransientError("Kafka gave this work to another process.")
        named = {self._cluster.at(at): offset for at, offset in offsets.items()}
        try:
            self._write(outputs, partitions, named, membership.proof)
        except TransientError:
            self._settled = False
            raise

    def _poll(self, max_records: int, wait_s: float) -> list[Record]:
        found = self._member.poll(max_records, wait_s)
        if found is None:
            self._number += 1
            self._settled = False
            return []
        return found

    def _look_for(self, max_records: int) -> list[Record]:
        """Records that are there though the client had none at hand."""
        found: list[Record] = []
        give_up_at = time.monotonic() + _PATIENCE_S
        ends = self._cluster.ends(list(self._committed), committed=True)
        while self._settled and len(found) < max_records and time.monotonic() < give_up_at:
            if all(self._member.position(at) >= end for at, end in ends.items()):
                break
            found += self._poll(max_records - len(found), _LOOK_S)
        return found


class HoldingView(MemberView):
    """A view that reads nothing but has holds keys of a compacted topic: to write under them is its right alone.

    `holding` is to be asked every few seconds: that is how it stays a member, and learns what it has.
    """

    def __init__(self, cluster: Cluster, group: str, topic: str) -> None:
        super().__init__(cluster, group, [topic])
        self._topic = topic

    def holding(self) -> Holding:
        """What this view has now."""
        if self._settled:
            self._poll(1, _STAY_S)
        self._settle()
        self._told = self._number
        return Holding(self._number, self._owns)

    def read(self, max_records: int, wait_s: float = 0.0) -> Sequence[Record]:
        """Nothing."""
        return []

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        """Write outputs; those to the divided topic must be under keys that this view holds."""
        partitions = self._partitions_of(outputs)
        self._settle_as_told()
        touched = {
            Position(self._topic, partition)
            for output, partition in zip(outputs, partitions, strict=True)
            if output.topic == self._topic
        }
        if not self._held.issuperset(touched):
            raise TransientError("Kafka gave this work to another process.")
        self._commit(outputs, partitions, {at: self._state.read_up_to(at) for at in touched or self._held})

    def lag(self) -> int:
        """Nothing waits."""
        return 0

    def _take_up(self) -> None:
        """Only be a member."""
        self._member.read_nothing()

    def _owns(self, key: str) -> bool:
        return Position(self._topic, partition_of(key, self._cluster.partitions(self._topic))) in self._held
