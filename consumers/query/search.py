"""The port through which coverage is searched. Adapters live in `wirewatch/adapters/`."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from consumers.query.nodes import Query
from consumers.query.snippets import Snippet
from schemas.coverage import Coverage
from schemas.document import Document
from schemas.match import Clause

DEFAULT_LIMIT = 20


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to find: items that match `query` and whose time (`published_at` of the query language) is in
    [since, until); the newest first, or the most relevant first. `one_per_story` leaves further copies out; `within_s` is
    how many seconds the search may take (None: as long as it does)."""

    query: Query
    since: datetime | None = None
    until: datetime | None = None
    limit: int = DEFAULT_LIMIT
    order: Literal["newest", "relevance"] = "newest"
    one_per_story: bool = False
    within_s: float | None = None


class Deadline:
    """The time a search may take, from now on."""

    def __init__(self, within_s: float | None) -> None:
        self._over_at = None if within_s is None else time.monotonic() + within_s

    def is_over(self) -> bool:
        """Whether it is used up."""
        return self._over_at is not None and time.monotonic() >= self._over_at


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A found item. `score` compares hits of one answer (higher is better; 0 where the order is by time); `title`
    and `snippets` have the matched words marked, `clauses` say why it matched."""

    document: Document
    score: float
    title: Snippet | None
    snippets: tuple[Snippet, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The hits, in the order asked for. `total` counts what was found; there are more where not `is_all`. Where the search
    ran `out_of_time` these are the hits among what it had looked at; in the order of time that is everything down to the
    item dated `reached` (None: nothing yet, or another order)."""

    hits: Sequence[SearchHit]
    total: int
    is_all: bool
    out_of_time: bool = False
    reached: datetime | None = None


class IndexReader(Protocol):
    """An index to search. Each raises TransientError or ConfigurationError where it cannot be read."""

    def search(self, request: SearchRequest) -> SearchAnswer:
        """The items that match, exactly those the matcher matches."""

    def found(self, request: SearchRequest) -> Iterator[Coverage]:
        """Everything that matches, whole, the newest first, read a page at a time: `limit`, `order` and `within_s` do not
        count. What is written meanwhile may or may not come."""

    def get(self, item_id: str) -> Coverage | None:
        """The newest revision of an item; None where it is not there or was retracted."""

    def count(self) -> int:
        """How many items can be found."""
