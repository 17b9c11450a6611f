"""The index's versions: a file for each generation, and a small one that names the one searches see."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from schemas.control import FIRST_GENERATION
from schemas.errors import ConfigurationError
from wirewatch.adapters.sqlite_files import errors_in_our_words
from wirewatch.adapters.sqlite_index.index import SqliteIndex

_POINTER = "index.live"
_FILE = re.compile(r"index(?:\.(g[1-9]\d*))?\.db")
_BESIDE = ("", "-wal", "-shm")


class SqliteIndexVersions:
    """Versions in a folder: index.db is the first generation's, index.g2.db the second's, and so on. Readers that have
    a version open keep it until they open the index again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> Sequence[str]:
        """The generations that have a file, the oldest first."""
        found = [_FILE.fullmatch(file.name) for file in self._folder.glob("index*.db")]
        names = {match[1] or FIRST_GENERATION for match in found if match}
        return sorted(names, key=lambda name: int(name[1:]))

    def live(self) -> str:
        """The generation searches see."""
        try:
            return (self._folder / _POINTER).read_text(encoding="ascii").strip() or FIRST_GENERATION
        except FileNotFoundError:
            return FIRST_GENERATION

    def path(self, generation: str) -> Path:
        """The file of a generation's version."""
        return self._folder / ("index.db" if generation == FIRST_GENERATION else f"index.{generation}.db")

    def open(self, generation: str) -> SqliteIndex:
        """A generation's version, made where it is not there yet."""
        return SqliteIndex(self.path(generation))

    def point(self, generation: str) -> None:
        """Let searches see a version: the pointer is replaced at one stroke, and lasts through a power cut."""
        with errors_in_our_words(self._folder / _POINTER):
            written = self._folder / f"{_POINTER}.new"
            with written.open("w", encoding="ascii") as file:
                file.write(generation)
                file.flush()
                os.fsync(file.fileno())
            written.replace(self._folder / _POINTER)

    def drop(self, generation: str) -> None:
        """Remove a version's files."""
        if generation == self.live():
            raise ConfigurationError(f"{generation} is the version searches see; swap to another one first.")
        path = self.path(generation)
        for ending in _BESIDE:
            path.with_name(path.name + ending).unlink(missing_ok=True)

    def size_bytes(self, generation: str) -> int:
        """The bytes of a version's files."""
        path = self.path(generation)
        files = (path.with_name(path.name + ending) for ending in _BESIDE)
        return sum(file.stat().st_size for file in files if file.is_file())
