"""What the stream needs of the outside: a log, an index, channels. Adapters live in `wirewatch/adapters/`.

Adapters translate their library's errors into `schemas.errors` and hold no rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from consumers.query.search import IndexReader
from schemas.alert import Alert
from schemas.coverage import Coverage
from schemas.holding import Holding as Holding
from schemas.output import Output as Output
from schemas.topics import spec_of


@dataclass(frozen=True, slots=True)
class Position:
    """A partition of a topic."""

    topic: str
    partition: int


@dataclass(frozen=True, slots=True)
class Record:
    """A record read from the log."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    headers: Mapping[str, str]
    written_at: datetime

    @property
    def item_id(self) -> str | None:
        """The item it is about, where its topic is keyed by item."""
        return self.key if spec_of(self.topic).key == "item_id" else None


class StateReader(Protocol):
    """The committed content of compacted topics. Reading a value that another major version of its schema wrote
    raises UnknownMajorVersion."""

    def holding(self) -> Holding:
        """What this view holds now; always the same where nothing is divided."""

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The last committed value of a key."""

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key of a compacted topic with its last committed value, in key order."""


class StageLog(StateReader, Protocol):
    """One stage's view of the log: what it reads, its state, one transaction a batch.

    Where several processes run a stage each holds some of its partitions, and of state that is divided alike only what
    belongs to them. What it holds can change whenever records are read: that call gives none.
    """

    def read(self, max_records: int, wait_s: float = 0.0) -> Sequence[Record]:
        """The next records after the position, which moves on; waits up to `wait_s` for the first one."""

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        """Write outputs and the next offset to read of each partition, all or nothing.

        Raises TransientError (nothing written, so far as is known; go back with `rewind`) or ConfigurationError
        (a human must act). What a process commits of partitions it no longer holds is refused with TransientError.
        """

    def rewind(self) -> None:
        """Forget the position: read again from the committed offsets."""

    def seek_to_start(self) -> None:
        """Read everything again that the log still keeps. The next commit makes that stand for all this view reads, also
        for what it does not come to before a restart."""

    def lag(self) -> int:
        """How many records wait after the committed offsets."""

    def close(self) -> None:
        """Give up what is not committed."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a topic's partitions that one of `of` processes reads: each `of`-th, from the `part`-th."""

    part: int = 0
    of: int = 1


ALL = Share()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a partition holds: offsets from `first` up to, not including, `next`."""

    first: int
    next: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What a topic holds: records (keys, where compacted), about how many bytes, and since when."""

    records: int
    size_bytes: int
    since: datetime | None = None


class Log(Protocol):
    """A log: topics with partitions, consumer groups, transactions.

    Topics are those of the table `schemas.topics`; a generation's own have its name before theirs ("g2.news.facts",
    `consumers/replay/scoped.py`) and are made and dropped with it.
    """

    def open_stage(
        self, group: str, reads: Sequence[str] = (), share: Share = ALL, holds: str | None = None
    ) -> StageLog:
        """A view for one stage; `reads` are the topics it consumes. `share` splits their partitions among processes
        where the log does not do it itself. A view that reads nothing can hold keys of a compacted topic instead,
        divided with others of its group: nobody else writes under those it holds."""

    def records(self, topic: str, start: int = 0, partition: int | None = None) -> Iterator[Record]:
        """The records of a topic (or of one partition) from `start` (an offset), partition by partition, as
        committed now."""

    def bounds(self, topic: str) -> Mapping[int, Bounds]:
        """What each partition of a topic holds, as committed now."""

    def committed(self, group: str) -> Mapping[Position, int]:
        """The next offset to read of each partition that a group reads."""

    def members(self, group: str) -> int:
        """How many processes have a place in a group now; none where the log divides nothing among processes."""

    def usage(self, topic: str) -> Usage:
        """How much a topic holds."""

    def make_topics(self, topics: Sequence[str], partitions: int | None = None) -> None:
        """Make a generation's topics, with so many partitions where the table does not say one; those that are there
        stay."""

    def drop_topics(self, topics: Sequence[str], groups: Sequence[str]) -> None:
        """Remove topics with all they hold, and groups; what is not there is no error."""

    def count(self, topic: str) -> int:
        """How many records a topic holds; an estimate where the log would have to read very many to know."""

    def compacted(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key of a compacted topic with its last committed value, in key order. Raises UnknownMajorVersion."""

    def lag(self, group: str) -> int:
        """How many records wait for a group, as committed now."""

    def expire(self, topic: str, before: datetime) -> int:
        """Remove records written before a moment that every group has read; how many went."""

    def compact(self) -> None:
        """Give the space of removed records back, where the log does not by itself."""

    def close(self) -> None:
        """Release files and connections."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """A document for an index: `version` is revision x 10 (+ 1 with page text, + 5 abridged); an older one never wins.

    `source` is the JSON that is kept and shown (of `coverage`, which an index with fields of its own takes them
    from), `tokens` our analyser's tokens by field; `highest_slot` says up to where the item's facts may have been
    written. `retired` documents are kept as a tombstone and never found.
    """

    item_id: str
    version: int
    retired: bool
    published_at: datetime
    source: bytes
    tokens: Mapping[str, str]
    coverage: Coverage
    highest_slot: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """The answer for one document: "ok" (written, or an equal or newer version is there) or "refused"."""

    outcome: str
    detail: str = ""


class IndexWriter(Protocol):
    """Where coverage is written to be searched. Repeats change nothing."""

    def uuid(self) -> str:
        """An id that changes when the index is made anew, so that the stage can fill it again."""

    def write(self, documents: Sequence[IndexDocument]) -> Sequence[Written]:
        """Write documents; one answer each, in order. Raises TransientError or ConfigurationError."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What an index holds of an item: the version, and its coverage (None: a tombstone)."""

    item_id: str
    version: int
    coverage: Coverage | None


class IndexVersion(IndexWriter, IndexReader, Protocol):
    """One version of the index, to fill, to search and to compare."""

    def documents(self, after: str = "") -> Iterator[StoredDocument]:
        """What is held of every item, tombstones too, in the order of ids, after one."""

    def close(self) -> None:
        """Let go; what was written stays."""


class IndexVersions(Protocol):
    """The versions of the index, one for each generation; searches see one of them."""

    def names(self) -> Sequence[str]:
        """The generations that have a version, in order."""

    def live(self) -> str:
        """The generation whose version searches see."""

    def open(self, generation: str) -> IndexVersion:
        """A generation's version; made where it is not there yet."""

    def point(self, generation: str) -> None:
        """Let searches see this generation's version from now on, at one stroke."""

    def drop(self, generation: str) -> None:
        """Remove a version; one that is not there is no error. Raises ConfigurationError for the one searches see."""

    def size_bytes(self, generation: str) -> int:
        """About how many bytes a version has."""


class Channel(Protocol):
    """Where alerts go."""

    @property
    def name(self) -> str:
        """The name rules use."""

    def send(self, alert: Alert) -> None:
        """Hand one alert over; an alert_id already handed over changes nothing where the channel can tell.

        Raises TransientError where it should be tried again.
        """
