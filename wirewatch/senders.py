"""Channels outside, each sent to by a thread of its own: one that is slow, failing or half dead delays nobody else.

Every channel reads news.alerts as a consumer group of its own (`wirewatch.send.<channel>`), so that each is where it is by itself; what is
for others it passes by.
"""

import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import timedelta

import structlog

from consumers.alert.send import SendStage
from consumers.ports import Channel, Log
from consumers.run import StageLoop, Turn
from consumers.topology import SEND
from schemas.errors import ConfigurationError
from wirewatch.clock import now

log = structlog.get_logger()

IDLE_WAIT_S = 0.3
STOP_WITHIN_S = 45.0
"""A channel may be waiting for an answer when the program is told to stop; then its message is sent again at the next start."""


def group_of(channel: str) -> str:
    """The consumer group of a channel."""
    return f"{SEND.group}.{channel}"


class Senders:
    """A sending thread for each channel, from `start` to `stop`. `told` hears of every turn that did something, on the thread
    where it happens."""

    def __init__(
        self, base: Log, channels: Mapping[str, Channel], give_up_after: Mapping[str, timedelta],
        everyone: Collection[str], told: Callable[[Turn], None],
    ) -> None:  # fmt: skip
        self._told = told
        self._stop = threading.Event()
        self._troubled: dict[str, bool] = {}
        self._loops: dict[str, StageLoop] = {}
        for name, channel in channels.items():
            stage = SendStage(
                {name: channel}, set(everyone) - {name}, give_up_after.get(name), begins_in_writing=True
            )
            self._loops[name] = StageLoop(
                stage, base.open_stage(group_of(name), SEND.reads), now, batch_size=1
            )
        self._threads = {
            name: threading.Thread(target=self._run, args=(name, loop), name=f"send-{name}", daemon=True)
            for name, loop in self._loops.items()
        }

    def start(self) -> None:
        """Begin to send."""
        for thread in self._threads.values():
            thread.start()

    def drain(self, patience_s: float) -> bool:
        """Wait until nothing is left to send, or so long; whether nothing is."""
        give_up_at = time.monotonic() + patience_s
        while waiting := [name for name, loop in self._loops.items() if loop.lag()]:
            if time.monotonic() >= give_up_at or all(self._troubled.get(name) for name in waiting):
                return False
            time.sleep(0.05)
        return True

    def lags(self) -> dict[str, int]:
        """How many alerts each channel has before it, those for others included."""
        return {f"{SEND.name}.{name}": loop.lag() for name, loop in self._loops.items()}

    def stop(self) -> None:
        """End the threads and let go of the log."""
        self._stop.set()
        give_up_at = time.monotonic() + STOP_WITHIN_S
        for name, thread in self._threads.items():
            if thread.is_alive():
                thread.join(max(give_up_at - time.monotonic(), 0.1))
            if thread.is_alive():
                log.warning("channel_does_not_end", channel=name)
            else:
                self._loops[name].close()

    def _run(self, name: str, loop: StageLoop) -> None:
        while not self._stop.is_set():
            try:
                turn = loop.turn()
            except ConfigurationError as error:
                log.error("channel_stopped", channel=name, trouble=str(error))
                self._troubled[name] = True
                return
            self._troubled[name] = turn.trouble is not None
            if turn.read or turn.outputs or turn.trouble:
                self._told(replace(turn, stage=f"{turn.stage}.{name}"))
            if turn.wait_s or not (turn.read or turn.is_first):
                self._stop.wait(turn.wait_s or IDLE_WAIT_S)
