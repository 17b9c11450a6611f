"""One stage as a process of its own, as many of them as there are partitions.

SIGTERM (or Ctrl-C) lets the batch in hand be committed, then the process leaves its group and ends with 0. What a kill leaves
undone whoever has the partitions next does again.
"""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager

import structlog

from consumers.outputs import keep_written
from consumers.ports import Log
from consumers.replay.generations import generations_of, log_of
from consumers.replay.generations import lags as lags_of
from consumers.replay.handover import asked_before
from consumers.run import Turn
from consumers.stage import Stage, StageSpec
from consumers.topology import DECIDE, INDEX, POLL, SEND, STREAM
from producers.poll import Poll
from producers.poller import Poller
from producers.ports import PollReport
from schemas.errors import ConfigurationError, WirewatchError
from schemas.topics import FEEDS_STATE
from wirewatch.alarms import Watchman, beside, watched
from wirewatch.catalogue.watch import follow_catalogue
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.followed_stage import FollowedStage
from wirewatch.housekeeping import EVERY_S
from wirewatch.observed import Observed, shown_outside
from wirewatch.rule_book import WatchedRules
from wirewatch.settings import SQLITE, Settings
from wirewatch.stores import housekeeping_of, open_log, open_versions
from wirewatch.wiring import (
    feeds_in_force,
    make_stage,
    open_channels,
    open_fetcher,
    open_pages,
    open_parser,
    sending,
)

logs = structlog.get_logger()

STAGES = tuple(spec.name for spec in STREAM)
WAIT_S = 1.0  # how long a read waits for the first record; a stop is heard at the latest then


async def run_stage(settings: Settings, name: str, show: Callable[[str], None]) -> None:
    """Run a stage until it is told to stop; `show` is what the channel `terminal` writes with. Raises ConfigurationError
    where a human must act: then nothing of the batch in hand is committed."""
    if settings.log == SQLITE:
        raise ConfigurationError(
            "A stage alone needs a cluster: set log to kafka://host:port, or start all stages with `wirewatch run`."
        )
    keep_written(0)
    folder = DataFolder.of(settings)
    log = open_log(folder, purpose=name)
    observed = Observed()
    try:
        if name == POLL.name:
            await _poll(settings, log, observed)
        else:
            spec = next(spec for spec in STREAM if spec.name == name)
            with ExitStack() as opened:
                stage = opened.enter_context(_followed(settings, folder, log, spec, show))
                if spec == SEND:
                    opened.enter_context(sending(settings, log, lambda turn: _noted(turn, observed)))
                await _consume(settings, log, stage, spec, observed)
    finally:
        log.close()


@contextmanager
def _followed(
    settings: Settings, folder: DataFolder, log: Log, spec: StageSpec, show: Callable[[str], None]
) -> Iterator[FollowedStage]:
    """The stage of every generation, with what it alone needs: an index, channels."""
    versions = open_versions(folder)
    with open_channels(settings, show) as channels, open_pages(settings) as pages:

        def make(generation: str) -> tuple[Stage, Callable[[], None]]:
            if spec != INDEX:
                return make_stage(
                    spec, settings, None, channels, pages, lambda: asked_before(log, generation)
                ), lambda: None
            index = versions.open(generation)
            return make_stage(spec, settings, index, channels), index.close

        stage = FollowedStage(log, spec, make)
        try:
            yield stage
        finally:
            stage.close()


async def _consume(
    settings: Settings, log: Log, stage: FollowedStage, spec: StageSpec, observed: Observed
) -> None:
    def lags() -> Mapping[str, int]:
        return {spec.name: log_of(log, stage.live).lag(spec.group)}

    stop = threading.Event()
    watchman = (
        Watchman(log, WatchedRules(settings, settings.channel_names), lambda: _all_lags(log))
        if spec == DECIDE
        else None
    )
    async with (
        _stoppable(stop.set),
        shown_outside(settings, observed, lags),
        watched(watchman),
        beside(_index_kept(settings, log) if spec == INDEX else _nothing()),
    ):
        await asyncio.to_thread(_turn_until, stop, stage, observed)


async def _index_kept(settings: Settings, log: Log) -> None:
    """Let old items and texts go from the index, once an hour; several processes may: what is gone is gone."""
    housekeeping = housekeeping_of(settings, log, open_versions(DataFolder.of(settings)))
    while settings.retention.index_days is not None or settings.text_policy.abridges:
        try:
            await asyncio.to_thread(housekeeping.keep_indexes, now())
        except WirewatchError as error:
            logs.warning("index_not_kept", trouble=str(error))
        await asyncio.sleep(EVERY_S)


async def _nothing() -> None:
    """No work beside the stage's."""


def _all_lags(log: Log) -> Mapping[str, int]:
    return lags_of(log, generations_of(log).live)


def _turn_until(stop: threading.Event, stage: FollowedStage, observed: Observed) -> None:
    while not stop.is_set():
        turn = stage.turn(WAIT_S)
        _noted(turn, observed)
        stop.wait(turn.wait_s)


def _noted(turn: Turn, observed: Observed) -> None:
    observed.pulse.turned(turn)
    if turn.read or turn.outputs or turn.trouble:
        observed.metrics.turned(turn)


async def _poll(settings: Settings, log: Log, observed: Observed) -> None:
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(open_fetcher(settings))
        parser = await stack.enter_async_context(open_parser())

        def polled(report: PollReport) -> None:
            observed.metrics.polled(report)
            observed.pulse.turned(Turn(POLL.name))

        poller = Poller(
            feeds_in_force(settings),
            log.open_stage(POLL.group, holds=FEEDS_STATE.name),
            Poll(fetcher, parser, now, settings.poll_interval_s),
            polled,
            at_once=settings.fetches_at_once,
            per_host=settings.fetches_per_host,
            host_delay_s=settings.host_delay_s,
        )
        stop = asyncio.Event()
        await stack.enter_async_context(_stoppable(stop.set))
        await stack.enter_async_context(shown_outside(settings, observed, dict))
        await stack.enter_async_context(beside(follow_catalogue(settings, poller)))
        await poller.run(stop)


@asynccontextmanager
async def _stoppable(stop: Callable[[], None]) -> AsyncIterator[None]:
    """SIGTERM and Ctrl-C ask for a stop while the block runs."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    for each in signals:
        loop.add_signal_handler(each, stop)
    try:
        yield
    finally:
        for each in signals:
            loop.remove_signal_handler(each)
