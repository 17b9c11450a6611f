"""Waiting for the channels outside."""

from datetime import timedelta

from schemas.alert import Alert
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.senders import Senders


class Nowhere:
    """A channel that nothing is sent to here."""

    name = "desk"

    def send(self, alert: Alert) -> None:
        raise AssertionError


class SentMeanwhile:
    """Its last alert is sent between two looks at it."""

    def __init__(self) -> None:
        self._lags = [1, 0]

    def lag(self) -> int:
        return self._lags.pop(0) if self._lags else 0


def test_what_is_sent_between_two_looks_is_sent() -> None:
    senders = Senders(
        MemoryLog(), {"desk": Nowhere()}, {"desk": timedelta(hours=1)}, ["desk"], lambda turn: None
    )
    senders._loops = {"desk": SentMeanwhile()}  # type: ignore[dict-item]
    assert senders.drain(1.0)
