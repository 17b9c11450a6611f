"""What a request reads from."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from consumers.ports import IndexVersion, Log
from consumers.replay.generations import live_log_of
from wirewatch.data_folder import DataFolder
from wirewatch.settings import Settings
from wirewatch.stores import open_index, open_log


@dataclass(frozen=True, slots=True)
class Desk:
    """An installation, looked at from outside: everything is opened for one request, to read, and closed again."""

    settings: Settings

    @property
    def folder(self) -> DataFolder:
        """Where it keeps what it has."""
        return DataFolder.of(self.settings)

    @contextmanager
    def index(self) -> Iterator[IndexVersion]:
        """The index that searches see. Raises ConfigurationError where there is none yet."""
        opened = open_index(self.folder, read_only=True)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def log(self) -> Iterator[Log]:
        """The log, to read."""
        self.folder.require()
        opened = open_log(self.folder, read_only=True)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def live_log(self) -> Iterator[Log]:
        """The log as the live generation's stages see it."""
        with self.log() as log:
            yield live_log_of(log)

    @contextmanager
    def writing_log(self) -> Iterator[Log]:
        """The log, for what a person says: labels, mutes, acknowledgements, dead letters to be re-driven."""
        self.folder.require()
        opened = open_log(self.folder, purpose="desk")
        try:
            yield opened
        finally:
            opened.close()
