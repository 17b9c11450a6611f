"""Reading partitions from one offset up to another, in no group."""

import time
from collections.abc import Iterator, Mapping, Sequence

from kafka import KafkaConsumer

from consumers.ports import Position, Record
from schemas.errors import TransientError
from wirewatch.adapters.kafka_log.cluster import TRANSACTION_S, Cluster
from wirewatch.adapters.kafka_log.codec import record_of
from wirewatch.adapters.kafka_log.errors import kafka_errors

STALLED_AFTER_S = 2 * TRANSACTION_S
"""How long nothing may move: a writer that died holds readers up until the broker gives its transaction up."""
UNDER_WAY_S = 2.0
"""How long a look at what there is waits for commits under way: they take milliseconds."""
_LOOK_S = 0.005


def read_between(
    cluster: Cluster, starts: Mapping[Position, int], ends: Mapping[Position, int]
) -> Iterator[Record]:
    """The committed records of each partition from its start up to its end, in the partition's order.

    Where transactions are open before an end it waits until they are over. Raises TransientError where nothing moves.
    """
    waiting = {at: end for at, end in ends.items() if starts[at] < end}
    if not waiting:
        return
    with kafka_errors():
        reader = cluster.reader()
        try:
            yield from _read(cluster, reader, {at: starts[at] for at in waiting}, waiting)
        finally:
            reader.close()


def _read(
    cluster: Cluster, reader: KafkaConsumer, starts: Mapping[Position, int], ends: Mapping[Position, int]
) -> Iterator[Record]:
    waiting = dict(ends)
    reader.assign([cluster.at(at) for at in starts])
    for at, start in starts.items():
        reader.seek(cluster.at(at), start)
    moved_at = time.monotonic()
    while waiting:
        for partition, found in reader.poll(timeout_ms=200).items():
            topic = cluster.name(partition.topic)
            yield from (
                record_of(each, topic)
                for each in found
                if each.offset < ends[Position(topic, partition.partition)]
            )
            moved_at = time.monotonic()
        arrived = [at for at, end in waiting.items() if reader.position(cluster.at(at)) >= end]
        for at in arrived:
            del waiting[at]
            moved_at = time.monotonic()
        if arrived and waiting:
            reader.assign([cluster.at(at) for at in waiting])
        if time.monotonic() - moved_at > STALLED_AFTER_S:
            raise TransientError(f"Kafka gives no records of {next(iter(waiting)).topic}.")


def settled_ends(
    cluster: Cluster, positions: Sequence[Position], patience_s: float = UNDER_WAY_S
) -> dict[Position, int]:
    """The offset after the last committed record of each partition, once the transactions that were under way at the call are
    over: the broker answers a commit before readers can see it, and what was committed before the call must not be missed. A
    writer that died in its transaction is waited for only so long; then what is committed before it is told."""
    written = cluster.ends(positions, committed=False)
    give_up_at = time.monotonic() + patience_s
    while True:
        ends = cluster.ends(positions, committed=True)
        if all(ends[at] >= end for at, end in written.items()) or time.monotonic() > give_up_at:
            return ends
        time.sleep(_LOOK_S)


def first_and_last(cluster: Cluster, topic: str) -> tuple[dict[Position, int], dict[Position, int]]:
    """Where each partition of a topic starts and ends now, with all that was committed before."""
    positions = cluster.positions(topic)
    return cluster.starts(positions), settled_ends(cluster, positions)
