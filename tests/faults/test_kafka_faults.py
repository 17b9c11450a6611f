"""Stages and the broker killed, stopped and scaled while news comes in: nothing lost, nothing twice, no alert twice.

Each run prints its seed, the faults, and what the oracle found.
"""

import random
import signal
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from consumers.ports import Output
from schemas.topics import DEAD, ITEMS
from tests.faults.newsroom import FEEDS, ONE_OF_EACH, SESSION_S, Newsroom, fault, newsroom
from tests.faults.oracle import broken_promises
from tests.kafka_server import KafkaServer
from tests.kafka_topics import fresh_topics
from wirewatch.adapters.kafka_log import Cluster, KafkaLog

pytestmark = (
    pytest.mark.filterwarnings(  # the client leaves sockets that were refused to the garbage collector
        "ignore::pytest.PytestUnraisableExceptionWarning"
    )
)
SEED = 20261125
POISON = "poison"


def begin(room: Newsroom, **more: int) -> None:
    """Start the stages, and let a first poll see an entry of each feed: what comes later is live."""
    room.wire.out = FEEDS
    room.scale(ONE_OF_EACH | more)
    room.wait_until_drained(FEEDS, 300)


def poison(cluster: Cluster) -> None:
    """Bytes that no stage can read."""
    with closing(KafkaLog(cluster.access)) as log:
        log.open_stage("wirewatch.poll").commit([Output(ITEMS.name, POISON, b"\xff\xfe no JSON")], {})


def judge(room: Newsroom, cluster: Cluster, expected: int) -> None:
    """Stop all in good order, and ask the oracle."""
    room.stop()
    broken = broken_promises(room.data, expected)
    assert broken == [], broken
    with closing(KafkaLog(cluster.access)) as log:
        (letter,) = log.records(DEAD.name)
        assert letter.key == POISON


@pytest.mark.timeout(800)
def test_stages_and_broker_are_killed_and_a_stage_becomes_a_zombie(
    own_kafka: KafkaServer, tmp_path: Path
) -> None:
    items = 240
    with (
        fresh_topics(own_kafka, 2) as cluster,
        newsroom(tmp_path / "room", own_kafka, cluster, items, SEED) as room,
    ):
        begin(room, poll=2, classify=2)
        poison(cluster)
        room.wire.out = items // 3
        room.signal("classify-0", signal.SIGSTOP)  # the other one takes over
        for name in ("cluster-0", "extract-0", "poll-0", "decide-0"):
            room.signal(name, signal.SIGKILL)
        time.sleep(2 * SESSION_S)
        room.tend()
        room.signal("classify-0", signal.SIGCONT)
        room.wire.out = 2 * items // 3
        own_kafka.launcher.kill()
        own_kafka.launcher.start()
        room.tend()
        room.wire.out = items
        room.wait_until_drained(items + 1, 300)
        print(f"seed {SEED}; {room.restarts} restarts")
        judge(room, cluster, items + 1)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_many_faults_over_2000_items_while_stages_are_scaled_up_and_down(
    own_kafka: KafkaServer, tmp_path: Path
) -> None:
    items, rounds = 2000, 24
    chance, happened = random.Random(SEED), Counter[str]()
    with (
        fresh_topics(own_kafka, 3) as cluster,
        newsroom(tmp_path / "room", own_kafka, cluster, items, SEED) as room,
    ):
        begin(room)
        poison(cluster)
        for number in range(1, rounds + 1):
            if number in (rounds // 3, 2 * rounds // 3):
                many = 3 if number == rounds // 3 else 1
                room.scale(
                    {"poll": many, "classify": many, "extract": many, "match": many, "cluster": min(many, 2)}
                )
            room.wire.out = FEEDS + (items - FEEDS) * number // rounds
            happened[fault(room, chance)] += 1
            time.sleep(chance.uniform(0.5, 3))
            room.tend()
        room.wait_until_drained(items + 1, 600)
        print(f"\nseed {SEED}; {room.restarts} restarts; {dict(happened)}")
        judge(room, cluster, items + 1)
