"""Whether a process is alive and ready, decided from when its stages last turned and what troubles them."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from consumers.run import Turn

STUCK_S = 300.0
"""A stage that has not turned for so long hangs: the largest batch takes seconds, the longest back-off a minute."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether all is well, and one line for each thing that is not."""

    well: bool
    troubles: tuple[str, ...] = ()


def is_alive(turned_s: Mapping[str, float], now_s: float) -> Answer:
    """Well unless a stage hangs: then only a new process helps. Times are of one monotonic clock."""
    stuck = tuple(
        f"{stage} has not turned for {now_s - at_s:.0f} s"
        for stage, at_s in turned_s.items()
        if now_s - at_s > STUCK_S
    )
    return Answer(not stuck, stuck)


def is_ready(turned_s: Mapping[str, float], troubles: Mapping[str, str], now_s: float) -> Answer:
    """Well while every stage turns without trouble: what it waits for (log, index, channel) is there."""
    said = [
        *is_alive(turned_s, now_s).troubles,
        *(f"{stage}: {trouble}" for stage, trouble in troubles.items()),
    ]
    return Answer(not said, tuple(said))


@dataclass
class Pulse:
    """What the stages of this process last did; told on their threads, asked on others."""

    clock: Callable[[], float] = time.monotonic
    _turned_s: dict[str, float] = field(default_factory=dict)
    _troubles: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def turned(self, turn: Turn) -> None:
        """Note a turn, also one that found nothing to do. A stage that waits on purpose turns when it is over."""
        with self._lock:
            self._turned_s[turn.stage] = self.clock() + turn.wait_s
            if turn.trouble:
                self._troubles[turn.stage] = turn.trouble
            else:
                self._troubles.pop(turn.stage, None)

    def alive(self) -> Answer:
        """Whether the process works."""
        with self._lock:
            return is_alive(self._turned_s, self.clock())

    def ready(self) -> Answer:
        """Whether what it needs is there."""
        with self._lock:
            return is_ready(self._turned_s, self._troubles, self.clock())
