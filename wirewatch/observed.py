"""What a process shows of itself to the outside: figures, liveness, a sign of life."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

import structlog

from schemas.errors import TransientError
from wirewatch.adapters.heartbeat import beat
from wirewatch.adapters.monitor import monitored
from wirewatch.liveness import Pulse
from wirewatch.metrics import Metrics
from wirewatch.settings import Settings

log = structlog.get_logger()


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
        yield


async def _end(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
