"""The log in one SQLite file."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

from consumers.ports import ALL, Bounds, Position, Record, Share, Usage
from schemas.errors import ConfigurationError
from schemas.topics import TOPICS, spec_of
from wirewatch.adapters.sqlite_files import (
    connect,
    connect_to_read,
    errors_in_our_words,
    give_space_back,
    transaction,
)
from wirewatch.adapters.sqlite_log.codec import pack, record_of, unpack_state
from wirewatch.adapters.sqlite_log.stage_log import SqliteStageLog
from wirewatch.adapters.sqlite_log.tables import FILE_VERSION, create, lag_of

_PAGE = 500


class SqliteLog:
    """A log at `path`; every topic has `partitions` lanes. Safe to use from several threads (one at a time has the
    connection) and processes; each stage has a view of its own. One opened `read_only` changes nothing on the disk and
    opens no stages. Raises ConfigurationError where the file cannot be used."""

    def __init__(self, path: Path, partitions: int = 1, *, read_only: bool = False) -> None:
        self.path = path
        self.partitions = partitions
        self._changed = threading.Condition()
        self._lock = threading.Lock()
        self._connection = connect_to_read(path) if read_only else connect(path)
        with errors_in_our_words(path):
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if version > FILE_VERSION:
                raise ConfigurationError(
                    f"{path} was written by a newer wirewatch (file version {version}); upgrade, then start again."
                )
            if read_only and version == 0:
                raise ConfigurationError(f"{path} holds nothing yet: start `wirewatch run`.")
            if not read_only:
                create(self._connection)
                self._add_topics()
            self._topics = dict(self._connection.execute("SELECT name, id FROM topic").fetchall())
            self._lanes = self._known_lanes()
        self.partitions = _partitions_of(self._lanes, partitions)

    def open_stage(
        self, group: str, reads: Sequence[str] = (), share: Share = ALL, holds: str | None = None
    ) -> SqliteStageLog:
        """A view for one stage, with a connection of its own."""
        self._learn_topics()
        return SqliteStageLog(self.path, group, reads, self._topics, self._lanes, self._changed, share)

    def records(self, topic: str, start: int = 0, partition: int | None = None) -> Iterator[Record]:
        """The records of a topic, or of one partition, from an offset, partition by partition, read a page at a time."""
        for number, lane in self._lanes_of(topic):
            offset = start
            while partition in (None, number):
                with self._using() as connection:
                    rows = connection.execute(
                        "SELECT offset, written_ms, key, blob FROM record WHERE lane=? AND offset>=? "
                        "ORDER BY offset LIMIT ?",
                        (lane, offset, _PAGE),
                    ).fetchall()
                for row in rows:
                    yield record_of(Position(topic, number), row)
                if len(rows) < _PAGE:
                    break
                offset = rows[-1][0] + 1

    def count(self, topic: str) -> int:
        """How many records (or keys of a compacted topic) there are."""
        with self._using() as connection:
            if spec_of(topic).compacted:
                found = connection.execute(
                    "SELECT count(*) FROM compacted WHERE topic=?", (self._topics.get(topic),)
                )
            else:
                found = connection.execute(
                    "SELECT count(*) FROM record JOIN lane ON lane.id=record.lane WHERE lane.topic=?",
                    (topic,),
                )
            return int(found.fetchone()[0])

    def compacted(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key with its last committed value, in key order, read a page at a time."""
        start = ""
        while True:
            with self._using() as connection:
                rows = connection.execute(
                    "SELECT key, value FROM compacted WHERE topic=? AND key>=? ORDER BY key LIMIT ?",
                    (self._topics.get(topic), start, _PAGE),
                ).fetchall()
            for key, value in rows:
                yield key, unpack_state(topic, value)
            if len(rows) < _PAGE:
                return
            start = rows[-1][0] + "\0"  # the next key that there can be

    def lag(self, group: str) -> int:
        """How many records wait for a group, as committed now."""
        with self._using() as connection:
            return lag_of(connection, group)

    def bounds(self, topic: str) -> Mapping[int, Bounds]:
        """What each partition holds, as committed now."""
        with self._using() as connection:
            rows = connection.execute(
                "SELECT partition, next_offset, (SELECT min(offset) FROM record WHERE lane=lane.id) "
                "FROM lane WHERE topic=? ORDER BY partition",
                (topic,),
            ).fetchall()
        return {
            number: Bounds(following if first is None else first, following)
            for number, following, first in rows
        }

    def committed(self, group: str) -> Mapping[Position, int]:
        """The next offsets of a group."""
        with self._using() as connection:
            rows = connection.execute(
                "SELECT topic, partition, position.next_offset FROM position JOIN lane ON lane.id=position.lane "
                "WHERE consumer_group=?",
                (group,),
            ).fetchall()
        return {Position(topic, number): offset for topic, number, offset in rows}

    def members(self, group: str) -> int:
        """None: nothing is divided among processes."""
        return 0

    def usage(self, topic: str) -> Usage:
        """How much a topic holds, in bytes as they lie on the disk."""
        with self._using() as connection:
            if spec_of(topic).compacted:
                count, size = connection.execute(
                    "SELECT count(*), coalesce(sum(length(key) + length(value)), 0) FROM compacted "
                    "WHERE topic=(SELECT id FROM topic WHERE name=?)",
                    (topic,),
                ).fetchone()
                return Usage(count, size)
            count, size, since_ms = connection.execute(
                "SELECT count(*), coalesce(sum(length(key) + length(blob)), 0), min(written_ms) FROM record "
                "JOIN lane ON lane.id=record.lane WHERE lane.topic=?",
                (topic,),
            ).fetchone()
        return Usage(count, size, None if since_ms is None else datetime.fromtimestamp(since_ms / 1000, UTC))

    def make_topics(self, topics: Sequence[str], partitions: int | None = None) -> None:
        """Make a generation's topics; those that are there stay as they are."""
        lanes = [
            (name, n)
            for name in topics
            if not spec_of(name).compacted
            for n in range(1 if spec_of(name).partitions == 1 else partitions or self.partitions)
        ]
        with self._lock, transaction(self._connection, self.path):
            self._connection.executemany(
                "INSERT OR IGNORE INTO topic(name) VALUES (?)", [(name,) for name in topics]
            )
            self._connection.executemany("INSERT OR IGNORE INTO lane(topic, partition) VALUES (?, ?)", lanes)
        self._learn_topics()

    def drop_topics(self, topics: Sequence[str], groups: Sequence[str]) -> None:
        """Remove topics with all they hold, and groups. Tables' topics (those without a generation) stay, empty."""
        with self._lock, transaction(self._connection, self.path):
            for name in topics:
                lane = "(SELECT id FROM lane WHERE topic=?)"
                self._connection.execute(f"DELETE FROM record WHERE lane IN {lane}", (name,))  # noqa: S608 - no input
                self._connection.execute(f"DELETE FROM position WHERE lane IN {lane}", (name,))  # noqa: S608 - no input
                self._connection.execute(
                    "DELETE FROM compacted WHERE topic=(SELECT id FROM topic WHERE name=?)", (name,)
                )
                if (
                    name not in TOPICS
                ):  # numbers are not given again: a stage of another process may hold them yet
                    self._connection.execute("UPDATE lane SET topic='', partition=id WHERE topic=?", (name,))
                    self._connection.execute("UPDATE topic SET name='dropped ' || id WHERE name=?", (name,))
            self._connection.executemany(
                "DELETE FROM position WHERE consumer_group=?", [(group,) for group in groups]
            )
        self._learn_topics()

    def expire(self, topic: str, before: datetime) -> int:
        """Remove records written before a moment that every group has read."""
        before_ms = int(before.timestamp() * 1000)
        gone = 0
        for _, lane in self._lanes_of(topic):
            with self._lock, transaction(self._connection, self.path):
                gone += self._connection.execute(
                    "DELETE FROM record WHERE lane=?1 AND written_ms<?2 AND offset < "
                    "coalesce((SELECT min(next_offset) FROM position WHERE lane=?1), 9223372036854775807)",
                    (lane, before_ms),
                ).rowcount
        return gone

    def amend(
        self, topic: str, change: Callable[[Record], bytes | None], before: datetime | None = None
    ) -> int:
        """Give records (those written before a moment) another value, or remove them (None); how many. Offsets stay as they
        are."""
        amended = 0
        for number, lane in self._lanes_of(topic):
            changed = [
                (record, value)
                for record in takewhile(
                    lambda record: before is None or record.written_at < before,
                    self.records(topic, partition=number),
                )
                if (value := change(record)) != record.value
            ]
            with self._lock, transaction(self._connection, self.path):
                self._connection.executemany(
                    "UPDATE record SET blob=? WHERE lane=? AND offset=?",
                    [
                        (pack(value, record.headers), lane, record.offset)
                        for record, value in changed
                        if value is not None
                    ],
                )
                self._connection.executemany(
                    "DELETE FROM record WHERE lane=? AND offset=?",
                    [(lane, record.offset) for record, value in changed if value is None],
                )
            amended += len(changed)
        return amended

    def compact(self) -> None:
        """Give the space of removed records back to the disk."""
        with self._lock:
            give_space_back(self._connection, self.path)

    def close(self) -> None:
        """Close the file; stage views have connections of their own. Waits for what other threads do with it."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._lock, errors_in_our_words(self.path):
            yield self._connection

    def _lanes_of(self, topic: str) -> list[tuple[int, int]]:
        """The partitions of a topic with their lanes, in order."""
        self._learn_topics()
        return sorted((number, lane) for (name, number), lane in self._lanes.items() if name == topic)

    def _learn_topics(self) -> None:
        """Take in what other processes made and dropped; the stages opened here see it, too."""
        with self._using() as connection:
            topics = dict(connection.execute("SELECT name, id FROM topic").fetchall())
            lanes = self._known_lanes()
        for known, found in ((self._topics, topics), (self._lanes, lanes)):
            for gone in known.keys() - found.keys():
                del known[gone]
            known.update(found)

    def _known_lanes(self) -> dict[tuple[str, int], int]:
        rows = self._connection.execute("SELECT topic, partition, id FROM lane WHERE topic<>''").fetchall()
        return {(topic, partition): lane for topic, partition, lane in rows}

    def _add_topics(self) -> None:
        """Number the topics and lanes that are not there yet; a file keeps the partitions it was made with."""
        lanes = self._known_lanes()
        partitions = _partitions_of(lanes, self.partitions)
        wanted = {(name, n) for name, spec in TOPICS.items() if not spec.compacted for n in range(partitions)}
        topics = {name for (name,) in self._connection.execute("SELECT name FROM topic")}
        if lanes.keys() >= wanted and topics >= TOPICS.keys():
            return
        with transaction(self._connection, self.path):
            self._connection.executemany(
                "INSERT OR IGNORE INTO topic(name) VALUES (?)", [(name,) for name in TOPICS]
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO lane(topic, partition) VALUES (?, ?)", sorted(wanted)
            )


def _partitions_of(lanes: Mapping[tuple[str, int], int], default: int) -> int:
    """How many partitions a file was made with; a generation's topics may have more."""
    return max((number + 1 for topic, number in lanes if topic in TOPICS), default=default)
