"""The embedded log: writing and reading a sighting, against a bare SQLite table of the same bytes."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.corpus import corpus
from benchmarks.measure import Figure, cpu_us, seen
from consumers.ports import Output, Position
from schemas import topics
from wirewatch.adapters.sqlite_log import SqliteLog

COUNT = 2000
BATCH = 200


def figures() -> Iterator[Figure]:
    """CPU per record of writing (with a commit every 200) and of reading."""
    values = [(f"item-{entry.number}", entry.text.encode()) for entry in corpus(COUNT)]
    with tempfile.TemporaryDirectory() as folder:
        log = SqliteLog(Path(folder) / "log.db")
        stage = log.open_stage("bench", [topics.ITEMS.name])
        written = (
            cpu_us(lambda: _write(lambda outputs, offsets: stage.commit(outputs, offsets), values), repeat=1)
            / COUNT
        )
        read = cpu_us(lambda: [stage.read(BATCH) for _ in range(COUNT // BATCH)], repeat=1) / COUNT
        stage.close()
        log.close()
        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE record(key TEXT, value BLOB)")
        bare_written = cpu_us(lambda: _write_bare(bare, values), repeat=1) / COUNT
        bare_read = cpu_us(lambda: bare.execute("SELECT * FROM record").fetchall(), repeat=1) / COUNT
        bare.close()
    yield seen("log: write a record", written, "µs CPU", bare_written, "bare INSERT")
    yield seen("log: read a record", read, "µs CPU", bare_read, "bare SELECT")


def _write(
    commit: Callable[[list[Output], dict[Position, int]], None], values: list[tuple[str, bytes]]
) -> None:
    for start in range(0, len(values), BATCH):
        outputs = [Output(topics.ITEMS.name, key, value) for key, value in values[start : start + BATCH]]
        commit(outputs, {})


def _write_bare(bare: sqlite3.Connection, values: list[tuple[str, bytes]]) -> None:
    for start in range(0, len(values), BATCH):
        bare.execute("BEGIN")
        bare.executemany("INSERT INTO record VALUES (?, ?)", values[start : start + BATCH])
        bare.execute("COMMIT")
