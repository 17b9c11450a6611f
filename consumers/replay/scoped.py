"""A generation's own view of a log: the stages go on saying news.facts, and it is theirs.

The first generation has the plain names. Topics of the later ones have the generation before their name, groups after
the program's:

    news.facts, wirewatch.extract          g1
    g2.news.facts, wirewatch.g2.extract    g2
    news.items, alerts.ledger, …           what all share (every topic not in GENERATION_TOPICS or REBUILD_TOPICS)
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from consumers.ports import ALL, Bounds, Holding, Log, Output, Position, Record, Share, StageLog, Usage
from schemas.control import FIRST_GENERATION
from schemas.topics import GENERATION_TOPICS, REBUILD_TOPICS

_OWN = frozenset((*GENERATION_TOPICS, *REBUILD_TOPICS))
_PROGRAM = "wirewatch."


def scoped_topic(generation: str, topic: str) -> str:
    """What a topic is called in a generation."""
    return topic if generation == FIRST_GENERATION or topic not in _OWN else f"{generation}.{topic}"


def scoped_group(generation: str, group: str) -> str:
    """What a group is called in a generation."""
    if generation == FIRST_GENERATION:
        return group
    return f"{_PROGRAM}{generation}.{group.removeprefix(_PROGRAM)}"


def own_topics(generation: str) -> tuple[str, ...]:
    """The topics a generation has of its own, as the log calls them; not those of its rebuild."""
    return tuple(scoped_topic(generation, topic) for topic in GENERATION_TOPICS)


def rebuild_topics(generation: str) -> tuple[str, ...]:
    """The topics a generation has while it is built, as the log calls them."""
    return tuple(scoped_topic(generation, topic) for topic in REBUILD_TOPICS)


class ScopedLog:
    """A log as a generation's stages see it. Closing it leaves the log beneath open: others use it."""

    def __init__(self, log: Log, generation: str) -> None:
        self.generation = generation
        self._log = log

    def open_stage(
        self, group: str, reads: Sequence[str] = (), share: Share = ALL, holds: str | None = None
    ) -> "ScopedStageLog":
        """A view for one of the generation's stages."""
        theirs = self._log.open_stage(
            scoped_group(self.generation, group),
            [self._scoped(topic) for topic in reads],
            share,
            None if holds is None else self._scoped(holds),
        )
        return ScopedStageLog(theirs, self.generation)

    def records(self, topic: str, start: int = 0, partition: int | None = None) -> Iterator[Record]:
        """The records of a topic."""
        for record in self._log.records(self._scoped(topic), start, partition):
            yield replace(record, topic=topic)

    def count(self, topic: str) -> int:
        """How many records a topic holds."""
        return self._log.count(self._scoped(topic))

    def compacted(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key of a compacted topic with its last value."""
        return self._log.compacted(self._scoped(topic))

    def lag(self, group: str) -> int:
        """How many records wait for one of the generation's groups."""
        return self._log.lag(scoped_group(self.generation, group))

    def bounds(self, topic: str) -> Mapping[int, Bounds]:
        """What each partition holds."""
        return self._log.bounds(self._scoped(topic))

    def committed(self, group: str) -> Mapping[Position, int]:
        """The next offsets of one of the generation's groups."""
        found = self._log.committed(scoped_group(self.generation, group))
        return {Position(self._plain(at.topic), at.partition): offset for at, offset in found.items()}

    def members(self, group: str) -> int:
        """How many processes have a place in one of the generation's groups."""
        return self._log.members(scoped_group(self.generation, group))

    def usage(self, topic: str) -> Usage:
        """How much a topic holds."""
        return self._log.usage(self._scoped(topic))

    def make_topics(self, topics: Sequence[str], partitions: int | None = None) -> None:
        """Make topics of the generation."""
        self._log.make_topics([self._scoped(topic) for topic in topics], partitions)

    def drop_topics(self, topics: Sequence[str], groups: Sequence[str]) -> None:
        """Remove topics and groups of the generation."""
        theirs = [scoped_group(self.generation, group) for group in groups]
        self._log.drop_topics([self._scoped(topic) for topic in topics], theirs)

    def expire(self, topic: str, before: datetime) -> int:
        """Remove old records that every group has read."""
        return self._log.expire(self._scoped(topic), before)

    def compact(self) -> None:
        """Give space back."""
        self._log.compact()

    def close(self) -> None:
        """Nothing: the log beneath stays open."""

    def _scoped(self, topic: str) -> str:
        return scoped_topic(self.generation, topic)

    def _plain(self, topic: str) -> str:
        return topic.removeprefix(f"{self.generation}.")


class ScopedStageLog:
    """One stage's view: topics have their plain names on this side, in what is read and what is written."""

    def __init__(self, stage_log: StageLog, generation: str) -> None:
        self._log = stage_log
        self._generation = generation

    def holding(self) -> Holding:
        """What it holds."""
        return self._log.holding()

    def read(self, max_records: int, wait_s: float = 0.0) -> Sequence[Record]:
        """The next records."""
        return [
            replace(record, topic=record.topic.removeprefix(f"{self._generation}."))
            for record in self._log.read(max_records, wait_s)
        ]

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        """Write outputs and offsets, all or nothing."""
        self._log.commit(
            [replace(output, topic=self._scoped(output.topic)) for output in outputs],
            {Position(self._scoped(at.topic), at.partition): offset for at, offset in offsets.items()},
        )

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The last committed value of a key."""
        return self._log.lookup(self._scoped(topic), key)

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key of a compacted topic with its last value."""
        return self._log.scan(self._scoped(topic))

    def rewind(self) -> None:
        """Back to the committed offsets."""
        self._log.rewind()

    def seek_to_start(self) -> None:
        """Read everything again."""
        self._log.seek_to_start()

    def lag(self) -> int:
        """How many records wait."""
        return self._log.lag()

    def close(self) -> None:
        """Give up what is not committed."""
        self._log.close()

    def _scoped(self, topic: str) -> str:
        return scoped_topic(self._generation, topic)
