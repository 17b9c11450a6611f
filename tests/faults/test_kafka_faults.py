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
from tests.faults.tcp_proxy import TcpProxy, proxied
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


def lose_answers(proxy: TcpProxy, chance: random.Random, harms: int) -> Counter[str]:
    """Answers of the broker are lost, or cut, after it has done what it was asked: a record written, a transaction committed. What was
    done how often."""
    happened = Counter[str]()
    for _ in range(harms):
        time.sleep(chance.uniform(0.2, 1.5))
        proxy.harm = chance.choice(["lose_answer", "lose_answer", "cut_answer"])
        happened[proxy.harm] += 1
        time.sleep(chance.uniform(0.05, 0.6))
        proxy.harm = "none"
    return happened


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("items", "harms"), [(180, 12), pytest.param(1500, 150, marks=pytest.mark.long)])
def test_answers_of_the_broker_get_lost_and_cut(
    own_kafka: KafkaServer, tmp_path: Path, items: int, harms: int
) -> None:
    chance, happened = random.Random(SEED), Counter[str]()
    behind, at = (int(own_kafka.launcher.variables[name]) for name in ("BEHIND_PORT", "PROXY_PORT"))
    through = KafkaServer(own_kafka.launcher, "PROXY_PORT")
    with (
        proxied(behind, at) as proxy,
        fresh_topics(own_kafka, 2) as cluster,
        newsroom(tmp_path / "room", through, cluster, items, SEED) as room,
    ):
        begin(room)
        poison(cluster)
        for number in (1, 2, 3):
            room.wire.out = FEEDS + (items - FEEDS) * number // 3
            happened += lose_answers(proxy, chance, harms // 3)
            room.tend()
        room.wait_until_drained(items + 1, 400)
        print(f"\nseed {SEED}; {room.restarts} restarts; {dict(happened)}; {proxy.harmed} answers harmed")
        assert proxy.harmed >= harms / 2
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
