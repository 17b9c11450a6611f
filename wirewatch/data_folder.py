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
    def index_address(self) -> str:
        """The setting `index`."""
        return self.settings.index if self.settings else SQLITE

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
        with self._held("lock") as holder:
            if holder is not None:
                raise ConfigurationError(
                    f"Another `wirewatch run`{f' (process {holder})' if holder else ''} uses {self.path}. "
                    "Stop it, or give this one its own folder with --data."
                )
            yield

    @contextmanager
    def locked_if_free(self) -> Iterator[bool]:
        """Hold the folder as a run does where none does; whether it is held."""
        with self._held("lock") as holder:
            yield holder is None

    @contextmanager
    def locked_for_replay(self) -> Iterator[None]:
        """Hold the folder's generations: one command at a time makes, swaps or drops them, beside a run."""
        with self._held("replay.lock") as holder:
            if holder is not None:
                raise ConfigurationError(
                    f"Another replay or `wirewatch index` command{f' (process {holder})' if holder else ''} is at work in "
                    f"{self.path}. Wait for its end, or stop it: a replay goes on where it was."
                )
            yield

    @contextmanager
    def _held(self, name: str) -> Iterator[str | None]:
        """Hold a lock file; the number of the process that holds it (empty where not known) where another does."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.path / name, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ConfigurationError(f"The folder {self.path} cannot be used: {error.strerror}.") from error
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield os.pread(lock, 20, 0).decode(errors="replace").strip()
                return
            try:
                os.ftruncate(lock, 0)
                os.pwrite(lock, str(os.getpid()).encode(), 0)
            except OSError:  # a full disk: the lock holds all the same, only the number is missing
                os.ftruncate(lock, 0)
            yield None
        finally:
            os.close(lock)
