"""What a process is called among those that do the same: a name that the same process has again after a restart."""

import fcntl
import os
import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from schemas.errors import ConfigurationError

_MOST = 1000


class Instance:
    """A name of its own: the host's, and the lowest number that no other process on it holds for this purpose. A lock on
    a file holds it, so however a process ends its number is free at once, for the one that is started in its stead."""

    def __init__(self, folder: Path, purpose: str) -> None:
        host = re.sub(r"[^A-Za-z0-9._-]", "-", socket.gethostname())[:80] or "host"
        for number in range(_MOST):
            self._lock = _taken(folder, f"{purpose}-{number}.lock")
            if self._lock is not None:
                self.name = f"{host}-{number}"
                return
        raise ConfigurationError(f"{_MOST} processes hold places in {folder}: stop some.")

    def release(self) -> None:
        """Let others have the name."""
        if self._lock is not None:
            os.close(self._lock)
        self._lock = None


def _taken(folder: Path, name: str) -> int | None:
    """The lock, or None where another process has it."""
    for place in _places(folder):
        with suppress(OSError):
            place.mkdir(parents=True, exist_ok=True)
            lock = os.open(place / name, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
                return None
            return lock
    raise ConfigurationError(f"Neither {folder} nor {tempfile.gettempdir()} can be written to.")


def _places(folder: Path) -> Iterator[Path]:
    """The data folder; where it cannot be written to (a container that keeps nothing), the one for temporary files."""
    yield folder / "instances"
    yield Path(tempfile.gettempdir()) / "wirewatch-instances"
