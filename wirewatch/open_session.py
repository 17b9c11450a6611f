"""Opens everything a run needs, and closes it again."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from consumers.complete.ports import Pages
from consumers.ports import Channel, IndexVersions, IndexWriter, Log
from consumers.replay.generations import generations_of
from consumers.replay.handover import asked_before
from consumers.run import Turn
from consumers.topology import POLL
from producers.poll import Poll
from producers.poller import Poller
from producers.ports import Fetcher, Parser, PollReport
from schemas.topics import FEEDS_STATE
from wirewatch.alarms import Watchman, beside, watched
from wirewatch.catalogue.watch import follow_catalogue
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.following import FollowingStream, StageMakers
from wirewatch.observed import Observed, shown_outside
from wirewatch.session import Session
from wirewatch.settings import Settings
from wirewatch.stores import housekeeping_of, open_log, open_versions
from wirewatch.tally import RelevantItem, Tally
from wirewatch.wiring import (
    feeds_in_force,
    make_item_stages,
    make_live_stages,
    make_shared_stages,
    open_channels,
    open_fetcher,
    open_pages,
    open_parser,
    parts_of,
    sending,
)

Told = Callable[[RelevantItem | PollReport | str], None]


@dataclass(frozen=True, slots=True)
class Adapters:
    """What stands behind the ports in one run."""

    log: Log
    versions: IndexVersions
    index: IndexWriter
    channels: Mapping[str, Channel]
    fetcher: Fetcher
    parser: Parser
    pages: Pages | None = None


@asynccontextmanager
async def opened_adapters(
    settings: Settings, folder: DataFolder, alerted: Callable[[str], None]
) -> AsyncIterator[Adapters]:
    """The adapters the settings ask for, open; `alerted` shows what goes to the channel `terminal`. Searches see the
    version that control names, also where a swap was cut short."""
    log, versions = open_log(folder, purpose="run"), open_versions(folder)
    live = generations_of(log).live
    if versions.live() != live:
        versions.point(live)
    index = versions.open(live)
    try:
        with open_channels(settings, alerted) as channels, open_pages(settings) as pages:
            async with open_fetcher(settings) as fetcher, open_parser() as parser:
                yield Adapters(log, versions, index, channels, fetcher, parser, pages)
    finally:
        index.close()
        log.close()


@asynccontextmanager
async def opened_session(settings: Settings, folder: DataFolder, told: Told) -> AsyncIterator[Session]:
    """A session over the folder's log and index; `told` hears of relevant items, polls and alerts (as text) as they
    come, on the thread where they happen. Raises ConfigurationError before anything is polled where a setting,
    rule, watch or the catalogue has a mistake."""
    tally = Tally()

    def alerted(text: str) -> None:
        tally.alerted(text)
        told(text)

    async with opened_adapters(settings, folder, alerted) as adapters:
        observed = Observed()
        session = make_session(settings, adapters, tally, told, observed)

        def sent(turn: Turn) -> None:
            observed.metrics.turned(turn)
            tally.turned(turn)

        try:
            with sending(settings, adapters.log, sent) as session.senders:
                async with (
                    shown_outside(settings, observed, session.lags),
                    watched(session.watchman),
                    beside(follow_catalogue(settings, session.poller)),
                ):
                    yield session
        finally:
            session.close()


def make_session(
    settings: Settings, adapters: Adapters, tally: Tally, told: Told, observed: Observed
) -> Session:
    """A session over adapters that are open."""

    def turned(turn: Turn) -> None:
        observed.metrics.turned(turn)
        for news in tally.turned(turn):
            told(news)

    def polled(report: PollReport) -> None:
        tally.polled(report)
        observed.metrics.polled(report)
        told(report)

    feeds = feeds_in_force(settings)
    parts = parts_of(settings, adapters.index, adapters.channels, adapters.pages)
    makers = StageMakers(
        lambda index: make_item_stages(parts_of(settings, index, adapters.channels)),
        lambda live: make_live_stages(parts, lambda: asked_before(adapters.log, live)),
    )
    poll = Poll(adapters.fetcher, adapters.parser, now, settings.poll_interval_s)
    poll_log = adapters.log.open_stage(POLL.group, holds=FEEDS_STATE.name)
    poller = Poller(
        feeds,
        poll_log,
        poll,
        polled,
        at_once=settings.fetches_at_once,
        per_host=settings.fetches_per_host,
        host_delay_s=settings.host_delay_s,
    )
    stream = FollowingStream(
        adapters.log,
        adapters.versions,
        adapters.index,
        makers,
        make_shared_stages(parts),
        turned,
        observed.pulse.turned,
    )
    session = Session(
        adapters.log,
        stream,
        poller,
        poll_log,
        tally,
        housekeeping_of(settings, adapters.log, adapters.versions),
    )
    session.watchman = Watchman(adapters.log, parts.rules, session.lags)
    return session
