"""A member whose group took it for dead, against a client that plays the steps by which it comes back."""

from collections.abc import Sequence
from typing import Any

from kafka.structs import ConsumerGroupMetadata, MemberState, TopicPartition

from consumers.ports import Position
from schemas.topics import ITEMS
from wirewatch.adapters.kafka_log import Cluster, KafkaAccess
from wirewatch.adapters.kafka_log.member import Member


class Client:
    """Stands after each poll where the next step says: state, generation, partitions."""

    def __init__(self, steps: Sequence[tuple[MemberState, int, set[int]]]) -> None:
        self._steps = list(steps)
        self._state, self._generation, self._held = MemberState.UNJOINED, -1, set[int]()
        self.sought: dict[int, int] = {}

    def subscribe(self, topics: Sequence[str]) -> None:
        pass

    def poll(self, **_: Any) -> dict[TopicPartition, list[Any]]:
        if self._steps:
            self._state, self._generation, self._held = self._steps.pop(0)
        return {}

    def group_metadata(self) -> ConsumerGroupMetadata:
        return ConsumerGroupMetadata("group", self._generation, "member", "instance", self._state)

    def assignment(self) -> set[TopicPartition]:
        return {TopicPartition(ITEMS.name, number) for number in self._held}

    def seek(self, partition: TopicPartition, offset: int) -> None:
        if partition.partition not in self._held:
            raise ValueError("Unassigned partition")  # as the real one says, and no error of Kafka's
        self.sought[partition.partition] = offset


class Played(Cluster):
    def __init__(self, client: Client) -> None:
        super().__init__(KafkaAccess(("nowhere:1",)))
        self._client = client

    def member(self, group: str) -> Any:
        return self._client


def test_who_lost_its_place_waits_for_the_next_one_before_it_seeks() -> None:
    client = Client(
        [
            (MemberState.STABLE, 1, {0, 1}),
            (MemberState.UNJOINED, -1, set()),
            (MemberState.REBALANCING, -1, set()),
            (MemberState.STABLE, 2, {1}),
        ]
    )
    member = Member(Played(client), "group", [ITEMS.name])
    assert member.join().positions == {Position(ITEMS.name, 0), Position(ITEMS.name, 1)}
    assert member.poll(10, 0.0) == []  # taken for dead meanwhile
    membership = member.join()
    assert membership.generation == 2
    assert membership.positions == {Position(ITEMS.name, 1)}
    for position in membership.positions:
        member.seek(position, 7)
    assert client.sought == {1: 7}


def test_who_kept_its_place_does_not_wait() -> None:
    client = Client([(MemberState.STABLE, 1, {0})])
    member = Member(Played(client), "group", [ITEMS.name])
    assert member.join() == member.join()
