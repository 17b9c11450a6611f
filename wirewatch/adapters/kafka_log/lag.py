"""How many records wait for a group."""

from collections.abc import Mapping
from typing import Any

from consumers.ports import Position
from schemas.errors import TransientError
from wirewatch.adapters.kafka_log.cluster import TRANSACTION_S, Cluster
from wirewatch.adapters.kafka_log.reading import UNDER_WAY_S, read_between, settled_ends

EXACT_UP_TO = 1000
"""Up to so many offsets the records are counted; beyond, the marks that Kafka keeps among records of each transaction's end
count as well: a few in a hundred."""
OPEN_S = 2 * TRANSACTION_S  # by then the broker has ended what a member left open that died


def waiting(cluster: Cluster, committed: Mapping[Position, int]) -> int:
    """How many records are committed after these offsets."""
    positions = list(committed)
    starts, ends = cluster.starts(positions), settled_ends(cluster, positions)
    begin = {at: max(committed[at], starts[at]) for at in positions}
    gap = sum(ends[at] - begin[at] for at in positions if ends[at] > begin[at])
    return gap if gap > EXACT_UP_TO else sum(1 for _ in read_between(cluster, begin, ends))


def lag_of(cluster: Cluster, group: str) -> int:
    """How many records wait for a group. Where one of its members died in a transaction, whoever looks need not wait until
    the broker ends that: it is told where the group stood before."""
    try:
        committed = committed_offsets(cluster, group, UNDER_WAY_S)
    except TransientError:
        committed = standing_offsets(cluster, group)
    return waiting(cluster, committed)


def committed_offsets(cluster: Cluster, group: str, patience_s: float = OPEN_S) -> dict[Position, int]:
    """What a group has committed, by partition, once the commits under way are through; nothing for a group that is not
    there. Raises TransientError where they do not end."""
    name = cluster.group(group)
    found = cluster.asked_of_group(lambda admin: admin.settled_group_offsets(name), patience_s)
    return _by_position(cluster, found)


def standing_offsets(cluster: Cluster, group: str) -> dict[Position, int]:
    """The same as the broker tells it at once: perhaps where the group stood a moment ago."""
    name = cluster.group(group)
    found = cluster.asked_of_group(lambda admin: admin.list_group_offsets({name: None}))
    return _by_position(cluster, found.get(name, {}))


def _by_position(cluster: Cluster, found: Mapping[Any, Any]) -> dict[Position, int]:
    return {
        Position(cluster.name(at.topic), at.partition): offset.offset
        for at, offset in found.items()
        if offset.offset >= 0
    }
