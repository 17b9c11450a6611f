"""What a process shows of itself to the outside: figures, liveness, a sign of life."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

import structlog

from schemas.errors import TransientError, WirewatchError
from wirewatch.adapters.heartbeat import beat
from wirewatch.adapters.monitor import monitored
from wirewatch.clock import now
from wirewatch.liveness import Pulse
from wirewatch.metrics import Metrics
from wirewatch.settings import SQLITE, Settings

log = structlog.get_logger()

NOTED_EVERY_S = 30.0
"""How often the dashboard's figures of what waits are written anew."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What the stages and the poll of one process are noted in."""

    metrics: Metrics = field(default_factory=Metrics)
    pulse: Pulse = field(default_factory=Pulse)


@asynccontextmanager
async def shown_outside(
    settings: Settings, observed: Observed, lags: Callable[[], Mapping[str, int]]
) -> AsyncIterator[None]:
    """Answers at `monitor` and beats at `heartbeat_url`, where the settings name them, while the block runs. `lags` is
    asked whenever the figures are read, on a thread of its own. Raises ConfigurationError."""

    def metrics() -> bytes:
        with suppress(
            TransientError
        ):  # the log is away: the last lags stand, and /ready says what troubles whom
            observed.metrics.lagged(lags())
        return observed.metrics.text()

    async with AsyncExitStack() as stack:
        if settings.monitor:
            pulse = observed.pulse
            address = stack.enter_context(monitored(settings.monitor, metrics, pulse.alive, pulse.ready))
            log.info("monitor_listens", address=address)
        if settings.heartbeat_url:
            beating = asyncio.create_task(
                beat(
                    settings.heartbeat_url.get_secret_value(),
                    settings.heartbeat_every_s,
                    observed.pulse.alive,
                    settings.user_agent,
                )
            )
            stack.push_async_callback(_end, beating)
        if settings.index != SQLITE:
            stack.push_async_callback(_end, asyncio.create_task(_noted_beside(settings, observed, lags)))
        yield


async def _noted_beside(
    settings: Settings, observed: Observed, lags: Callable[[], Mapping[str, int]]
) -> None:
    """Notes beside the coverage, again and again, what waits and what died: for the dashboard."""
    from wirewatch.elastic_store import open_health_board

    board, process = open_health_board(settings), f"{socket.gethostname()}:{os.getpid()}"
    while True:
        await asyncio.sleep(NOTED_EVERY_S)
        try:
            await asyncio.to_thread(lambda: board.note(process, now(), lags(), observed.metrics.dead()))
        except WirewatchError as error:
            log.warning("health_not_noted", trouble=str(error))


async def _end(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
