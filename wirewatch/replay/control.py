"""The right to say which generations there are. One command at a time has it, on whichever machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from consumers.ports import Log, StageLog
from consumers.replay.generations import GROUP, control_output, generations_of
from schemas.control import Generations
from schemas.errors import ConfigurationError, TransientError, WirewatchError
from schemas.topics import CONTROL
from wirewatch.data_folder import DataFolder

STAY_S = 3.0
"""How often a command shows that it is still there; a cluster takes its place away after `kafka.session_s`."""


class Control:
    """What one command says of the generations, while it has the right to."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self._view: StageLog = log.open_stage(GROUP, holds=CONTROL.name)
        self._one_at_a_time = threading.Lock()
        self._done = threading.Event()

    def seen(self) -> Generations:
        """What control says now."""
        return generations_of(self.log)

    def commit(self, generations: Generations) -> None:
        """Write it down, for every stage to obey. Raises TransientError where another command has the right by now."""
        with self._one_at_a_time:
            if not self._view.holding().owns(CONTROL.key):
                raise TransientError(
                    "Another machine's command took the generations over, as this one was away for too long; run it again."
                )
            self._view.commit([control_output(generations)], {})

    def take(self) -> None:
        """Have the right. Raises ConfigurationError where another command has it."""
        if not self._view.holding().owns(CONTROL.key):
            raise ConfigurationError(
                "Another replay or `wirewatch index` command is at work on this log, on another machine. Wait for its end, or "
                "stop it: a replay goes on where it was. One that was killed is let go of after kafka.session_s."
            )

    def stay(self) -> None:
        """Show now and then that this command is still there, until `close`."""
        while not self._done.wait(STAY_S):
            with self._one_at_a_time, suppress(WirewatchError):
                self._view.holding()

    def close(self) -> None:
        """Give the right back."""
        self._done.set()
        with self._one_at_a_time:
            self._view.close()


@contextmanager
def control_of(folder: DataFolder, log: Log) -> Iterator[Control]:
    """Have the right to change the generations while the block runs. Raises ConfigurationError where another command has it,
    on this machine or another."""
    with folder.locked_for_replay():
        control = Control(log)
        try:
            control.take()
            threading.Thread(target=control.stay, name="control", daemon=True).start()
            yield control
        finally:
            control.close()
