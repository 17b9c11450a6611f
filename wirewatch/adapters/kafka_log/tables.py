"""What a view holds of compacted topics: a table of keys and values, and up to where each partition was read.

The table is a temporary database of SQLite's: small ones stay in memory, large ones go to a file in the folder for
temporary files that vanishes with the process. The log alone is what counts, so nothing is kept over a restart.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from consumers.ports import Output, Position, Record
from schemas.topics import spec_of
from schemas.wire import VERSION, refuse_unknown_major

_CACHE_KB = 16 * 1024
_VERSION_IN_FORCE = ""


class StateTable:
    """Keys and values of compacted topics; `read_up_to` is the next offset to read of each partition that it holds."""

    def __init__(self) -> None:
        self.read_up_to: dict[Position, int] = {}
        self._rows = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._rows.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{_CACHE_KB};"
            "CREATE TABLE state(topic TEXT, partition INTEGER, key TEXT, version TEXT, value BLOB,"
            " PRIMARY KEY(topic, key)) WITHOUT ROWID;"
        )

    def put(self, partition: int, output: Output) -> None:
        """What this view wrote and committed."""
        version = output.headers.get(VERSION, _VERSION_IN_FORCE)
        self._put(output.topic, partition, output.key, version, output.value)

    def load(self, records: Iterable[Record]) -> None:
        """What was read from the log, in its order; a record without a value removes its key."""
        self._rows.execute("BEGIN")
        try:
            for each in records:
                version = each.headers.get(VERSION, _VERSION_IN_FORCE)
                self._put(each.topic, each.partition, each.key, version, each.value or None)
        finally:
            self._rows.execute("COMMIT")

    def forget(self, position: Position) -> None:
        """Let go of a partition that another view has now."""
        self.read_up_to.pop(position, None)
        self._rows.execute(
            "DELETE FROM state WHERE topic=? AND partition=?", (position.topic, position.partition)
        )

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The value of a key. Raises UnknownMajorVersion."""
        row = self._rows.execute(
            "SELECT version, value FROM state WHERE topic=? AND key=?", (topic, key)
        ).fetchone()
        return None if row is None else _value(topic, *row)

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key with its value, in key order. Raises UnknownMajorVersion."""
        rows = self._rows.execute(
            "SELECT key, version, value FROM state WHERE topic=? ORDER BY key", (topic,)
        ).fetchall()
        for key, version, value in rows:
            yield key, _value(topic, version, value)

    def count(self, topic: str) -> int:
        """How many keys there are."""
        (count,) = self._rows.execute("SELECT count(*) FROM state WHERE topic=?", (topic,)).fetchone()
        return int(count)

    def close(self) -> None:
        """Let the table go."""
        self._rows.close()

    def _put(self, topic: str, partition: int, key: str, version: str, value: bytes | None) -> None:
        if value is None:
            self._rows.execute("DELETE FROM state WHERE topic=? AND key=?", (topic, key))
        else:
            self._rows.execute(
                "INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?)", (topic, partition, key, version, value)
            )


def _value(topic: str, version: str, value: bytes) -> bytes:
    refuse_unknown_major(spec_of(topic), {VERSION: version} if version else {})
    return value
