"""A process of a stage on a real Kafka, as far as Kafka can tell: a client, a group member and transactions of its own."""

import threading
import time
from collections.abc import Callable
from contextlib import closing, nullcontext
from datetime import datetime

from consumers.run import StageLoop, Within
from consumers.stage import Stage
from tests.builders import NOW
from wirewatch.adapters.kafka_log import KafkaAccess, KafkaLog


class StageProcess(threading.Thread):
    """Runs a stage until it is ended; `read` counts the records it took."""

    def __init__(
        self,
        access: KafkaAccess,
        stage: Stage,
        clock: Callable[[], datetime] = lambda: NOW,
        within: Within = nullcontext,
    ) -> None:
        super().__init__(name=f"{stage.spec.name}-{access.instance}", daemon=True)
        self._access, self._stage, self._clock, self._within = access, stage, clock, within
        self._stop_asked = threading.Event()
        self.read = 0
        self.failure: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Turns until it is asked to stop; what ends it earlier is kept for the test."""
        try:
            with closing(KafkaLog(self._access)) as log:
                spec = self._stage.spec
                loop = StageLoop(
                    self._stage, log.open_stage(spec.group, spec.reads), self._clock, within=self._within
                )
                while not self._stop_asked.is_set():
                    self.read += loop.turn(0.2).read
        except BaseException as error:  # noqa: BLE001 - told to the test
            self.failure = error

    def end(self) -> None:
        """Leave the group and end."""
        self._stop_asked.set()
        self.join(60)
        assert self.failure is None, repr(self.failure)


def until(holds: Callable[[], bool], seconds: float = 90) -> None:
    """Waits for something to come about."""
    give_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up_at, "it does not come about"
        time.sleep(0.1)
