"""The index in one SQLite file."""

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from consumers.ports import IndexDocument, StoredDocument, Written
from consumers.query.search import SearchAnswer, SearchRequest
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError
from wirewatch.adapters.sqlite_files import (
    connect,
    connect_to_read,
    errors_in_our_words,
    give_space_back,
    transaction,
)
from wirewatch.adapters.sqlite_index.reader import Reader
from wirewatch.adapters.sqlite_index.rows import first_row
from wirewatch.adapters.sqlite_index.tables import FILE_VERSION, create, get_meta, is_current
from wirewatch.adapters.sqlite_index.writer import Writer


class SqliteIndex:
    """An index at `path`, to write and to search; several threads may use it, and several processes the file.

    Opening a file whose tokens an older wirewatch made makes them anew from the documents (a minute for 100,000);
    one opened `read_only` changes nothing on the disk and refuses such a file.
    Raises ConfigurationError where the file cannot be used.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._writing, self._reading = threading.Lock(), threading.Lock()
        opened = connect_to_read if read_only else connect
        self._connection = opened(path)
        self._writer = Writer(self._connection)
        self._open(read_only)
        self._reader = Reader(opened(path))

    def _open(self, read_only: bool) -> None:
        with errors_in_our_words(self.path):
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if version > FILE_VERSION:
                raise ConfigurationError(
                    f"{self.path} was written by a newer wirewatch (file version {version}); upgrade, then start again."
                )
            if version == FILE_VERSION and is_current(self._connection):
                return
        if read_only:
            raise ConfigurationError(
                f"{self.path} was made by an older wirewatch: `wirewatch vacuum` or `run` brings it up to date."
            )
        with transaction(self._connection, self.path):
            create(self._connection)
            if not is_current(self._connection):
                self._writer.rebuild_tokens()

    def uuid(self) -> str:
        """The id of this file's index; a file made anew has another."""
        with self._writing, errors_in_our_words(self.path):
            return get_meta(self._connection, "uuid")

    def write(self, documents: Sequence[IndexDocument]) -> Sequence[Written]:
        """Write documents in one transaction, all or nothing; one answer each, in order."""
        if not documents:
            return []
        with self._writing:
            try:
                with transaction(self._connection, self.path):
                    return [self._writer.write(document) for document in documents]
            except BaseException:
                self._writer.start_over()
                raise

    def search(self, request: SearchRequest) -> SearchAnswer:
        """The items that match, exactly those the matcher matches."""
        with self._reading, errors_in_our_words(self.path):
            return self._reader.search(request)

    def found(self, request: SearchRequest) -> Iterator[Coverage]:
        """Everything that matches, whole, the newest first, read a page at a time."""
        stories: set[str] = set()
        below: int | None = None
        while True:
            with self._reading, errors_in_our_words(self.path):
                page, below = self._reader.page(request, below)
            for coverage in page:
                if not request.one_per_story:
                    yield coverage
                elif coverage.story.story_id not in stories:
                    stories.add(coverage.story.story_id)
                    yield coverage
            if below is None:
                return

    def get(self, item_id: str) -> Coverage | None:
        """The newest revision of an item; None where it is not there or was retracted."""
        with self._reading, errors_in_our_words(self.path):
            return self._reader.get(item_id)

    def count(self) -> int:
        """How many items can be found."""
        with self._reading, errors_in_our_words(self.path):
            return self._reader.count()

    def documents(self, after: str = "") -> Iterator[StoredDocument]:
        """What is held of every item, in the order of ids, read a page at a time."""
        while True:
            with self._reading, errors_in_our_words(self.path):
                page = self._reader.documents(after)
            yield from page
            if not page:
                return
            after = page[-1].item_id

    def expire(self, before: datetime) -> int:
        """Remove the items published (or, without a date, first seen) before a moment; how many went."""
        row = first_row(before)
        with self._writing, transaction(self._connection, self.path):
            gone = self._connection.execute("DELETE FROM item WHERE row<?", (row,)).rowcount
            self._connection.execute(
                "UPDATE document SET source=NULL WHERE row<? AND source IS NOT NULL", (row,)
            )
        return gone

    def vacuum(self) -> int:
        """Make the file as small as it can be; how many bytes it lost. Takes about a minute for 100,000 items, and
        as much free disk as the token index has."""
        before = self._size()
        with self._writing:
            with transaction(self._connection, self.path):
                self._writer.rebuild_tokens()
            give_space_back(self._connection, self.path)
        return before - self._size()

    def _size(self) -> int:
        files = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def close(self) -> None:
        """Close the file; what was written stays."""
        with self._writing, self._reading:
            self._connection.close()
            self._reader.close()
