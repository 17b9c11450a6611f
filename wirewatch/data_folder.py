"""The data folder: where its files lie, and the lock that lets one run use it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import ConfigurationError
from wirewatch.adapters.sqlite_index import SqliteIndexVersions
from wirewatch.settings import SQLITE, Settings


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Where one installation keeps what it has: the files of a folder, or the servers that its settings name."""

    path: Path
    settings: Settings | None = None

    @classmethod
    def of(cls, settings: Settings) -> "DataFolder":
        """As the settings say."""
        return cls(settings.data, settings)

    @property
    def log_address(self) -> str:
        """The setting `log`."""
        return self.settings.log if self.settings else SQLITE

    @property
    def log(self) -> Path:
        """The log."""
        return self.path / "log.db"

    @property
    def index(self) -> Path:
        """The version of the index that searches see."""
        versions = SqliteIndexVersions(self.path)
        return versions.path(versions.live())

    @property
    def journal(self) -> Path:
        """What the program itself logs while a live picture fills the terminal."""
        return self.path / "wirewatch.log"

    def size_bytes(self) -> int:
        """Everything in the folder, counted."""
        total = 0
        for file in self.path.rglob("*"):
            with suppress(FileNotFoundError):  # SQLite removes its side files when the last connection closes
                total += file.stat().st_size if file.is_file() else 0
        return total

    def require(self) -> None:
        """Raise ConfigurationError where nothing has been collected yet."""
        if self.log_address == SQLITE and not self.log.is_file():
            raise ConfigurationError(
                f"There is no coverage in {self.path} yet: start `wirewatch run` (or name another folder with --data)."
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one run; the kernel lets go of it however the process ends."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ConfigurationError(f"The folder {self.path} cannot be used: {error.strerror}.") from error
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                holder = os.pread(lock, 20, 0).decode(errors="replace").strip()
                raise ConfigurationError(
                    f"Another `wirewatch run`{f' (process {holder})' if holder else ''} uses {self.path}. "
                    "Stop it, or give this one its own folder with --data."
                ) from error
            try:
                os.ftruncate(lock, 0)
                os.pwrite(lock, str(os.getpid()).encode(), 0)
            except OSError:  # a full disk: the lock holds all the same, only the number is missing
                os.ftruncate(lock, 0)
            yield
        finally:
            os.close(lock)
