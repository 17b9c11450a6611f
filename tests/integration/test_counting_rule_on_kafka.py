"""A rule that counts, where its reports lie on three partitions and each stage of the alerts has three processes."""

import json
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from consumers.outputs import output
from schemas.alert import Alert
from schemas.topics import ALERTS, COVERAGE, MATCHES
from tests.builders import coverage, item
from tests.faults.newsroom import Newsroom, newsroom
from tests.kafka_server import KafkaServer
from tests.kafka_topics import fresh_topics
from wirewatch.adapters.kafka_log import Cluster, KafkaLog
from wirewatch.adapters.partitions import partition_of
from wirewatch.clock import now

PARTITIONS = 3
THREE_OF_EACH = {"match": 3, "decide": 3, "send": 3}
RULES = """
[[rule]]
id = "meetings"
name = "Meetings, when there are many"
query = "Xi AND Putin"
when = "count >= 3 within 2h"
channels = ["jsonl"]
"""


@pytest.fixture
def cluster(kafka: KafkaServer) -> Iterator[Cluster]:
    with fresh_topics(kafka, PARTITIONS) as made:
        yield made


class Coverage:
    """Stories that the rule is about, as cluster writes them: one after the other on each of the partitions."""

    def __init__(self, log: KafkaLog) -> None:
        self._log = log
        self._cluster = log.open_stage("wirewatch.cluster")
        self._names = [
            [name for name in (f"wire:{number}" for number in range(200)) if partition_of(name, PARTITIONS) == part]
            for part in range(PARTITIONS)
        ]  # fmt: skip

    def story(self, partition: int) -> str:
        """A story that nobody has told yet."""
        return self._names[partition].pop()

    def tell(self, *stories: str, of: Sequence[str] = ()) -> None:
        """Cover stories in one transaction, by a first item each; further copies carry names `of` their own."""
        told = []
        for number, story in enumerate(stories):
            report = item(of[number] if of else story, completeness="full", first_seen_at=now())
            said = coverage(report)
            told.append(said.model_copy(update={"story": said.story.model_copy(update={"story_id": story})}))
        self._cluster.commit([output(COVERAGE, each.story.story_id, each) for each in told], {})


def settled(room: Newsroom, log: KafkaLog, matches: int) -> list[Alert]:
    """The alerts once so many matches have been written and all has passed every stage."""

    def waits() -> bool:
        room.tend()
        groups = ("wirewatch.match", "wirewatch.decide", "wirewatch.send")
        return log.count(MATCHES.name) < matches or any(log.lag(group) for group in groups)

    until(lambda: not waits())
    return [Alert.model_validate_json(record.value) for record in log.records(ALERTS.name)]


def until(holds: Callable[[], bool], seconds: float = 90) -> None:
    give_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up_at, "it does not come about"
        time.sleep(0.2)


def restart(room: Newsroom, name: str) -> None:
    """Kill a process, and start it again."""
    room.signal(name, signal.SIGKILL)
    until(lambda: room.has_ended(name))
    room.tend()


def reports_of(alert: Alert) -> set[str]:
    return {alert.match.item_id, *(other.item_id for other in alert.others)}


@pytest.mark.timeout(300)
def test_three_reports_on_three_partitions_fire_once_also_over_restarts(
    kafka: KafkaServer, cluster: Cluster, tmp_path: Path
) -> None:
    with (
        closing(KafkaLog(cluster.access)) as log,
        newsroom(tmp_path / "room", kafka, cluster, 0, 0, RULES) as room,
    ):
        told = Coverage(log)
        room.scale(THREE_OF_EACH)
        first = [told.story(part) for part in range(PARTITIONS)]
        told.tell(*first[:2])
        assert settled(room, log, 2) == []
        for number in range(3):  # whoever counts for the rule is among them
            restart(room, f"decide-{number}")
        restart(room, "match-0")
        told.tell(first[2])
        (alert,) = settled(room, log, 3)
        assert (alert.kind, alert.note, reports_of(alert)) == ("count", "3 within 2 h", set(first))

        six = [told.story(number % PARTITIONS) for number in range(6)]
        for number in range(3):  # they have all that comes before them when they are back
            room.signal(f"decide-{number}", signal.SIGKILL)
        told.tell(*first, of=["copy:1", "copy:2", "copy:3"])  # of stories that have counted
        told.tell(*six)
        until(lambda: log.count(MATCHES.name) == 12)
        alerts = settled(room, log, 12)
        room.stop()
        assert [each.kind for each in alerts] == ["count"] * 3
        assert len({each.alert_id for each in alerts}) == 3, "each is an alert of its own"
        assert reports_of(alerts[1]) | reports_of(alerts[2]) == set(six)
        lines = (room.data.path / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
        assert sorted(json.loads(line)["alert_id"] for line in lines) == sorted(a.alert_id for a in alerts)
