"""What log, index and archive hold, how long it is kept, and how long there is until something of it goes."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from consumers.ports import IndexVersions, Log
from consumers.replay.archive import Archive
from consumers.replay.generations import generations_of, log_of
from schemas.status import Holding
from schemas.topics import GENERATION_TOPICS, TOPICS
from wirewatch.retention import kept_days
from wirewatch.settings import Retention
from wirewatch.stores import count_items


def holdings(
    log: Log, versions: IndexVersions, archive: Archive | None, retention: Retention, now: datetime
) -> Iterator[Holding]:
    """Every topic, those of all generations together; every version of the index; the archive."""
    generations, kept = generations_of(log), kept_days(retention)
    for name, spec in TOPICS.items():
        views = (
            [log_of(log, each.name) for each in generations.generations]
            if name in GENERATION_TOPICS
            else [log]
        )
        usages = [view.usage(name) for view in views]
        since = min((usage.since for usage in usages if usage.since is not None), default=None)
        yield Holding(
            name=name,
            kind="state" if spec.compacted else "topic",
            records=sum(usage.records for usage in usages),
            size_bytes=sum(usage.size_bytes for usage in usages),
            since=since,
            kept_days=kept[name],
            days_left=_days_left(since, kept[name], now),
        )
    for generation in versions.names():
        yield Holding(
            name=f"index {generation}" + (" (live)" if generation == generations.live else ""),
            kind="index",
            records=count_items(versions, generation),
            size_bytes=versions.size_bytes(generation),
            kept_days=retention.index_days,
        )
    if archive is not None:
        days = archive.days()
        since = datetime.combine(days[0].day, time(), UTC) if days else None
        yield Holding(
            name="archive",
            kind="archive",
            records=sum(part.records for day in days for part in day.parts),
            size_bytes=sum(part.size_bytes for day in days for part in day.parts),
            since=since,
            kept_days=retention.archive_days,
            days_left=_days_left(since, retention.archive_days, now),
        )


def _days_left(since: datetime | None, kept: float | None, now: datetime) -> float | None:
    """Days until the oldest goes; 0 where it is due."""
    if since is None or kept is None:
        return None
    left = since + timedelta(days=kept) - now
    return round(max(left / timedelta(days=1), 0.0), 1)
