"""What retention lets go."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from consumers.ports import Log
from consumers.replay.generations import generations_of, log_of
from schemas import topics as t
from schemas.topics import GENERATION_TOPICS, TOPICS
from wirewatch.settings import Retention


def kept_days(retention: Retention) -> dict[str, float | None]:
    """How long each topic keeps its records; None is for ever."""
    days: dict[str, float | None] = {
        t.ITEMS.name: retention.items_days,
        t.DROPPED.name: retention.dropped_days,
        t.DEAD.name: retention.dead_days,
        t.ALERTS.name: retention.alerts_days,
    }
    return {
        name: None if spec.compacted else days.get(name, retention.derived_days)
        for name, spec in TOPICS.items()
    }


def expiring(retention: Retention, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Each topic that does not keep for ever, and the moment before which its records go."""
    for name, days in kept_days(retention).items():
        if days is not None:
            yield name, now - timedelta(days=days)


def expire(log: Log, retention: Retention, now: datetime) -> dict[str, int]:
    """Remove what retention lets go (never what a stage has not read), in every generation; how many records went, by
    topic."""
    gone: dict[str, int] = {}
    generations = generations_of(log).generations
    for topic, before in expiring(retention, now):
        theirs = [log_of(log, each.name) for each in generations] if topic in GENERATION_TOPICS else [log]
        gone[topic] = sum(each.expire(topic, before) for each in theirs)
    return gone
