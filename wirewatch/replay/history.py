"""All the sightings that are still held, as the settings say where."""

from collections.abc import Iterator
from contextlib import contextmanager

from consumers.ports import Log
from consumers.replay.history import History, LogHistory
from wirewatch.settings import Settings


@contextmanager
def open_history(settings: Settings, log: Log) -> Iterator[History]:
    """The log's sightings."""
    yield LogHistory(log)
