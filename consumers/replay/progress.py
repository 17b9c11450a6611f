"""How far the steps of a replay are: told to whoever shows it, and kept in the log so that a killed one goes on."""

from collections.abc import Callable, Sequence

from consumers.outputs import output
from consumers.ports import Output, StageLog, StateReader
from schemas.replay import ReplayStep
from schemas.topics import REPLAY_STATE

Told = Callable[[str, int, int], None]
"""Told of a step's name, how much of it is done, and of how much."""


def nobody(step: str, done: int, total: int) -> None:
    """Shows nothing."""


class Steps:
    """The steps of one replay, each committed with what it wrote. `state` is the generation's own."""

    def __init__(self, log: StageLog, told: Told = nobody) -> None:
        self._log = log
        self.state: StateReader = log
        self.told = told

    def step(self, name: str) -> ReplayStep:
        """How far a step is."""
        value = self._log.lookup(REPLAY_STATE.name, name)
        return ReplayStep() if value is None else ReplayStep.model_validate_json(value)

    def commit(self, name: str, step: ReplayStep, outputs: Sequence[Output] = ()) -> None:
        """Write what a step made, together with how far it is now."""
        self._log.commit([*outputs, output(REPLAY_STATE, name, step)], {})

    def close(self) -> None:
        """Let go of the log."""
        self._log.close()
