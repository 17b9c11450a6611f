"""match and decide as three processes each, on a real Kafka: a count over all of them fires once, over a restart too."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count, repeat

import pytest

from consumers.alert.decide import DecideStage
from consumers.alert.match import MatchStage
from consumers.alert.rules import Rule, fixed
from consumers.alert.when import when_of
from consumers.outputs import output
from consumers.query.parse import parse_query
from consumers.topology import DECIDE
from schemas.alert import Alert
from schemas.topics import ALERTS, COVERAGE, MATCHES
from tests.builders import coverage, item, verdict
from tests.integration.kafka_process import StageProcess, until
from tests.kafka_server import KafkaServer
from tests.kafka_topics import as_instance, fresh_topics
from wirewatch.adapters.kafka_log import Cluster, KafkaLog
from wirewatch.adapters.partitions import partition_of
from wirewatch.clock import now

PROCESSES = ("one", "two", "three")
RULE = Rule("gas", "Gas", "gas", parse_query("gas"), ("memory",), when=when_of("count >= 3 within 2h"))


@pytest.fixture
def cluster(kafka: KafkaServer) -> Iterator[Cluster]:
    with fresh_topics(kafka, partitions=3) as made:
        yield made


def processes(cluster: Cluster) -> list[StageProcess]:
    started = []
    for name in PROCESSES:
        access = as_instance(cluster, name)
        started.append(StageProcess(access, MatchStage(fixed([RULE])), now))
        started.append(StageProcess(access, DecideStage(timedelta(days=1), fixed([RULE])), now))
    return started


def report(log: KafkaLog, number: int, seen: datetime) -> None:
    """A report of a story of its own, in the partition of that number."""
    told = item(
        f"wire:{number}", f"Gas talks, part {number}", origin="live", first_seen_at=seen, published_at=seen
    )
    key = next(
        key for key in map("{}-story{}".format, count(), repeat(number)) if partition_of(key, 3) == number % 3
    )
    log.open_stage("wirewatch.cluster").commit(
        [output(COVERAGE, key, coverage(told, verdicts=(verdict(),)))], {}
    )


def matched(log: KafkaLog) -> int:
    return sum(1 for _ in log.records(MATCHES.name))


def alerts(log: KafkaLog) -> list[Alert]:
    return [Alert.model_validate_json(record.value or b"") for record in log.records(ALERTS.name)]


def test_a_count_over_three_partitions_and_processes_fires_once_and_not_again_after_a_restart(
    cluster: Cluster,
) -> None:
    with closing(KafkaLog(cluster.access)) as log:
        seen, running = now(), processes(cluster)
        for number in (0, 1):
            report(log, number, seen)
        until(lambda: matched(log) == 2 and log.lag(DECIDE.group) == 0)
        assert alerts(log) == []
        for process in running:
            process.end()
        running = processes(cluster)  # who counts the third has not seen the others
        report(log, 2, seen)
        until(lambda: len(alerts(log)) == 1)
        for number in (3, 4):
            report(log, number, seen)
        until(lambda: matched(log) == 5 and log.lag(DECIDE.group) == 0)
        for process in running:
            process.end()
        assert {record.partition for record in log.records(COVERAGE.name)} == {0, 1, 2}
        (alert,) = alerts(log)
        assert (alert.kind, alert.note, len(alert.others)) == ("count", "3 within 2 h", 2)
