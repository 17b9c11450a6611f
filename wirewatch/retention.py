"""What retention lets go."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from consumers.ports import IndexVersions, Log
from consumers.replay.archive import Archive, archive_closed_days, archived_before
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
    usual = {name: days.get(name, retention.derived_days) for name in TOPICS}
    return {
        name: None if spec.compacted else retention.topics.get(name, usual[name])
        for name, spec in TOPICS.items()
    }


def expiring(retention: Retention, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Each topic that does not keep for ever, and the moment before which its records go."""
    for name, days in kept_days(retention).items():
        if days is not None:
            yield name, now - timedelta(days=days)


def expire(log: Log, retention: Retention, now: datetime, archive: Archive | None = None) -> dict[str, int]:
    """Remove what retention lets go (never what a stage has not read), in every generation; how many records went, by
    topic. Sightings go only once the archive holds them, where there is one."""
    gone: dict[str, int] = {}
    generations = generations_of(log).generations
    for topic, before in expiring(retention, now):
        if topic == t.ITEMS.name and archive is not None:
            archive_closed_days(log, archive, now)
            before = min(before, archived_before(log, archive))
        theirs = [log_of(log, each.name) for each in generations] if topic in GENERATION_TOPICS else [log]
        gone[topic] = sum(each.expire(topic, before) for each in theirs)
    if archive is not None and retention.archive_days is not None:
        expire_archive(archive, now - timedelta(days=retention.archive_days))
    return gone


def expire_archive(archive: Archive, before: datetime) -> int:
    """Remove the archived days that ended before a moment; how many went."""
    old = [held for held in archive.days() if held.day < before.date()]
    for held in old:
        archive.drop(held)
    return len(old)


@runtime_checkable
class ExpiringIndex(Protocol):
    """An index that lets old items go by itself when told."""

    def expire(self, before: datetime) -> int:
        """Remove the items dated before a moment; how many went."""


def expire_index(log: Log, versions: IndexVersions, retention: Retention, now: datetime) -> int:
    """Remove what is older than `index_days` from every generation's index; how many items of the live one went."""
    if retention.index_days is None:
        return 0
    generations = generations_of(log)
    before, gone = now - timedelta(days=retention.index_days), 0
    for name in set(versions.names()) & {each.name for each in generations.generations}:
        index = versions.open(name)
        try:
            if isinstance(index, ExpiringIndex):
                count = index.expire(before)
                gone += count if name == generations.live else 0
        finally:
            index.close()
    return gone
