"""A view of the log on Kafka that belongs to no group: it writes, and looks up what is committed when it looks."""

from collections.abc import Iterator, Mapping, Sequence

from kafka import TopicPartition

from consumers.ports import Output, Position, Record
from schemas.holding import Holding
from schemas.topics import spec_of
from wirewatch.adapters.kafka_log.cluster import Cluster
from wirewatch.adapters.kafka_log.codec import headers_to_send
from wirewatch.adapters.kafka_log.state import State
from wirewatch.adapters.kafka_log.writer import Outgoing, Writer
from wirewatch.adapters.partitions import partition_of


class KafkaView:
    """Reads nothing, divides nothing. `MemberView` does."""

    def __init__(self, cluster: Cluster, state: State, writer: Writer) -> None:
        self._cluster = cluster
        self._state = state
        self._writer = writer

    def holding(self) -> Holding:
        """Everything: it divides with nobody."""
        return Holding()

    def read(self, max_records: int, wait_s: float = 0.0) -> Sequence[Record]:
        """Nothing."""
        return []

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        """Write outputs, all or nothing."""
        self._write(outputs, self._partitions_of(outputs), {}, None)

    def rewind(self) -> None:
        """Nothing to go back to."""

    def seek_to_start(self) -> None:
        """Nothing to read."""

    def lag(self) -> int:
        """Nothing waits."""
        return 0

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The last committed value of a key."""
        return self._state.lookup(topic, key)

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key with its last committed value, in key order."""
        return self._state.scan(topic)

    def close(self) -> None:
        """Let go of connections and state."""
        self._writer.close()
        self._state.close()

    def _partitions_of(self, outputs: Sequence[Output]) -> list[int]:
        """Where each output goes; an unknown topic fails before anything is written."""
        return [
            partition_of(output.partition_by or output.key, self._cluster.partitions(_known(output.topic)))
            for output in outputs
        ]

    def _write(
        self,
        outputs: Sequence[Output],
        partitions: Sequence[int],
        offsets: Mapping[TopicPartition, int],
        proof: object,
    ) -> None:
        """One transaction; what it wrote of compacted topics is looked up from then on."""
        written = list(zip(outputs, partitions, strict=True))
        self._writer.commit([self._outgoing(*each) for each in written], offsets, proof)
        for output, partition in written:
            if spec_of(output.topic).compacted:
                self._state.committed(partition, output)

    def _outgoing(self, output: Output, partition: int) -> Outgoing:
        value = output.value if spec_of(output.topic).compacted else output.value or b""
        to = TopicPartition(self._cluster.topic(output.topic), partition)
        return Outgoing(to, output.key.encode(), value, headers_to_send(output.headers))


def _known(topic: str) -> str:
    """The topic, if the table has it. Raises KeyError."""
    spec_of(topic)
    return topic
