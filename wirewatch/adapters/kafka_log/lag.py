"""How many records wait for a group."""

from collections.abc import Mapping

from consumers.ports import Position
from wirewatch.adapters.kafka_log.cluster import Cluster
from wirewatch.adapters.kafka_log.reading import read_between

EXACT_UP_TO = 1000
"""Up to so many offsets the records are counted; beyond, the marks that Kafka keeps among records of each transaction's end
count as well: a few in a hundred."""


def waiting(cluster: Cluster, committed: Mapping[Position, int]) -> int:
    """How many records are committed after these offsets."""
    positions = list(committed)
    starts, ends = cluster.starts(positions), cluster.ends(positions, committed=True)
    begin = {at: max(committed[at], starts[at]) for at in positions}
    gap = sum(ends[at] - begin[at] for at in positions if ends[at] > begin[at])
    return gap if gap > EXACT_UP_TO else sum(1 for _ in read_between(cluster, begin, ends))


def committed_offsets(cluster: Cluster, group: str) -> dict[Position, int]:
    """What a group has committed, by partition; nothing for a group that is not there."""
    name = cluster.group(group)
    found = cluster.asked_of_group(lambda admin: admin.list_group_offsets({name: None}))
    return {
        Position(cluster.name(at.topic), at.partition): offset.offset
        for at, offset in found.get(name, {}).items()
        if offset.offset >= 0
    }
