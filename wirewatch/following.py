"""The stages of a run obey `control`: every standing generation is fed, the live one alerts."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from consumers.ports import IndexVersion, IndexVersions, IndexWriter, Log
from consumers.replay.generations import generations_of, log_of
from consumers.replay.scoped import own_topics
from consumers.run import StageLoop, Turn
from consumers.stage import Stage
from schemas.control import Generations
from schemas.errors import TransientError, WirewatchError
from wirewatch.clock import now
from wirewatch.stream import Stream
from wirewatch.wiring import make_loops

log = structlog.get_logger()

LOOK_EVERY_S = 1.0
"""How soon a change of control is obeyed."""


@dataclass
class _Followed:
    """A generation that is fed: its loops, and its index where it was opened here."""

    loops: tuple[StageLoop, ...]
    index: IndexVersion | None


@dataclass(frozen=True, slots=True)
class StageMakers:
    """Makes stages with the rules as they are now: those from sightings to an index, and those that a generation has while it is live."""

    item_stages: Callable[[IndexWriter], Sequence[Stage]]
    live_stages: Callable[[str], Sequence[Stage]]


class FollowingStream(Stream):
    """The stream of a run. A generation that a replay finished is taken up with the rules as they are then; one that was
    dropped is let go; after a swap complete and match read what the generation has that is live now. Turns of the others are
    not told: they would count everything twice, and their trouble never stops the live one."""

    def __init__(
        self,
        base: Log,
        versions: IndexVersions,
        live_index: IndexWriter,
        makers: StageMakers,
        shared: Sequence[Stage],
        on_turn: Callable[[Turn], None],
        on_pulse: Callable[[Turn], None] | None = None,
    ) -> None:
        super().__init__((), on_turn, on_pulse)
        self._base, self._versions, self._makers = base, versions, makers
        self._shared = make_loops(base, shared, now)
        self._followed: dict[str, _Followed] = {}
        self._live_only: tuple[StageLoop, ...] = ()
        self._control = Generations()
        self._look_at = 0.0
        control = generations_of(base)
        self._follow(control.live, live_index, None)
        self._obey(control)

    @property
    def live(self) -> str:
        """The generation that is live."""
        return self._control.live

    def step(self) -> bool:
        """Look at control now and then; one turn of every stage."""
        if time.monotonic() >= self._look_at:
            self._look_at = time.monotonic() + LOOK_EVERY_S
            self._look()
        return super().step()

    def _look(self) -> None:
        """Obey control where it has changed; where the log is away it stands as it was last seen, and the loops wait."""
        try:
            control = generations_of(self._base)
            if control != self._control:
                self._obey(control)
        except TransientError as error:
            log.warning("control_not_seen", trouble=str(error))

    def _turn(self, loop: StageLoop) -> Turn:
        others = next(
            (name for name, each in self._followed.items() if loop in each.loops and name != self.live), None
        )
        if others is None:
            return super()._turn(loop)
        try:
            turn = loop.turn()
        except WirewatchError as error:
            log.error("generation_not_followed", generation=others, trouble=str(error))
            self._let_go(others)
            self._arrange()
            return Turn(loop.name)
        return Turn(turn.stage, turn.read, wait_s=turn.wait_s)

    def _obey(self, control: Generations) -> None:
        for name in self._followed.keys() - set(control.standing):
            self._let_go(name)
        for name in control.standing:
            if name not in self._followed:
                index = self._versions.open(name)
                self._follow(name, index, index)
        if control.live != self._control.live or not self._live_only:
            for loop in self._live_only:
                loop.close()
            self._live_only = make_loops(
                log_of(self._base, control.live), self._makers.live_stages(control.live), now
            )
        self._control = control
        self._arrange()

    def _follow(self, name: str, index: IndexWriter, opened: IndexVersion | None) -> None:
        self._base.make_topics(own_topics(name))
        loops = make_loops(log_of(self._base, name), self._makers.item_stages(index), now)
        self._followed[name] = _Followed(loops, opened)

    def _let_go(self, name: str) -> None:
        followed = self._followed.pop(name)
        for loop in followed.loops:
            loop.close()
        if followed.index is not None:
            followed.index.close()

    def _arrange(self) -> None:
        """The live generation's stages in the order of the flow, then the others'."""
        live = self._followed[self.live].loops
        others = (loop for name, each in self._followed.items() if name != self.live for loop in each.loops)
        self.loops = (*live, *self._live_only, *self._shared, *others)

    def close(self) -> None:
        """Let go of log and indexes."""
        super().close()
        for each in self._followed.values():
            if each.index is not None:
                each.index.close()
