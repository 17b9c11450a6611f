"""What retention lets go."""

from datetime import UTC, datetime, timedelta

from consumers.ports import Output, Position
from schemas import topics as t
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.retention import expire, expiring
from wirewatch.settings import Retention

LATER = datetime.now(UTC) + timedelta(days=400)


def filled() -> MemoryLog:
    log = MemoryLog()
    names = (t.ITEMS.name, t.CLASSIFIED.name, t.DROPPED.name, t.DEAD.name, t.ALERTS.name)
    log.open_stage("writer").commit([Output(name, "k", b"{}") for name in names], {})
    return log


def test_sightings_are_kept_for_ever_by_default_and_the_rest_goes_when_its_days_are_over() -> None:
    log = filled()
    gone = expire(log, Retention(), LATER)
    assert {topic for topic, count in gone.items() if count} == {
        t.CLASSIFIED.name, t.DROPPED.name, t.DEAD.name, t.ALERTS.name,
    }  # fmt: skip
    assert log.count(t.ITEMS.name) == 1


def test_what_a_stage_has_not_read_is_kept_however_old() -> None:
    log = filled()
    reader = log.open_stage("reader", [t.CLASSIFIED.name])
    assert expire(log, Retention(), LATER)[t.CLASSIFIED.name] == 0
    reader.commit([], {Position(t.CLASSIFIED.name, 0): 1})
    assert expire(log, Retention(), LATER)[t.CLASSIFIED.name] == 1


def test_compacted_topics_never_expire() -> None:
    compacted = {name for name, spec in t.TOPICS.items() if spec.compacted}
    assert not compacted & {topic for topic, _ in expiring(Retention(items_days=1), LATER)}
