"""Writing documents to the index's file."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from consumers.index.document import tokens_of
from consumers.ports import IndexDocument, Written
from consumers.query.searchable import searchable_of
from wirewatch.adapters.sqlite_index.codec import pack, unpack
from wirewatch.adapters.sqlite_index.rows import first_row
from wirewatch.adapters.sqlite_index.tables import create_tokens, get_meta, set_meta

LARGEST_SOURCE = 64_000_000
"""Bytes of a document's JSON; no news item is as long, and SQLite's own limit is near."""

_REMEMBERED = 50_000
_PAGE = 1000


class Writer:
    """Writes documents; the caller has a transaction open."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._words: set[str] = set()
        self._next_rows: dict[int, int] = {}

    def write(self, document: IndexDocument) -> Written:
        """Write a document where nothing as new is there."""
        if len(document.source) > LARGEST_SOURCE:
            return Written("refused", f"The document has {len(document.source):,} bytes.")
        highest_slot = document.highest_slot
        known = self._connection.execute(
            "SELECT version, row, highest_slot FROM item WHERE item_id=?", (document.item_id,)
        ).fetchone()
        if known is not None:
            version, old_row, slots = known
            if version >= document.version:
                return Written("ok")
            highest_slot = max(highest_slot, slots)
            self._connection.execute("UPDATE document SET source=NULL WHERE row=?", (old_row,))
        row = None if document.retired else self._add(document)
        self._connection.execute(
            "INSERT OR REPLACE INTO item VALUES(?, ?, ?, ?)",
            (document.item_id, document.version, row, highest_slot),
        )
        return Written("ok")

    def start_over(self) -> None:
        """Forget what was remembered of a transaction that was rolled back."""
        self._words.clear()
        self._next_rows.clear()

    def rebuild_tokens(self) -> None:
        """Make the token index anew from the documents, without what is gone or replaced."""
        self.start_over()
        create_tokens(self._connection)
        self._connection.execute("DELETE FROM document WHERE source IS NULL")
        last = -1
        while True:
            page = self._connection.execute(
                "SELECT row, source FROM document WHERE row>? ORDER BY row LIMIT ?", (last, _PAGE)
            ).fetchall()
            for row, source in page:
                self._add_tokens(row, tokens_of(searchable_of(unpack(source))))
            if len(page) < _PAGE:
                break
            last = page[-1][0]
        self._connection.execute("INSERT INTO tokens(tokens) VALUES('optimize')")

    def _add(self, document: IndexDocument) -> int:
        row = self._free_row(document.published_at)
        self._connection.execute("INSERT INTO document VALUES(?, ?)", (row, pack(document.source)))
        self._add_tokens(row, document.tokens)
        return row

    def _add_tokens(self, row: int, tokens: Mapping[str, str]) -> None:
        self._connection.execute(
            "INSERT INTO tokens(rowid, title, body, marks) VALUES(?, ?, ?, ?)",
            (row, tokens["title"], tokens["body"], tokens["marks"]),
        )
        words = {word for word in tokens["words"].split() if word not in self._words}
        if words:
            self._connection.executemany(
                "INSERT OR IGNORE INTO word VALUES(?, ?)", sorted(word.split("=") for word in words)
            )
            if len(self._words) > _REMEMBERED:
                self._words.clear()
            self._words |= words

    def _free_row(self, at: datetime) -> int:
        """The first row of a moment's second that no document has, or has had."""
        first = first_row(at)
        row = self._next_rows.get(first, first)
        while self._connection.execute("SELECT 1 FROM document WHERE row=?", (row,)).fetchone():
            row += 1
        if len(self._next_rows) > _REMEMBERED:
            self._next_rows.clear()
        self._next_rows[first] = row + 1
        if row - first > int(get_meta(self._connection, "farthest", "0")):
            set_meta(self._connection, "farthest", str(row - first))
        return row
