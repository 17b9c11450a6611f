"""Removing topics and groups, and waiting until they are gone."""

import re
import time
from collections.abc import Sequence
from typing import Any

from kafka import errors as kafka
from kafka.admin import MemberToRemove

from schemas.errors import TransientError
from wirewatch.adapters.kafka_log.cluster import Cluster

GONE_S = 30.0


def drop_topics(cluster: Cluster, topics: Sequence[str]) -> None:
    """Remove topics with all they hold; what is not there is no error."""
    names = {cluster.topic(topic) for topic in topics}
    give_up_at = time.monotonic() + GONE_S
    with cluster.asking() as admin:
        there = names.intersection(admin.list_topics())
        if there:
            admin.delete_topics(sorted(there))
    while there:
        if time.monotonic() > give_up_at:
            raise TransientError(f"Kafka has not removed {', '.join(sorted(there))} yet.")
        with cluster.asking() as admin:
            there = names.intersection(admin.list_topics())
        time.sleep(0.05)
    for topic in topics:
        cluster.forget(topic)


def drop_groups(cluster: Cluster, groups: Sequence[str]) -> None:
    """Remove groups, also those whose members were killed and are not missed yet."""
    for group in groups:
        _drop_group(cluster, cluster.group(group))


def members_of(cluster: Cluster, group: str) -> int:
    """How many have a place in a group; none where there is no such group."""
    return len(_described(cluster, cluster.group(group))["members"])


def _described(cluster: Cluster, name: str) -> dict[str, Any]:
    """What the cluster says of a group. The client does not raise what it answers instead, and gives an empty group."""

    def ask(admin: Any) -> dict[str, Any]:
        found: dict[str, Any] = admin.describe_groups([name])[name]
        refused = _REFUSED.match(found.get("error") or "")
        if refused and int(refused[1]) != kafka.GroupIdNotFoundError.errno:
            raise kafka.for_code(int(refused[1]))(f"of the group {name}")
        return found

    answer: dict[str, Any] = cluster.asked_of_group(ask)
    return answer


_REFUSED = re.compile(r"\[Error (-?[1-9]\d*)\]")


def _drop_group(cluster: Cluster, name: str) -> None:
    found = _described(cluster, name)
    members = [MemberToRemove(member_id=each["member_id"]) for each in found["members"]]
    with cluster.asking() as admin:
        if members:
            admin.remove_group_members(name, members)
        admin.delete_groups([name])


def leave_group(cluster: Cluster, group: str) -> None:
    """Give up this process's place in a group, which the cluster would keep for a restart."""
    with cluster.asking() as admin:
        admin.remove_group_members(
            cluster.group(group), [MemberToRemove(group_instance_id=cluster.access.instance)]
        )
