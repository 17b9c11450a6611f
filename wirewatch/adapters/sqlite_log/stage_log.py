"""One stage's view of the SQLite log."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from consumers.ports import ALL, Holding, Output, Position, Record, Share
from schemas.errors import ConfigurationError
from schemas.topics import spec_of
from wirewatch.adapters.partitions import partition_of
from wirewatch.adapters.sqlite_files import connect, errors_in_our_words, transaction
from wirewatch.adapters.sqlite_log.codec import pack, record_of, unpack_state
from wirewatch.adapters.sqlite_log.tables import lag_of

_LOOK_AGAIN_S = 0.2  # for what other processes commit; our own commits wake us at once


class SqliteStageLog:
    """Reads what its group has not read yet; commits outputs and offsets in one SQLite transaction."""

    def __init__(
        self,
        path: Path,
        group: str,
        reads: Sequence[str],
        topics: Mapping[str, int],
        lanes: Mapping[tuple[str, int], int],
        changed: threading.Condition,
        share: Share = ALL,
    ) -> None:
        self._path = path
        self._group = group
        self._topics = topics
        self._lanes = lanes
        self._changed = changed
        self._counts: dict[str, int] = {}
        self._sought: dict[Position, int] = {}
        self._reads = {
            Position(topic, n): lane
            for (topic, n), lane in sorted(lanes.items())
            if topic in reads and n % share.of == share.part
        }
        self._connection = connect(path)
        with transaction(self._connection, path):
            # a group that exists holds back retention, so that it finds what it has not read
            self._connection.executemany(
                "INSERT OR IGNORE INTO position VALUES (?, ?, 0)",
                [(group, lane) for lane in self._reads.values()],
            )
        self.rewind()

    def holding(self) -> Holding:
        """Always the same: who reads what is said when it is opened."""
        return Holding()

    def read(self, max_records: int, wait_s: float = 0.0) -> Sequence[Record]:
        """The next records after the position, waiting up to `wait_s` for the first."""
        give_up_at = time.monotonic() + wait_s
        while True:
            found = self._next(max_records)
            left_s = give_up_at - time.monotonic()
            if found or left_s <= 0:
                return found
            with self._changed:
                self._changed.wait(min(left_s, _LOOK_AGAIN_S))

    def _next(self, max_records: int) -> list[Record]:
        found: list[Record] = []
        for position, lane in self._reads.items():
            with errors_in_our_words(self._path):
                rows = self._connection.execute(
                    "SELECT offset, written_ms, key, blob FROM record WHERE lane=? AND offset>=? "
                    "ORDER BY offset LIMIT ?",
                    (lane, self._position[position], max_records - len(found)),
                ).fetchall()
            found += [record_of(position, row) for row in rows]
            if rows:
                self._position[position] = rows[-1][0] + 1
            if len(found) >= max_records:
                break
        return found

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        """Write outputs and offsets, all or nothing."""
        offsets = {**self._sought, **offsets}
        rows: dict[int, list[tuple[str, bytes]]] = {}
        compacted: dict[tuple[int, str], bytes | None] = {}
        for output in outputs:
            if spec_of(output.topic).compacted:
                packed = None if output.value is None else pack(output.value, output.headers)
                compacted[self._id_of(output.topic), output.key] = packed
            else:
                lane = self._lane_of(output)
                rows.setdefault(lane, []).append((output.key, pack(output.value or b"", output.headers)))
        with transaction(self._connection, self._path):
            for lane, written in rows.items():
                self._append(lane, written)
            self._connection.executemany(
                "INSERT OR REPLACE INTO compacted VALUES (?, ?, ?)",
                [(*key, value) for key, value in compacted.items() if value is not None],
            )
            self._connection.executemany(
                "DELETE FROM compacted WHERE topic=? AND key=?",
                [key for key, value in compacted.items() if value is None],
            )
            self._connection.executemany(
                "UPDATE position SET next_offset=? WHERE consumer_group=? AND lane=?",
                [(offset, self._group, self._reads[position]) for position, offset in offsets.items()],
            )
        self._sought = {}
        with self._changed:
            self._changed.notify_all()

    def _lane_of(self, output: Output) -> int:
        """The lane a record belongs to."""
        topic = output.topic
        if topic not in self._counts:
            self._counts[topic] = sum(name == topic for name, _ in list(self._lanes))
        partition = partition_of(output.partition_by or output.key, max(self._counts[topic], 1))
        lane = self._lanes.get((topic, partition))
        if lane is None:
            raise _dropped(topic)
        return lane

    def _id_of(self, topic: str) -> int:
        """The number of a compacted topic."""
        number = self._topics.get(topic)
        if number is None:
            raise _dropped(topic)
        return number

    def _append(self, lane: int, written: list[tuple[str, bytes]]) -> None:
        now_ms = int(datetime.now(UTC).timestamp() * 1000)
        found = self._connection.execute(
            "SELECT next_offset FROM lane WHERE id=? AND topic<>''", (lane,)
        ).fetchone()
        if found is None:  # another process dropped it meanwhile
            raise _dropped("of this stage")
        (first,) = found
        self._connection.executemany(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?)",
            [(lane, first + n, now_ms, key, blob) for n, (key, blob) in enumerate(written)],
        )
        self._connection.execute("UPDATE lane SET next_offset=? WHERE id=?", (first + len(written), lane))

    def rewind(self) -> None:
        """Back to the committed offsets."""
        with errors_in_our_words(self._path):
            rows = self._connection.execute(
                "SELECT lane, next_offset FROM position WHERE consumer_group=?", (self._group,)
            ).fetchall()
        committed = dict(rows)
        self._position = {position: committed[lane] for position, lane in self._reads.items()}
        self._sought = {}

    def seek_to_start(self) -> None:
        """Read again everything the log still keeps; the next commit writes that down for every partition."""
        with errors_in_our_words(self._path):
            self._sought = {position: self._first_of(lane) for position, lane in self._reads.items()}
        self._position = dict(self._sought)

    def _first_of(self, lane: int) -> int:
        """The offset of the first record a lane still holds; the next one's where it holds none."""
        (first,) = self._connection.execute(
            "SELECT coalesce((SELECT min(offset) FROM record WHERE lane=lane.id), next_offset) FROM lane WHERE id=?",
            (lane,),
        ).fetchone()
        return int(first)

    def lag(self) -> int:
        """How many records wait after the committed offsets, in what this view reads."""
        with errors_in_our_words(self._path):
            return lag_of(self._connection, self._group, self._reads.values())

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The last committed value of a key."""
        with errors_in_our_words(self._path):
            row = self._connection.execute(
                "SELECT value FROM compacted WHERE topic=? AND key=?", (self._id_of(topic), key)
            ).fetchone()
        return unpack_state(topic, row[0]) if row else None

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key with its last committed value, in key order."""
        with errors_in_our_words(self._path):
            rows = self._connection.execute(
                "SELECT key, value FROM compacted WHERE topic=? ORDER BY key", (self._id_of(topic),)
            ).fetchall()
        for key, value in rows:
            yield key, unpack_state(topic, value)

    def close(self) -> None:
        """Close the connection; what is not committed is gone."""
        self._connection.close()


def _dropped(topic: str) -> ConfigurationError:
    return ConfigurationError(f"The log has no topic {topic} (any more): its generation was dropped.")
