"""A Kafka cluster and how to reach it: makes clients, names topics and groups, knows partitions."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka import errors as kafka
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.net.compat import KafkaNetClient
from kafka.protocol.consumer import IsolationLevel, OffsetSpec

from consumers.ports import Position
from schemas.errors import ConfigurationError, TransientError
from schemas.topics import RECORD_BYTES
from wirewatch.adapters.kafka_log.diagnosis import why_not_reached
from wirewatch.adapters.kafka_log.errors import in_our_words, kafka_errors
from wirewatch.adapters.kafka_log.questions import QuestionClient
from wirewatch.adapters.kafka_log.quiet import quieten_client

REACH_S = 10.0  # how long a client may take to find the cluster
REQUEST_S = 10.0  # how long the broker may take to answer
MAX_POLL_S = 300.0  # how long a batch may take before its partitions go to another
TRANSACTION_S = 30.0  # how long the broker waits for a writer that died, before readers may go past it
REQUEST_BYTES = RECORD_BYTES + 64 * 1024
"""The largest record with its key and headers, uncompressed; `wirewatch setup` makes topics that take it."""


@dataclass(frozen=True)
class KafkaAccess:
    """Where the cluster is and who we are to it. `security` are the client's own options; `instance` names this process
    among those of its stage, the same after a restart; a transaction that takes longer than `overdue_s` is given up."""

    servers: tuple[str, ...]
    security: Mapping[str, Any] = field(default_factory=dict, repr=False)
    prefix: str = ""
    instance: str = "0"
    session_s: float = 10.0
    replication: int | None = None
    overdue_s: float = TRANSACTION_S


class Cluster:
    """Makes clients for a cluster. Each client belongs to one thread, but for the one for questions, which has a lock."""

    def __init__(self, access: KafkaAccess) -> None:
        quieten_client()
        self.access = access
        self._admin: QuestionClient | None = None
        self._was_reached = False
        self._lock = threading.Lock()
        self._partitions: dict[str, int] = {}

    def topic(self, name: str) -> str:
        """A topic's name on the cluster."""
        return self.access.prefix + name

    def name(self, topic: str) -> str:
        """A topic's name in our table."""
        return topic.removeprefix(self.access.prefix)

    def group(self, group: str) -> str:
        """A group's name on the cluster."""
        return self.access.prefix + group

    def at(self, position: Position) -> TopicPartition:
        """A partition as the client names it."""
        return TopicPartition(self.topic(position.topic), position.partition)

    def positions(self, topic: str) -> list[Position]:
        """Every partition of a topic."""
        return [Position(topic, number) for number in range(self.partitions(topic))]

    def partitions(self, topic: str) -> int:
        """How many partitions a topic has. Raises ConfigurationError where it is missing."""
        if topic not in self._partitions:
            with self.asking() as admin:
                (found,) = admin.describe_topics([self.topic(topic)])
            if found["error_code"] == kafka.TopicAuthorizationFailedError.errno:
                raise in_our_words(kafka.TopicAuthorizationFailedError(self.topic(topic)))
            if not found["partitions"]:
                raise ConfigurationError(f"The topic {self.topic(topic)} is missing: run `wirewatch setup`.")
            self._partitions[topic] = len(found["partitions"])
        return self._partitions[topic]

    @contextmanager
    def asking(self) -> Iterator[Any]:
        """The client for questions about topics, groups and offsets, with its errors in our words."""
        with self._lock, kafka_errors():
            if self._admin is None:
                self._admin = self._reached(QuestionClient, request_timeout_ms=int(REQUEST_S * 1000))
            yield self._admin

    def asked_of_group(self, ask: Callable[[Any], Any], patience_s: float = REACH_S) -> Any:
        """What the client for questions answers about a group; a cluster that is new has no coordinators for groups at
        first, one that restarts has to load them, and commits may be under way: that is waited for."""
        give_up_at = time.monotonic() + patience_s
        while True:
            with self.asking() as admin:
                try:
                    return ask(admin)
                except _NOT_YET:
                    if time.monotonic() > give_up_at:
                        raise
            time.sleep(0.05)

    def ends(self, positions: Sequence[Position], *, committed: bool) -> dict[Position, int]:
        """The offset after the last record of each partition: `committed` leaves out what is in open transactions."""
        level = IsolationLevel.READ_COMMITTED if committed else IsolationLevel.READ_UNCOMMITTED
        return self._offsets(positions, OffsetSpec.LATEST, level)

    def starts(self, positions: Sequence[Position]) -> dict[Position, int]:
        """The offset of the first record that each partition still keeps."""
        return self._offsets(positions, OffsetSpec.EARLIEST, IsolationLevel.READ_COMMITTED)

    def first_after(self, positions: Sequence[Position], milliseconds: int) -> dict[Position, int]:
        """The offset of the first record written at a time or later; the end where there is none."""
        found = self._offsets(positions, milliseconds, IsolationLevel.READ_COMMITTED)
        ends = self.ends(positions, committed=True)
        return {at: found[at] if found[at] >= 0 else ends[at] for at in positions}

    def written_first(self, positions: Sequence[Position]) -> datetime | None:
        """When the oldest record that these partitions keep was written."""
        asked = {self.at(each): 0 for each in positions}
        with self.asking() as admin:
            found = admin.list_partition_offsets(asked, IsolationLevel.READ_COMMITTED)
        times = [each.timestamp for each in found.values() if each.offset >= 0]
        return datetime.fromtimestamp(min(times) / 1000, UTC) if times else None

    def size_bytes(self, positions: Sequence[Position]) -> int:
        """How many bytes these partitions have on the disks of the brokers, one replica of each counted."""
        wanted = {self.at(each) for each in positions}
        with self.asking() as admin:
            answers = admin.describe_log_dirs()
        sizes: dict[TopicPartition, int] = {}
        for at, size in _sizes(answers):
            if at in wanted:
                sizes[at] = max(sizes.get(at, 0), size)
        return sum(sizes.values())

    def forget(self, topic: str) -> None:
        """Ask anew how many partitions a topic has."""
        self._partitions.pop(topic, None)

    def _offsets(self, positions: Sequence[Position], spec: Any, level: Any) -> dict[Position, int]:
        if not positions:
            return {}
        with self.asking() as admin:
            found = admin.list_partition_offsets({self.at(each): spec for each in positions}, level)
        return {each: found[self.at(each)].offset for each in positions}

    def member(self, group: str) -> KafkaConsumer:
        """A client for one member of a group. The assignor goes in as a class: an instance holds state, and two clients
        that shared one would rebalance for ever."""
        return self._reached(
            KafkaConsumer,
            group_id=self.group(group),
            group_instance_id=self.access.instance,
            partition_assignment_strategy=[CooperativeStickyAssignor],
            session_timeout_ms=int(self.access.session_s * 1000),
            heartbeat_interval_ms=max(100, int(self.access.session_s * 100)),
            max_poll_interval_ms=int(MAX_POLL_S * 1000),
            **_READING,
        )

    def reader(self) -> KafkaConsumer:
        """A client that reads partitions of its choice, in no group."""
        return self._reached(KafkaConsumer, **_READING)

    def writer(self, transactional_id: str) -> KafkaProducer:
        """A client that writes in transactions. Its own delivery timeout is out of reach: a batch that met it would never
        be sent, and its transaction never end; `Writer` has a watch of its own."""
        return self._reached(
            KafkaProducer,
            transactional_id=self.access.prefix + transactional_id,
            transaction_timeout_ms=int(TRANSACTION_S * 1000),
            acks="all",
            enable_idempotence=True,
            compression_type="lz4",
            linger_ms=20,
            batch_size=262_144,
            max_request_size=REQUEST_BYTES,
            max_block_ms=int(TRANSACTION_S * 1000),
            request_timeout_ms=int(REQUEST_S * 1000),
            delivery_timeout_ms=6 * 3600 * 1000,
            metrics_enabled=False,
        )

    def close(self) -> None:
        """Let go of the client for questions."""
        with self._lock:
            if self._admin is not None:
                self._admin.close()
            self._admin = None

    def _reached(self, client: Any, **options: Any) -> Any:
        """A client that has found the cluster. Raises TransientError where nothing answers, ConfigurationError where we
        are turned away."""
        access = self.access
        if not self._was_reached:
            refused = why_not_reached(access.servers, access.security)
            if refused is not None:
                raise refused
        connections: list[Any] = []
        try:
            made = client(
                bootstrap_servers=list(access.servers),
                bootstrap_timeout_ms=int(REACH_S * 1000),
                client_id=f"wirewatch-{access.instance}",
                reconnect_backoff_max_ms=1000,
                kafka_client=_noting(connections),
                **access.security,
                **options,
            )
        except kafka.KafkaError as error:
            for each in connections:  # a client that was not made leaves its thread and its sockets behind
                each.close()
            if not isinstance(error, kafka.KafkaTimeoutError):
                raise in_our_words(error) from error
            self._was_reached = False
            refused = why_not_reached(access.servers, access.security)
            raise refused or TransientError("Kafka answers slowly.") from error
        self._was_reached = True
        return made


def _noting(connections: list[Any]) -> Callable[..., Any]:
    """Makes what a client speaks to the cluster through, and notes it."""

    def connection(**options: Any) -> Any:
        connections.append(KafkaNetClient(**options))
        return connections[-1]

    return connection


def _sizes(answers: Any) -> Iterator[tuple[TopicPartition, int]]:
    for broker in answers:
        for folder in broker["log_dirs"]:
            for topic in folder["topics"]:
                for part in topic["partitions"]:
                    yield TopicPartition(topic["name"], part["partition_index"]), part["partition_size"]


_NOT_YET = (
    kafka.CoordinatorNotAvailableError,
    kafka.CoordinatorLoadInProgressError,
    kafka.NotCoordinatorError,
    kafka.UnstableOffsetCommitError,
)
_READING: Mapping[str, Any] = {
    "enable_auto_commit": False,
    "auto_offset_reset": "earliest",
    "isolation_level": "read_committed",
    "allow_auto_create_topics": False,
    "metrics_enabled": False,
    "request_timeout_ms": int(REQUEST_S * 1000),
    "fetch_max_wait_ms": 500,
    "max_partition_fetch_bytes": 2 * 1024 * 1024,
    "fetch_max_bytes": 16 * 1024 * 1024,
}
