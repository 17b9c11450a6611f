"""Alerts as JSON Lines in a file: one line each, on disk before it counts as sent."""

import errno
import json
import os
import re
from pathlib import Path

import structlog

from schemas.alert import Alert
from schemas.errors import ConfigurationError, TransientError
from wirewatch.adapters.bounded_file import aside, put_aside
from wirewatch.logs import STEERING

log = structlog.get_logger()

MAX_BYTES = 64 * 1024 * 1024

_STEERING = re.compile(f"[{STEERING}]")


class JsonLinesChannel:
    """Appends alerts to the file at `path`.

    When it is made it reads which alerts the file (and the full one put aside) holds already and cuts a last line that a
    crash tore, so that an alert written but not yet noted as sent is not written again. What was sent before that the
    ledger knows. A file that a line would make larger than `max_bytes` is put aside as `.1` first. One process writes to
    a file at a time. Raises ConfigurationError where the file cannot be used.
    """

    def __init__(self, path: Path, name: str = "jsonl", max_bytes: int = MAX_BYTES) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._name = name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._opened()
            self._written = self._read() | _alert_ids(aside(path))
        except OSError as error:
            raise ConfigurationError(
                f"The alerts file {path} cannot be used: {error.strerror}. Name another with `alerts_file`."
            ) from error

    @property
    def name(self) -> str:
        """The name rules use."""
        return self._name

    def send(self, alert: Alert) -> None:
        """Append the alert's line and wait until it is on disk; nothing if the file holds it.

        Raises TransientError (nothing written) where the disk is full or fails.
        """
        alert_id = alert.alert_id
        if alert_id in self._written:
            return
        try:
            self._append(_json_line(alert))
        except OSError as error:
            raise TransientError(f"{self._path} could not be written: {error.strerror}") from error
        self._written.add(alert_id)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _opened(self) -> int:
        """The file, made where it is not there; its name lasts through a power cut."""
        opened = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        _sync_folder(self._path.parent)
        return opened

    def _append(self, line: bytes) -> None:
        """Write a line and wait for the disk; on failure what was written of it is taken back."""
        length = os.fstat(self._file).st_size
        if length and length + len(line) > self._max_bytes:
            put_aside(self._path)
            full, self._file, length = self._file, self._opened(), 0
            os.close(full)
        try:
            if os.write(self._file, line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file)
        except OSError:
            os.ftruncate(self._file, length)
            raise

    def _read(self) -> set[str]:
        """The alert_ids in the file, which is left ending with a whole line."""
        written: set[str] = set()
        whole = 0
        with self._path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                alert_id = _alert_id(line)
                if alert_id is not None:
                    written.add(alert_id)
                elif line.endswith(b"\n"):
                    log.warning("line_is_no_alert", file=str(self._path), line=number)
                if line.endswith(b"\n"):
                    whole += len(line)
                elif alert_id is not None:
                    self._append(b"\n")
                else:
                    log.warning("torn_last_line_cut", file=str(self._path), line=number, bytes=len(line))
                    os.ftruncate(self._file, whole)
        return written


def _json_line(alert: Alert) -> bytes:
    """The alert with all its fields; what could steer a terminal that shows the file is escaped."""
    text = alert.model_dump_json()
    return (_STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text) + "\n").encode()


def _alert_id(line: bytes) -> str | None:
    try:
        found = json.loads(line)["alert_id"]
    except (ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None


def _alert_ids(path: Path) -> set[str]:
    """The alert_ids in a file that was put aside; none where there is none."""
    if not path.is_file():
        return set()
    with path.open("rb") as lines:
        return {alert_id for line in lines if (alert_id := _alert_id(line)) is not None}


def _sync_folder(folder: Path) -> None:
    """Make a new file's name last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
