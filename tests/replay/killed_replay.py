"""One replay that kills itself with SIGKILL at its n-th commit: `python -m tests.replay.killed_replay DATA N`.

Even numbers die before the commit, odd ones right after it; a write to the new index counts like a commit. N 0: no kill.
"""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from consumers.ports import IndexDocument, Output, Position, Written
from consumers.replay.history import LogHistory
from consumers.replay.progress import nobody
from wirewatch.adapters.sqlite_index import SqliteIndex
from wirewatch.adapters.sqlite_log.stage_log import SqliteStageLog
from wirewatch.data_folder import DataFolder
from wirewatch.replay.build import Replay, Request
from wirewatch.replay.control import control_of
from wirewatch.settings import load_settings
from wirewatch.stores import open_log, open_versions

_commit, _write = SqliteStageLog.commit, SqliteIndex.write


class Plan:
    """Counts commits down."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.before = after % 2 == 0

    def reached(self, *, before: bool) -> None:
        """Die here if it is time."""
        if before:
            self.left -= 1
        if self.left == 0 and before == self.before:
            os.kill(os.getpid(), signal.SIGKILL)


def arm(plan: Plan) -> None:
    """Let every commit and every write to an index look at the plan."""

    def commit(self: SqliteStageLog, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        plan.reached(before=True)
        _commit(self, outputs, offsets)
        plan.reached(before=False)

    def write(self: SqliteIndex, documents: Sequence[IndexDocument]) -> Sequence[Written]:
        plan.reached(before=True)
        answers = _write(self, documents)
        plan.reached(before=False)
        return answers

    SqliteStageLog.commit = commit  # type: ignore[method-assign]
    SqliteIndex.write = write  # type: ignore[method-assign]


def main(data: str, after: str) -> None:
    settings = load_settings(data=Path(data))
    folder = DataFolder.of(settings)
    log = open_log(folder)
    if int(after):
        arm(Plan(int(after)))
    with control_of(folder, log) as control:
        replay = Replay(settings, folder, control, open_versions(folder), LogHistory(log), nobody)
        replay.build(replay.begin(Request()))
    log.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
