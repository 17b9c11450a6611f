"""A stage's place in its consumer group: which partitions it has, and reading them.

The client rebalances while it is polled, and tells its listeners on its network thread, where nothing may be done. So there
is no listener: after every poll the generation of the group is compared with the one before. Whoever commits names the
generation under which it read, and the broker refuses an older one: that is what fences a process that was taken for dead.
Partitions that are read are never paused, because the client can lose one for ever that was paused half-delivered.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kafka import errors as kafka
from kafka.structs import MemberState

from consumers.ports import Position, Record
from schemas.errors import ConfigurationError, TransientError
from wirewatch.adapters.kafka_log.cluster import Cluster
from wirewatch.adapters.kafka_log.codec import record_of
from wirewatch.adapters.kafka_log.errors import kafka_errors

JOIN_S = 60.0  # how long a group may take to let a member in: others may finish their batches first
_STEP_S = 0.1
_REBALANCE_MS = 5000
_FENCED_MOST = 3


@dataclass(frozen=True)
class Membership:
    """What a member has in a generation of its group; `proof` is what it commits with."""

    generation: int
    member: str
    positions: frozenset[Position]
    proof: Any = field(compare=False)


class Member:
    """A member of a group that reads topics."""

    def __init__(self, cluster: Cluster, group: str, topics: Sequence[str]) -> None:
        self._cluster = cluster
        self._group = group
        self._topics = [cluster.topic(topic) for topic in topics]
        self._client = self._subscribed()
        self._fenced = 0
        self.membership: Membership | None = None

    def join(self) -> Membership:
        """Be in the group, with what it gives now: a place that was lost is no place. What is read meanwhile is let go:
        set the positions anew afterwards."""
        give_up_at = time.monotonic() + JOIN_S
        while (seen := self._look()) is None or seen != self.membership:
            if time.monotonic() > give_up_at:
                raise TransientError("Kafka does not let this process into its group.")
            self.poll(1, _STEP_S)
        return seen

    def poll(self, max_records: int, wait_s: float) -> list[Record] | None:
        """The next records, by partition and offset; None where what the member has is not what it had: then the positions
        are to be set anew, and nothing was read."""
        try:
            with kafka_errors():
                found = self._poll_until_stable(int(wait_s * 1000), max_records)
        except TransientError as error:
            if isinstance(error.__cause__, kafka.FencedInstanceIdError):
                self._begin_anew()
                return None
            raise
        seen = self._look()
        if seen is None:  # between two generations nothing is read
            return []
        self._fenced = 0
        if seen != self.membership:
            self.membership = seen
            return None
        return [
            record_of(each, self._cluster.name(partition.topic))
            for partition, records in sorted(found.items())
            for each in records
        ]

    def committed(self, position: Position) -> int | None:
        """The offset the group committed, with what open transactions bring awaited."""
        with kafka_errors():
            found = self._client.committed(self._cluster.at(position))
        return None if found is None else int(found)

    def read_nothing(self) -> None:
        """Only be a member: fetch no records of the partitions it has now."""
        self._client.pause(*self._client.assignment())

    def seek(self, position: Position, offset: int) -> None:
        """Read on from an offset. Raises TransientError where the partition has gone to another meanwhile."""
        try:
            self._client.seek(self._cluster.at(position), offset)
        except ValueError as error:
            raise TransientError("Kafka gave this work to another process.") from error

    def position(self, position: Position) -> int:
        """The offset of the next record to read."""
        with kafka_errors():
            return int(self._client.position(self._cluster.at(position)))

    def close(self) -> None:
        """Let go of the connection; the place in the group stays until its session ends, for a quick restart."""
        self._client.close(autocommit=False, timeout_ms=3000)

    def _poll_until_stable(self, wait_ms: int, max_records: int) -> Any:
        """The client's poll. A rebalance that ends between two polls it begins once more, and so for ever where polls are
        short and far between: one that is under way is waited for."""
        found = self._poll(wait_ms, max_records)
        if self._look() is None:
            found = self._poll(_REBALANCE_MS, max_records)
        return found

    def _subscribed(self) -> Any:
        client = self._cluster.member(self._group)
        client.subscribe(self._topics)
        return client

    def _begin_anew(self) -> None:
        """Join again after the broker gave this process's name to another: to an earlier connection of its own, as when it
        was taken for dead, or to a process that should have another name."""
        self._fenced += 1
        if self._fenced > _FENCED_MOST:
            raise ConfigurationError(
                "Another process runs under the same name: give each its own with the setting kafka.instance."
            )
        self.close()
        self._client = self._subscribed()
        self.membership = None

    def _poll(self, wait_ms: int, max_records: int) -> Any:
        try:
            return self._client.poll(timeout_ms=wait_ms, max_records=max_records)
        except kafka.KafkaConnectionError:
            return {}  # one is raised when the broker goes; the client looks for it again by itself

    def _look(self) -> Membership | None:
        proof = self._client.group_metadata()
        if proof.state is not MemberState.STABLE:
            return None
        held = self._client.assignment()
        return Membership(
            proof.generation_id,
            proof.member_id,
            frozenset(Position(self._cluster.name(each.topic), each.partition) for each in held),
            proof,
        )
