"""Waits until a generation's stages have read everything; runs them where no `wirewatch run` does.

On a cluster nothing tells whether stages run elsewhere, so there it only waits.
"""

import time
from collections.abc import Callable, Sequence

from consumers.ports import IndexVersions, Log
from consumers.replay.generations import lag, log_of
from consumers.replay.rebuilding import FOLLOWING
from consumers.stage import StageSpec
from consumers.topology import MATCH
from schemas.errors import TransientError
from wirewatch.data_folder import DataFolder
from wirewatch.replay.stages import LOOK_EVERY_S, drain, following_loops, matching_loop
from wirewatch.settings import SQLITE, Settings

WAIT_S = 600.0
"""How long a running stream is waited for; a stream that gets no further for so long needs a look."""


def catch_up(
    settings: Settings,
    folder: DataFolder,
    log: Log,
    versions: IndexVersions,
    generation: str,
    told: Callable[[int], None],
    wait_s: float = WAIT_S,
    stages: Sequence[StageSpec] = FOLLOWING,
) -> None:
    """Return once nothing waits for these stages of the generation (a moment ago, where the stream runs), asked for in the order of the
    flow.

    Raises TransientError where the running stream gets no further.
    """
    least, give_up_at = None, time.monotonic() + wait_s
    while waiting := lag(log, generation, stages):
        told(waiting)
        if folder.log_address == SQLITE and _drained_here(
            settings, folder, log, versions, generation, stages, told
        ):
            return
        if least is None or waiting < least:
            least, give_up_at = waiting, time.monotonic() + wait_s
        elif time.monotonic() >= give_up_at:
            raise TransientError(
                f"{waiting} records wait for {generation} and the running stream gets no further: see `wirewatch status`."
            )
        time.sleep(LOOK_EVERY_S)
    told(0)


def _drained_here(
    settings: Settings,
    folder: DataFolder,
    log: Log,
    versions: IndexVersions,
    generation: str,
    stages: Sequence[StageSpec],
    told: Callable[[int], None],
) -> bool:
    """Run the stages where nobody else does; whether that was so."""
    with folder.locked_if_free() as free:
        if free:
            index = versions.open(generation)
            try:
                theirs = log_of(log, generation)
                loops = following_loops(theirs, settings, index)
                if MATCH in stages:
                    loops += (matching_loop(log, generation, settings),)
                drain(loops, told)
            finally:
                index.close()
        return free
