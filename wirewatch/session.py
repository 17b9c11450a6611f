"""One run: the poller on the main thread's event loop, the stages on a thread beside it.

A stop (Ctrl-C, SIGTERM) ends polling at once: what was under way has committed nothing. Then the stages finish what
the log holds, and the run ends. A second stop leaves at once. What that or a kill leaves unfinished, the next run
finishes.
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from consumers.ports import Log, StageLog
from consumers.replay.generations import generations_of, lags
from producers.poller import Poller
from schemas.errors import WirewatchError
from schemas.status import RunSummary
from wirewatch.alarms import Watchman
from wirewatch.clock import now
from wirewatch.housekeeping import EVERY_S, Housekeeping
from wirewatch.senders import Senders
from wirewatch.stream import Stream
from wirewatch.tally import Tally

log = structlog.get_logger()

SENDING_S = (
    10.0  # how long a run that ends waits for channels outside; what they have not taken goes out next time
)
PATIENCE_S = 60.0  # how long a draining `--once` waits for a stage in trouble
_SHOW_CURSOR = b"\x1b[?25h\n"  # the live picture hides it


@dataclass
class Session:
    """A run over an opened log."""

    log: Log
    stream: Stream
    poller: Poller
    poll_log: StageLog
    tally: Tally
    housekeeping: Housekeeping
    senders: Senders | None = None
    watchman: Watchman | None = None
    started_at: datetime = field(default_factory=now)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _failure: Exception | None = None

    async def run_once(self) -> bool:
        """Poll every feed once, then run the stages until all is drained; whether it is."""
        async with self._stoppable():
            polling = asyncio.create_task(self.poller.poll_all_once())
            stopped = asyncio.create_task(self.stopping.wait())
            await asyncio.wait({polling, stopped}, return_when=asyncio.FIRST_COMPLETED)
            await _end(stopped)
            if polling.done():
                polling.result()
            await _end(polling)
            return await asyncio.to_thread(self._drain, PATIENCE_S)

    async def run(self) -> bool:
        """Poll and run the stages until stopped, then drain; whether all is drained."""
        stop_stages = threading.Event()
        async with self._stoppable():
            stages = threading.Thread(target=self._run_stages, args=(stop_stages,), name="stages")
            stages.start()
            keeping = asyncio.create_task(self._keep_house())
            try:
                await self.poller.run(self.stopping)
            finally:
                self.stopping.set()
                await keeping  # its thread uses the log, which is closed next
                stop_stages.set()
                await asyncio.to_thread(stages.join)
            if self._failure:
                raise self._failure
            return await asyncio.to_thread(self._drain)

    def _drain(self, patience_s: float = 0.0) -> bool:
        """The stages to their end, then the channels outside; whether all is drained. A channel may need a moment to answer."""
        drained = self.stream.drain(patience_s)
        return (self.senders is None or self.senders.drain(max(patience_s, SENDING_S))) and drained

    def close(self) -> None:
        """Let go of the log; what was not committed is read again next time."""
        self.stream.close()
        self.poll_log.close()

    def lags(self) -> dict[str, int]:
        """How many records wait for each stage, in the generation that is live."""
        outside = self.senders.lags() if self.senders else {}
        return {**lags(self.log, generations_of(self.log).live), **outside}

    def summary(self, *, drained: bool) -> RunSummary:
        """What the run did."""
        return self.tally.summary(self.started_at, now(), drained=drained)

    def _run_stages(self, stop: threading.Event) -> None:
        try:
            self.stream.run(stop)
        except Exception as error:  # noqa: BLE001 - whatever ends the stages must end the run, on its own thread
            self._failure = error
            self._loop.call_soon_threadsafe(self.stopping.set)

    async def _keep_house(self) -> None:
        while not self.stopping.is_set():
            try:
                await asyncio.to_thread(self._keep_now)
            except WirewatchError as error:
                log.warning("housekeeping_waits", trouble=str(error))
            except Exception as error:  # the run goes on without it, and says so
                log.error("housekeeping_failed", exc_info=error)
            await set_within(self.stopping, EVERY_S)

    def _keep_now(self) -> None:
        self.housekeeping.keep(now())
        self.log.compact()

    def _stop(self) -> None:
        """Drain and end; from now on a signal ends the process, stages in mid-turn and all."""
        self.stopping.set()
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, _leave_at_once)

    @asynccontextmanager
    async def _stoppable(self) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        for each in signals:
            self._loop.add_signal_handler(each, self._stop)
        try:
            yield
        finally:
            for each in signals:
                self._loop.remove_signal_handler(each)


def _leave_at_once(number: int, _: object) -> None:
    if sys.stdout.isatty():
        os.write(sys.stdout.fileno(), _SHOW_CURSOR)
    os._exit(128 + number)


async def set_within(event: asyncio.Event, seconds: float) -> bool:
    """Whether an event is set, waiting so long for it."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


async def _end(task: "asyncio.Task[object]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
