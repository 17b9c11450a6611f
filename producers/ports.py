"""What the poll needs of the outside. Adapters live in `wirewatch/adapters/`, fakes in `producers/memory.py`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from producers.entry import ParsedFeed
from producers.trouble import ErrorCode, Trouble
from schemas.holding import Holding
from schemas.output import Output


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave with the last document, verbatim, to ask whether it has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document. `address` is where it was found in the end and `redirects` the addresses on the way, all
    without credentials; `body` is decompressed. `moved_to` is where it was found where every redirect on the way said for good
    (301, 308); `fresh_s` for how long the server says it need not be asked again (Cache-Control, Expires). `is_delta` where the server
    sends the new entries alone (RFC 3229, 226 IM Used)."""

    body: bytes
    address: str
    content_type: str | None = None
    validators: Validators = Validators()
    redirects: tuple[str, ...] = ()
    moved_to: str | None = None
    fresh_s: float | None = None
    is_delta: bool = False


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says the document is the one we have; `fresh_s` as above."""

    validators: Validators = Validators()
    fresh_s: float | None = None


class Fetcher(Protocol):
    """Gets documents over the network."""

    async def fetch(self, address: str, validators: Validators) -> Fetched | NotModified | Trouble:
        """One document, within the fetcher's deadline and limits. Never raises for what a server does."""


class Parser(Protocol):
    """Turns documents into entries, however hostile they are."""

    async def parse(
        self, document: bytes, address: str, *, keep_markup: bool = False
    ) -> ParsedFeed | Trouble:
        """The entries of a document in UTF-8. Never raises for what a document holds."""


class PollLog(Protocol):
    """The part of a log the poll uses: state by key, and one transaction for items and state."""

    def holding(self) -> Holding:
        """Which hosts are this poller's now; asked every second or so, which also tells the others that it lives.
        Raises TransientError or ConfigurationError."""

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The last committed value of a key."""

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key of a compacted topic with its last committed value."""

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Any, int]) -> None:
        """Write all outputs or none; nothing of a host that is another poller's by now. The poll reads no topic, so
        `offsets` is always empty (its key type is the log's own). Raises TransientError or ConfigurationError."""


PollOutcome = Literal["polled", "unchanged", "failing"]


@dataclass(frozen=True, slots=True)
class PollReport:
    """What one poll of one feed brought. `entries` stand in the document (0 where it was
    not read), `new` became sightings, `dead` dead
    letters; `error` and `error_text` say why a feed is failing. `delays_s` tells of live news, in seconds, how long
    after the time of publication it claims the poll saw it: the publisher's share, and the time between polls. `gap_s` is how
    long a time was missed, where a whole window of entries was new."""

    feed: str
    source_id: str
    source_name: str
    outcome: PollOutcome
    entries: int = 0
    new: int = 0
    dead: int = 0
    error: ErrorCode | None = None
    error_text: str | None = None
    delays_s: tuple[float, ...] = ()
    gap_s: float | None = None


Observer = Callable[[PollReport], None]
"""Told of every poll after its commit, on the poller's own thread."""
