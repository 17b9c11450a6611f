"""A log in memory: for tests, and for runs that keep nothing."""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from consumers.ports import ALL, Bounds, Holding, Output, Position, Record, Share, Usage
from schemas.topics import TopicSpec, spec_of
from schemas.wire import refuse_unknown_major
from wirewatch.adapters.partitions import partition_of


@dataclass
class _Content:
    """All that is committed, behind one lock."""

    partitions: int
    records: dict[Position, list[Record]] = field(default_factory=lambda: defaultdict(list))
    first: dict[Position, int] = field(default_factory=lambda: defaultdict(int))
    compacted: dict[str, dict[str, Output]] = field(default_factory=lambda: defaultdict(dict))
    offsets: dict[tuple[str, Position], int] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)


class MemoryLog:
    """A log that lives as long as the object."""

    def __init__(self, partitions: int = 1) -> None:
        self._content = _Content(partitions)

    def open_stage(
        self, group: str, reads: Sequence[str] = (), share: Share = ALL, holds: str | None = None
    ) -> "MemoryStageLog":
        """A view for one stage."""
        return MemoryStageLog(self._content, group, reads, share)

    def records(self, topic: str, start: int = 0, partition: int | None = None) -> Iterator[Record]:
        """The records of a topic, or of one partition, from an offset, partition by partition."""
        with self._content.changed:
            found = [
                record
                for position, kept in sorted(
                    self._content.records.items(), key=lambda pair: pair[0].partition
                )
                if position.topic == topic and partition in (None, position.partition)
                for record in kept
                if record.offset >= start
            ]
        yield from found

    def count(self, topic: str) -> int:
        """How many records (or keys of a compacted topic) there are."""
        if spec_of(topic).compacted:
            return len(self._content.compacted[topic])
        return sum(1 for _ in self.records(topic))

    def compacted(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key with its last committed value, in key order."""
        with self._content.changed:
            found = sorted(self._content.compacted[topic].items())
        yield from ((key, _state_in(kept)) for key, kept in found)

    def lag(self, group: str) -> int:
        """How many records wait for a group."""
        with self._content.changed:
            return sum(
                max(self._content.first[position] + len(self._content.records[position]) - offset, 0)
                for (name, position), offset in self._content.offsets.items()
                if name == group
            )

    def bounds(self, topic: str) -> Mapping[int, Bounds]:
        """What each partition holds."""
        with self._content.changed:
            return {
                n: Bounds(self._content.first[at], self._content.first[at] + len(self._content.records[at]))
                for n in range(self._content.partitions)
                for at in (Position(topic, n),)
            }

    def committed(self, group: str) -> Mapping[Position, int]:
        """The next offsets of a group."""
        with self._content.changed:
            return {at: offset for (name, at), offset in self._content.offsets.items() if name == group}

    def members(self, group: str) -> int:
        """None: nothing is divided among processes."""
        return 0

    def usage(self, topic: str) -> Usage:
        """How much a topic holds: keys and values, counted as they are."""
        if spec_of(topic).compacted:
            kept = [(key, value) for key, value in self.compacted(topic)]
            return Usage(len(kept), sum(len(key) + len(value) for key, value in kept))
        records = list(self.records(topic))
        since = min((record.written_at for record in records), default=None)
        return Usage(len(records), sum(len(each.key) + len(each.value) for each in records), since)

    def make_topics(self, topics: Sequence[str], partitions: int | None = None) -> None:
        """Nothing: a topic is there when it is written to. (All have the partitions of the log.)"""

    def drop_topics(self, topics: Sequence[str], groups: Sequence[str]) -> None:
        """Forget topics and groups."""
        content = self._content
        with content.changed:
            for position in [position for position in content.records if position.topic in topics]:
                del content.records[position]
                content.first.pop(position, None)
            for topic in topics:
                content.compacted.pop(topic, None)
            for key in [key for key in content.offsets if key[0] in groups or key[1].topic in topics]:
                del content.offsets[key]

    def expire(self, topic: str, before: datetime) -> int:
        """Remove old records that every group has read."""
        gone = 0
        with self._content.changed:
            for position, kept in self._content.records.items():
                if position.topic != topic:
                    continue
                read_up_to = [o for (_, p), o in self._content.offsets.items() if p == position]
                safe = min(read_up_to, default=len(kept) + self._content.first[position])
                while kept and kept[0].written_at < before and kept[0].offset < safe:
                    kept.pop(0)
                    self._content.first[position] += 1
                    gone += 1
        return gone

    def compact(self) -> None:
        """Nothing: what is removed is gone."""

    def close(self) -> None:
        """Nothing to release."""


class MemoryStageLog:
    """One stage's view of a memory log."""

    def __init__(self, content: _Content, group: str, reads: Sequence[str], share: Share = ALL) -> None:
        self._content = content
        self._group = group
        self._sought: dict[Position, int] = {}
        mine = range(share.part, content.partitions, share.of)
        self._reads = [Position(topic, n) for topic in reads for n in mine]
        with content.changed:
            for position in self._reads:
                content.offsets.setdefault((group, position), 0)
        self.rewind()

    def holding(self) -> Holding:
        """All."""
        return Holding()

    def read(self, max_records: int, wait_s: float = 0.0) -> Sequence[Record]:
        """The next records after the position."""
        with self._content.changed:
            found = self._next(max_records)
            if not found and wait_s > 0:
                self._content.changed.wait(wait_s)
                found = self._next(max_records)
        return found

    def _next(self, max_records: int) -> list[Record]:
        found: list[Record] = []
        for position in self._reads:
            skip = max(self._position[position] - self._content.first[position], 0)
            more = self._content.records[position][skip : skip + max_records - len(found)]
            if more:
                self._position[position] = more[-1].offset + 1
                found += more
        return found

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        """Write outputs and offsets, all or nothing."""
        now = datetime.now(UTC)
        specs = [
            spec_of(output.topic) for output in outputs
        ]  # an unknown topic fails before anything is written
        with self._content.changed:
            for output, spec in zip(outputs, specs, strict=True):
                self._write(output, spec, now)
            for position, offset in {**self._sought, **offsets}.items():
                self._content.offsets[self._group, position] = offset
            self._sought = {}
            self._content.changed.notify_all()

    def _write(self, output: Output, spec: TopicSpec, now: datetime) -> None:
        if spec.compacted:
            if output.value is None:
                self._content.compacted[output.topic].pop(output.key, None)
            else:
                self._content.compacted[output.topic][output.key] = output
            return
        partition = partition_of(output.partition_by or output.key, self._content.partitions)
        position = Position(output.topic, partition)
        kept = self._content.records[position]
        offset = self._content.first[position] + len(kept)
        value = output.value or b""
        kept.append(Record(output.topic, partition, offset, output.key, value, dict(output.headers), now))

    def rewind(self) -> None:
        """Back to the committed offsets."""
        with self._content.changed:
            self._position = {p: self._content.offsets[self._group, p] for p in self._reads}
        self._sought = {}

    def seek_to_start(self) -> None:
        """Read everything again."""
        self._sought = {p: self._content.first[p] for p in self._reads}
        self._position = dict(self._sought)

    def lag(self) -> int:
        """How many records wait after the committed offsets."""
        with self._content.changed:
            return sum(
                self._content.first[p]
                + len(self._content.records[p])
                - max(self._content.offsets[self._group, p], self._content.first[p])
                for p in self._reads
            )

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The last committed value of a key."""
        with self._content.changed:
            kept = self._content.compacted[topic].get(key)
        return None if kept is None else _state_in(kept)

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key with its last committed value, in key order."""
        with self._content.changed:
            found = sorted(self._content.compacted[topic].items())
        yield from ((key, _state_in(kept)) for key, kept in found)

    def close(self) -> None:
        """Nothing to release."""


def _state_in(kept: Output) -> bytes:
    refuse_unknown_major(spec_of(kept.topic), kept.headers)
    return kept.value or b""
