"""Opens everything a run needs, and closes it again."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from consumers.run import Turn
from consumers.topology import POLL
from producers.poll import Poll
from producers.poller import Poller
from producers.ports import PollReport
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.session import Session
from wirewatch.settings import Settings
from wirewatch.stream import Stream
from wirewatch.tally import RelevantItem, Tally
from wirewatch.wiring import (
    channels_of,
    feeds_in_force,
    make_loops,
    make_stages,
    open_fetcher,
    open_index,
    open_log,
    open_parser,
    parts_of,
)

Told = Callable[[RelevantItem | PollReport | str], None]


@asynccontextmanager
async def opened_session(settings: Settings, folder: DataFolder, told: Told) -> AsyncIterator[Session]:
    """A session over the folder's log and index; `told` hears of relevant items, polls and alerts (as text) as they come,
    on the thread where they happen. Raises ConfigurationError before anything is polled where a setting, rule,
    watch or the catalogue has a mistake."""
    feeds = feeds_in_force(settings)
    log, index = open_log(folder), open_index(folder)
    tally = Tally()

    def turned(turn: Turn) -> None:
        for news in tally.turned(turn):
            told(news)

    def polled(report: PollReport) -> None:
        tally.polled(report)
        told(report)

    def alerted(text: str) -> None:
        tally.alerted(text)
        told(text)

    channels = channels_of(settings.alerts_path, alerted)
    stream = Stream(make_loops(log, make_stages(parts_of(settings, index, channels)), now), turned)
    poll_log = log.open_stage(POLL.group)
    try:
        async with open_fetcher(settings) as fetcher, open_parser() as parser:
            poll = Poll(fetcher, parser, now, settings.poll_interval_s)
            poller = Poller(
                feeds, poll_log, poll, polled,
                at_once=settings.fetches_at_once, per_host=settings.fetches_per_host,
            )  # fmt: skip
            yield Session(log, stream, poller, tally, settings.retention)
    finally:
        stream.close()
        poll_log.close()
        index.close()
        log.close()
