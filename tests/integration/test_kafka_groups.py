"""Several processes of a stage on a real Kafka: partitions, state and fencing."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any

import pytest
from kafka.admin import MemberToRemove

from consumers.ports import Output, Position
from schemas.errors import TransientError
from schemas.topics import CLASSIFIED, FEEDS_STATE, ITEMS, ITEMS_STATE
from tests.kafka_server import KafkaServer
from tests.kafka_topics import as_instance, fresh_topics
from wirewatch.adapters.kafka_log import Cluster, KafkaAccess, KafkaLog
from wirewatch.adapters.kafka_log.view import KafkaView

GROUP = "wirewatch.classify"
KEYS = [f"item{n}" for n in range(12)]


@pytest.fixture
def cluster(kafka: KafkaServer) -> Iterator[Cluster]:
    with fresh_topics(kafka) as made:
        yield made


class Counting(threading.Thread):
    """A member of the group that numbers the records of each key: reads the last number, writes the next."""

    def __init__(self, access: KafkaAccess) -> None:
        super().__init__(name=f"member-{access.instance}", daemon=True)
        self.access = access
        self.done = 0
        self.holdings: set[int] = set()
        self.failure: BaseException | None = None
        self._stop_asked = threading.Event()
        self.start()

    def run(self) -> None:
        try:
            with closing(KafkaLog(self.access)) as log:
                view = log.open_stage(GROUP, [ITEMS.name])
                while not self._stop_asked.is_set():
                    try:
                        self._turn(view)
                    except TransientError:
                        view.rewind()
                        time.sleep(0.05)
        except BaseException as error:  # noqa: BLE001 - told to the test
            self.failure = error

    def _turn(self, view: KafkaView) -> None:
        records = view.read(20, 0.1)
        self.holdings.add(view.holding().number)
        numbers: dict[str, int] = {}
        outputs: list[Output] = []
        for record in records:
            before = numbers.get(record.key) or int(view.lookup(ITEMS_STATE.name, record.key) or b"0")
            numbers[record.key] = before + 1
            outputs.append(Output(CLASSIFIED.name, record.key, b"%d" % (before + 1)))
        outputs += [Output(ITEMS_STATE.name, key, b"%d" % number) for key, number in numbers.items()]
        if records:
            view.commit(outputs, {Position(r.topic, r.partition): r.offset + 1 for r in records})
            self.done += len(records)

    def end(self) -> None:
        """Stop in good order."""
        self._stop_asked.set()
        self.join(60)
        assert not self.is_alive()
        assert self.failure is None, repr(self.failure)


def publish(log: KafkaLog, rounds: int) -> None:
    view = log.open_stage("wirewatch.poll")
    view.commit([Output(ITEMS.name, key, b"{}") for _ in range(rounds) for key in KEYS], {})


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    give_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up_at, "it does not come about"
        time.sleep(0.05)


def numbers_of(log: KafkaLog) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {key: [] for key in KEYS}
    for record in log.records(CLASSIFIED.name):
        found[record.key].append(int(record.value))
    return found


def test_members_that_come_and_go_number_every_record_once(cluster: Cluster) -> None:
    with closing(KafkaLog(cluster.access)) as log:
        first = Counting(as_instance(cluster, "first"))
        publish(log, 10)
        until(lambda: first.done == 120)
        second = Counting(as_instance(cluster, "second"))
        until(lambda: len(second.holdings) > 0 and max(second.holdings) > 0)
        publish(log, 10)
        until(lambda: first.done + second.done == 240)
        first.end()
        publish(log, 10)
        until(lambda: first.done + second.done == 360)
        second.end()
        assert second.done > 120, "the second had its part while both were there"
        assert numbers_of(log) == {key: list(range(1, 31)) for key in KEYS}
        assert max(first.holdings | second.holdings) < 10, (
            "members that come and go once do not rebalance for ever"
        )


def test_a_process_taken_for_dead_can_commit_nothing(cluster: Cluster) -> None:
    with (
        closing(KafkaLog(cluster.access)) as log,
        closing(KafkaLog(as_instance(cluster, "zombie"))) as theirs,
    ):
        publish(log, 5)
        zombie = theirs.open_stage(GROUP, [ITEMS.name])
        read = zombie.read(1000)
        assert len(read) == 60
        with cluster.asking() as admin:
            admin.remove_group_members(cluster.group(GROUP), [MemberToRemove(group_instance_id="zombie")])
        heir = Counting(as_instance(cluster, "heir"))
        until(lambda: heir.done == 60)
        offsets = {Position(r.topic, r.partition): r.offset + 1 for r in read}
        with pytest.raises(TransientError):
            zombie.commit([Output(CLASSIFIED.name, r.key, b"99") for r in read], offsets)
        heir.end()
        assert numbers_of(log) == {key: list(range(1, 6)) for key in KEYS}


class Poller(threading.Thread):
    """Holds hosts, and asks for them as a poller does."""

    def __init__(self, access: KafkaAccess) -> None:
        super().__init__(daemon=True)
        self.log = KafkaLog(access)
        self.view = self.log.open_stage("wirewatch.poll", holds=FEEDS_STATE.name)
        self.hosts: set[str] = set()
        self.ended = threading.Event()
        self.start()

    def run(self) -> None:
        while not self.ended.wait(0.1):
            holding = self.view.holding()
            self.hosts = {host for host in HOSTS if holding.owns(host)}

    def end(self) -> None:
        self.ended.set()
        self.join(60)


def is_taken(view: KafkaView, outputs: list[Output]) -> bool:
    view.holding()
    with suppress(TransientError):
        view.commit(outputs, {})
        return True
    return False


HOSTS = [f"host{n}.example" for n in range(24)]


def state_of(host: str, value: bytes) -> Output:
    return Output(FEEDS_STATE.name, f"https://{host}/rss", value, {}, partition_by=host)


def test_hosts_have_one_poller_each_and_go_to_another_with_what_was_remembered(cluster: Cluster) -> None:
    one = Poller(as_instance(cluster, "one"))
    until(lambda: one.hosts == set(HOSTS))
    two = Poller(as_instance(cluster, "two"))
    until(lambda: bool(two.hosts) and one.hosts | two.hosts == set(HOSTS) and not one.hosts & two.hosts)
    one.end()
    theirs, mine = sorted(two.hosts)[0], sorted(one.hosts)[0]
    with pytest.raises(TransientError):
        one.view.commit([Output(ITEMS.name, "a", b"{}"), state_of(theirs, b"stolen")], {})
    seen = [Output(ITEMS.name, "a", b"{}"), state_of(mine, b"seen")]
    until(lambda: is_taken(one.view, seen))  # it need not have noticed the last rebalance yet
    one.log.close()
    until(lambda: two.hosts == set(HOSTS))
    two.end()
    assert two.view.lookup(FEEDS_STATE.name, f"https://{mine}/rss") == b"seen"
    assert two.view.lookup(FEEDS_STATE.name, f"https://{theirs}/rss") is None
    assert [record.key for record in two.log.records(ITEMS.name)] == ["a"]
    two.log.close()


def test_what_there_is_is_told_once_the_commits_under_way_are_over(cluster: Cluster) -> None:
    """A broker answers a commit before readers can see it: whoever counts then must not miss it."""
    slow: Any = cluster.writer("slow")  # the client is not typed
    with closing(KafkaLog(cluster.access)) as log, closing(slow):
        view = log.open_stage(GROUP, [ITEMS.name])
        slow.init_transactions()
        asks: tuple[Callable[[], int], ...] = (
            lambda: log.count(ITEMS.name),
            lambda: sum(1 for _ in log.records(ITEMS.name)),
            lambda: log.lag(GROUP),
            view.lag,
        )
        for ask in asks:
            before = ask()
            slow.begin_transaction()
            slow.send(cluster.topic(ITEMS.name), key=b"a", value=b"{}", headers=[]).get(timeout=10)
            ending = threading.Timer(0.3, slow.commit_transaction)
            ending.start()
            assert ask() == before + 1
            ending.join()


@pytest.mark.filterwarnings(  # the client leaves sockets that were refused to the garbage collector
    "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_a_broker_that_hangs_is_killed_and_comes_back_loses_and_doubles_nothing(
    own_kafka: KafkaServer,
) -> None:
    with fresh_topics(own_kafka) as cluster:
        access = replace(as_instance(cluster, "only"), overdue_s=3.0)
        log = KafkaLog(cluster.access)
        member = Counting(access)
        publish_again(log)
        until(lambda: member.done >= 20)
        broker = own_kafka.launcher.pid()
        os.kill(broker, signal.SIGSTOP)
        time.sleep(8)
        os.kill(broker, signal.SIGCONT)
        until(lambda: member.done >= 240)
        publish_again(log)
        until(lambda: member.done >= 260)
        own_kafka.launcher.kill()
        time.sleep(1)
        own_kafka.launcher.start()
        until(lambda: nothing_waits(log))
        member.end()
        counted = numbers_of(log)
        published = Counter(record.key for record in log.records(ITEMS.name))
        assert counted == {key: list(range(1, published[key] + 1)) for key in KEYS}
        log.close()


def nothing_waits(log: KafkaLog) -> bool:
    with suppress(TransientError):
        return log.lag(GROUP) == 0
    return False


def publish_again(log: KafkaLog) -> None:
    """Until the broker takes it: it is new, or has just been hanging. What a try that failed wrote counts as well."""
    for _ in range(20):
        with suppress(TransientError):
            publish(log, 20)
            return
        time.sleep(0.5)
