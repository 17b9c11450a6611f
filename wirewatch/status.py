"""The state of a data folder, read from its log and index."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from consumers.outputs import read
from consumers.ports import Log
from consumers.replay.generations import generations_of, lags, live_log_of, log_of
from producers.health import condition_of, days_up_to
from schemas import topics as t
from schemas.alert import Alert
from schemas.cluster_state import ClusterMember
from schemas.dead_letter import DeadLetter
from schemas.feed_state import FeedState
from schemas.item import Completeness
from schemas.item_state import ItemState
from schemas.page import PageState
from schemas.status import FeedStatus, Holding, PagesStatus, StageStatus, Status, TextsStatus
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.dead_letters import dead_letters
from wirewatch.holdings import holdings
from wirewatch.settings import SQLITE, Settings
from wirewatch.stores import open_archive, open_index, open_log, open_versions


@dataclass(frozen=True, slots=True)
class Flow:
    """What went through, what waits and what is kept: all that is known without reading the state of every item."""

    sightings: int
    items: int
    indexed: int
    dropped: int
    dead: tuple[DeadLetter, ...]
    alerts: int
    stages: tuple[StageStatus, ...]
    holdings: tuple[Holding, ...]


def read_flow(base: Log, folder: DataFolder, settings: Settings) -> Flow:
    """It, as committed now; `base` is the log of all generations."""
    live = generations_of(base).live
    log = log_of(base, live)
    return Flow(
        sightings=log.count(t.ITEMS.name),
        items=log.count(t.ITEMS_STATE.name),
        indexed=count_indexed(folder),
        dropped=log.count(t.DROPPED.name),
        dead=dead_letters(base),
        alerts=len({(a.rule_id, a.subject, a.change) for a in alerts_of(log)}),
        stages=tuple(StageStatus(stage=name, lag=waiting) for name, waiting in lags(base, live).items()),
        holdings=tuple(
            holdings(base, open_versions(folder), open_archive(settings), settings.retention, now())
        ),
    )


def read_status(folder: DataFolder, settings: Settings) -> Status:
    """Counts, lag, feeds and what is held, as committed now; a running `wirewatch run` is not disturbed."""
    base = open_log(folder, read_only=True)
    try:
        flow, log = read_flow(base, folder, settings), live_log_of(base)
        return Status(
            data=str(folder.path),
            size_bytes=folder.size_bytes(),
            sightings=flow.sightings,
            items=flow.items,
            indexed=flow.indexed,
            stories=count_stories(log),
            dropped=flow.dropped,
            dead=len(flow.dead),
            alerts=flow.alerts,
            stages=flow.stages,
            feeds=tuple(feed_statuses(log)),
            pages=tuple(pages_statuses(log)),
            texts=tuple(texts_statuses(log)),
            holdings=flow.holdings,
        )
    finally:
        base.close()


def count_indexed(folder: DataFolder) -> int:
    """How many items can be found; none where the index is not made yet."""
    if folder.index_address == SQLITE and not folder.index.is_file():
        return 0
    index = open_index(folder, read_only=True)
    try:
        return index.count()
    finally:
        index.close()


def count_stories(log: Log) -> int:
    """How many stories are open, or closed and still remembered; merged ones count as one."""
    members = (ClusterMember.model_validate_json(value) for _, value in log.compacted(t.CLUSTER_STATE.name))
    return len(
        {member.story.merged_into or member.story.story_id for member in members if not member.retracted}
    )


def alerts_of(log: Log) -> Iterator[Alert]:
    """Every alert decided, oldest first; one for each channel."""
    for record in log.records(t.ALERTS.name):
        yield read(Alert, t.ALERTS, record)


def pages_statuses(log: Log) -> Iterator[PagesStatus]:
    """How the pages of short items fare, by source; what is most first."""
    states = (PageState.model_validate_json(value) for _, value in log.compacted(t.PAGES_STATE.name))
    counted = Counter((page.source_id, page.state, page.failure) for page in states)
    for (source_id, state, failure), count in sorted(
        counted.items(), key=lambda pair: (-pair[1], *map(str, pair[0]))
    ):
        yield PagesStatus(source_id=source_id, state=state, failure=failure, count=count)


def texts_statuses(log: Log) -> Iterator[TextsStatus]:
    """How much text items have that are relevant or possibly so, by the source of their feed; the sources with most items first. Withdrawn items,
    and those last seen by a program older than their states' 1.1, are left out."""
    feeds = {feed: FeedState.model_validate_json(value) for feed, value in log.compacted(t.FEEDS_STATE.name)}
    counted: Counter[tuple[str, Completeness, Literal["feed", "page"]]] = Counter()
    items: Counter[str] = Counter()
    for _, value in log.compacted(t.ITEMS_STATE.name):
        state = ItemState.model_validate_json(value)
        if not state.relevant or state.feed is None or state.completeness is None:
            continue
        known = feeds.get(state.feed)
        source_id = (known.source_id if known else None) or state.feed
        if state.page_sha256:  # a page's text is the whole; the state keeps how much the feed gave
            counted[source_id, "full", "page"] += 1
        else:
            counted[source_id, state.completeness, "feed"] += 1
        items[source_id] += 1
    for (source_id, completeness, text_from), count in sorted(
        counted.items(), key=lambda pair: (-items[pair[0][0]], *pair[0])
    ):
        yield TextsStatus(source_id=source_id, completeness=completeness, text_from=text_from, count=count)


def feed_statuses(log: Log) -> Iterator[FeedStatus]:
    """Every feed that was ever polled."""
    at = now()
    for _, value in log.compacted(t.FEEDS_STATE.name):
        state = FeedState.model_validate_json(value)
        same = {name: getattr(state, name) for name in FeedStatus.model_fields if hasattr(state, name)}
        known = {
            "condition": condition_of(state, at),
            "items_a_day": round(state.rate.overall * 24, 2),
            "days": days_up_to(state, at.date()),
            "moved_to": state.move.to if state.move and state.move.adopted else None,
        }
        yield FeedStatus(**{**same, **known})
