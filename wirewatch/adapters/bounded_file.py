"""Files that do not grow for ever: a full one is put aside as `.1`, in place of the one before."""

import io
from pathlib import Path


def aside(path: Path) -> Path:
    """Where a full file is put."""
    return path.with_name(path.name + ".1")


def put_aside(path: Path) -> None:
    """Put a file aside at one stroke; the one that was there is gone."""
    path.replace(aside(path))


class BoundedText(io.TextIOBase):
    """Appends text to a file of at most so many bytes (and a full one aside); it is written at once, line by line."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._file = path.open("ab", buffering=0)

    def write(self, text: str) -> int:
        """Append a text; a file that it would make too large is put aside first."""
        data = text.encode("utf-8", "replace")
        held = self._file.tell()
        if held and held + len(data) > self._max_bytes:
            self._file.close()
            put_aside(self._path)
            self._file = self._path.open("ab", buffering=0)
        self._file.write(data)
        return len(text)

    def writable(self) -> bool:
        """It is."""
        return True

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
