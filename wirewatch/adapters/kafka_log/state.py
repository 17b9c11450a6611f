"""The state a view may look up, loaded from compacted topics and kept up with the log.

State lies where the work lies. A topic that is keyed and divided as the one a stage reads is loaded for the partitions the
stage has, and belongs to it alone; others are loaded whole. Partitions that come are loaded up to their very end, past every
transaction that was open when they came: its writer may have been the one who had them before. What the view itself
commits goes into the table at once.
"""

from collections.abc import Iterator, Sequence

from consumers.ports import Output, Position
from schemas.topics import spec_of
from wirewatch.adapters.kafka_log.cluster import Cluster
from wirewatch.adapters.kafka_log.reading import read_between
from wirewatch.adapters.kafka_log.tables import StateTable


class State:
    """The compacted topics of one view. `divides_like` are the topics whose partitions the view divides with others."""

    def __init__(self, cluster: Cluster, divides_like: Sequence[str]) -> None:
        self._cluster = cluster
        self._divides_like = tuple(divides_like)
        self._table = StateTable()
        self._share: frozenset[Position] = frozenset()
        self._loaded: set[str] = set()

    def moved(self, share: frozenset[Position]) -> None:
        """Keep up with the log, for the partitions that the view has now."""
        self._share = share
        for topic in self._loaded:
            self._catch_up(topic)

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The last committed value of a key."""
        self._need(topic)
        return self._table.lookup(topic, key)

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key of the partitions held, in key order."""
        self._need(topic)
        return self._table.scan(topic)

    def count(self, topic: str) -> int:
        """How many keys there are."""
        self._need(topic)
        return self._table.count(topic)

    def read_up_to(self, position: Position) -> int:
        """The next offset to read of a partition that is held."""
        self._need(position.topic)
        return self._table.read_up_to[position]

    def committed(self, partition: int, output: Output) -> None:
        """What the view committed."""
        if output.topic in self._loaded:
            self._table.put(partition, output)

    def close(self) -> None:
        """Let the table go."""
        self._table.close()

    def _need(self, topic: str) -> None:
        """Load a topic the first time it is asked for; a view that divides with nobody always reads what is there."""
        if topic not in self._loaded or not self._divides_like:
            self._catch_up(topic)
            self._loaded.add(topic)

    def _catch_up(self, topic: str) -> None:
        wanted = self._wanted(topic)
        held = [at for at in self._table.read_up_to if at.topic == topic]
        for at in held:
            if at not in wanted:
                self._table.forget(at)
        new = [at for at in wanted if at not in self._table.read_up_to]
        starts = self._cluster.starts(new)
        starts |= {at: self._table.read_up_to[at] for at in wanted if at not in starts}
        ends = self._cluster.ends(wanted, committed=False)
        self._table.load(read_between(self._cluster, starts, ends))
        self._table.read_up_to |= {at: max(starts[at], ends[at]) for at in wanted}

    def _wanted(self, topic: str) -> list[Position]:
        for other in self._divides_like:
            if self._divided_alike(topic, other):
                return [Position(topic, at.partition) for at in self._share if at.topic == other]
        return self._cluster.positions(topic)

    def _divided_alike(self, topic: str, other: str) -> bool:
        return topic == other or (
            spec_of(topic).key == spec_of(other).key
            and self._cluster.partitions(topic) == self._cluster.partitions(other)
        )
