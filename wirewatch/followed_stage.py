"""One stage of every generation, where each stage is a process of its own: it obeys `control` as a whole run does."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from consumers.ports import Log
from consumers.replay.generations import LIVE_ONLY, SHARED, generations_of, log_of
from consumers.replay.scoped import own_topics
from consumers.run import StageLoop, Turn
from consumers.stage import Stage, StageSpec
from schemas.control import FIRST_GENERATION, Generations
from schemas.errors import TransientError, WirewatchError
from wirewatch.clock import now
from wirewatch.patience import within_of
from wirewatch.wiring import batch_size_of

log = structlog.get_logger()

LOOK_EVERY_S = 5.0
"""How soon a change of control is obeyed: a look is a read of a topic on a cluster."""

MakeStage = Callable[[str], tuple[Stage, Callable[[], None]]]
"""A stage for a generation, with the rules as they are now, and what closes it."""


@dataclass(frozen=True, slots=True)
class _Running:
    loop: StageLoop
    close: Callable[[], None]


class FollowedStage:
    """The loops of one stage: one for each standing generation; of complete and match for the live one alone; of decide and send, which
    all share, one. Trouble with a generation that is not live never stops the live one."""

    def __init__(self, base: Log, spec: StageSpec, make: MakeStage) -> None:
        self._base, self._spec, self._make = base, spec, make
        self._running: dict[str, _Running] = {}
        self._control: Generations | None = None
        self._look_at = 0.0
        self._obey()

    def turn(self, wait_s: float) -> Turn:
        """One turn for each generation, waiting up to so long for a first record; the live one's is told. Raises
        ConfigurationError where the live one's stage must stop. Where the log is away, control stands as it was last seen,
        and the loops wait."""
        try:
            self._obey()
        except TransientError as error:
            log.warning("control_not_seen", stage=self._spec.name, trouble=str(error))
        live = self.live
        others = [name for name in self._running if name != live]
        for name in others:
            self._turn_beside(name)
        return self._running[live].loop.turn(wait_s / 10 if others else wait_s)

    def lag(self) -> int:
        """How many records wait for the live generation's."""
        return self._running[self.live].loop.lag()

    def close(self) -> None:
        """Let go of all."""
        for name in tuple(self._running):
            self._let_go(name)

    @property
    def live(self) -> str:
        """The generation whose names the stage goes by: the live one; the first for what all share, whose names are
        plain."""
        control = self._control or Generations()
        return FIRST_GENERATION if self._spec in SHARED else control.live

    def _turn_beside(self, name: str) -> None:
        try:
            self._running[name].loop.turn()
        except WirewatchError as error:
            if self._is_gone(name):
                log.info("generation_gone", generation=name, stage=self._spec.name)
            else:
                log.error(
                    "generation_not_followed", generation=name, stage=self._spec.name, trouble=str(error)
                )
            self._let_go(name)

    def _is_gone(self, name: str) -> bool:
        """Whether a generation was dropped since control was looked at: then its topics may be missing."""
        try:
            return name not in generations_of(self._base).standing
        except WirewatchError:
            return False

    def _obey(self) -> None:
        """Look at control now and then, and follow it."""
        if time.monotonic() < self._look_at:
            return
        self._look_at = time.monotonic() + LOOK_EVERY_S
        control = generations_of(self._base)
        if control == self._control:
            return
        self._control = control
        wanted = (self.live,) if self._spec in (*SHARED, *LIVE_ONLY) else control.standing
        for name in self._running.keys() - set(wanted):
            self._let_go(name)
        for name in wanted:
            if name not in self._running:
                self._follow(name)

    def _follow(self, name: str) -> None:
        if name != FIRST_GENERATION:
            self._base.make_topics(own_topics(name))
        stage, close = self._make(name)
        theirs = log_of(self._base, name)
        opened = theirs.open_stage(self._spec.group, self._spec.reads)
        self._running[name] = _Running(
            StageLoop(stage, opened, now, batch_size_of(self._spec), within_of(self._spec)), close
        )

    def _let_go(self, name: str) -> None:
        running = self._running.pop(name)
        running.loop.close()
        running.close()
