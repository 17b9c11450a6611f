"""All stages of one process, run in turn."""

import threading
import time
from collections.abc import Callable, Sequence

from consumers.run import StageLoop, Turn

IDLE_WAIT_S = 0.3  # how soon a quiet stream looks again; a look at all stages costs about a millisecond


class Stream:
    """The stages in the order of the flow. `on_turn` is told of every turn that did something, `on_pulse` of every turn."""

    def __init__(
        self,
        loops: Sequence[StageLoop],
        on_turn: Callable[[Turn], None],
        on_pulse: Callable[[Turn], None] | None = None,
    ) -> None:
        self.loops = loops
        self._on_turn = on_turn
        self._on_pulse = on_pulse
        self._resume_at: dict[StageLoop, float] = {}

    def run(self, stop: threading.Event) -> None:
        """Turn after turn until `stop` is set. Raises ConfigurationError where a human must act."""
        while not stop.is_set():
            if not self.step():
                stop.wait(IDLE_WAIT_S)

    def drain(self, patience_s: float = 0.0) -> bool:
        """Turns until nothing waits; a stage in trouble is given up after `patience_s` seconds without any
        progress, and so is what a page or an alert that waits for one may still bring. Whether all is drained; what is not is read
        next time, nothing is lost."""
        give_up_at = time.monotonic() + patience_s
        while True:
            if self.step():
                give_up_at = time.monotonic() + patience_s
            elif all(loop.lag() == 0 for loop in self.loops) and (
                patience_s <= 0 or not any(loop.awaiting() for loop in self.loops)
            ):
                return True
            elif time.monotonic() >= give_up_at:
                return all(loop.lag() == 0 for loop in self.loops)
            else:
                time.sleep(min(IDLE_WAIT_S, max(0.0, give_up_at - time.monotonic())))

    def step(self) -> bool:
        """One turn of every stage that is not waiting; whether any read something."""
        progress = False
        for loop in tuple(self.loops):
            if time.monotonic() < self._resume_at.get(loop, 0.0):
                continue
            turn = self._turn(loop)
            self._resume_at[loop] = time.monotonic() + turn.wait_s
            progress = progress or turn.read > 0
        return progress

    def _turn(self, loop: StageLoop) -> Turn:
        """One turn of a stage, told."""
        turn = loop.turn()
        if self._on_pulse is not None:
            self._on_pulse(turn)
        if turn.read or turn.outputs or turn.trouble:
            self._on_turn(turn)
        return turn

    def close(self) -> None:
        """Let go of the log."""
        for loop in self.loops:
            loop.close()
