"""Searching the index's file: candidates from FTS5, each looked at by the matcher."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from consumers.ports import StoredDocument
from consumers.query.hit import hit_of
from consumers.query.match import match_query
from consumers.query.nodes import Near, Phrase, Query, Wild, wanted_leaves
from consumers.query.scope import time_of
from consumers.query.search import Deadline, SearchAnswer, SearchHit, SearchRequest
from consumers.query.searchable import searchable_of
from schemas.coverage import Coverage
from wirewatch.adapters.sqlite_index.codec import unpack
from wirewatch.adapters.sqlite_index.compile import Plan, compile_query
from wirewatch.adapters.sqlite_index.rows import Rows, rows_of
from wirewatch.adapters.sqlite_index.tables import get_meta

RANKED = 30_000
"""How many of the newest candidates are ranked at a time: more would take longer than anyone waits, and news that
are older than 30,000 others with the same words are rarely what is looked for."""

_PAGE = 200
_CANDIDATES = 10
"""Looked at in one go where everything is wanted."""

_STEPS_A_LOOK = 100_000
"""Steps of SQLite's machine between two looks at the clock: a few milliseconds."""

_Candidate = tuple[bytes, float]


class _OutOfTime(Exception):
    """The search's time is over."""


@dataclass
class _Looking:
    """How far a search is: the date of the last candidate it looked at."""

    deadline: Deadline
    last: datetime | None = None


class Reader:
    """Reads through one connection; the caller sees to it that one thread at a time does."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def search(self, request: SearchRequest) -> SearchAnswer:
        """The items that match, exactly those the matcher matches; those found in time where the time is limited."""
        looking = _Looking(Deadline(request.within_s))
        hits: list[SearchHit] = []
        found = self._matches(request, looking)
        try:
            with self._interrupted_by(looking.deadline):
                for hit in islice(found, request.limit):
                    hits.append(hit)
                is_all = next(found, None) is None
        except _OutOfTime:
            reached = looking.last if request.order == "newest" else None
            return SearchAnswer(hits, len(hits), is_all=False, out_of_time=True, reached=reached)
        return SearchAnswer(hits, total=len(hits) + (not is_all), is_all=is_all)

    def page(self, request: SearchRequest, below: int | None) -> tuple[list[Coverage], int | None]:
        """The items that match among the next candidates, the newest first, and the row to go on below (None: these were the
        last). `below` None begins."""
        plan, rows = self.plan(request.query), self._rows(request)
        high = rows.high if below is None else min(rows.high, below - 1)
        candidates = list(self._newest(plan, Rows(rows.low, high), _CANDIDATES))
        found = [
            coverage
            for coverage in (unpack(source) for _, source in candidates)
            if _is_in_time(coverage, request)
            and (plan.exact or match_query(request.query, searchable_of(coverage)) is not None)
        ]
        return found, candidates[-1][0] if len(candidates) == _CANDIDATES else None

    def get(self, item_id: str) -> Coverage | None:
        """The newest revision of an item."""
        row = self._connection.execute(
            "SELECT source FROM document JOIN item USING(row) WHERE item_id=?", (item_id,)
        ).fetchone()
        return unpack(row[0]) if row else None

    def documents(self, after: str) -> list[StoredDocument]:
        """The next items by id, some at a time."""
        rows = self._connection.execute(
            "SELECT item_id, version, source FROM item LEFT JOIN document USING(row) WHERE item_id>? "
            "ORDER BY item_id LIMIT ?",
            (after, _PAGE),
        ).fetchall()
        return [
            StoredDocument(item_id, version, None if source is None else unpack(source))
            for item_id, version, source in rows
        ]

    def count(self) -> int:
        """How many items can be found."""
        (count,) = self._connection.execute("SELECT count(*) FROM item WHERE row IS NOT NULL").fetchone()
        return int(count)

    def plan(self, query: Query) -> Plan:
        """How candidates for a query are found."""
        return compile_query(query.root, self._stems_for)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @contextmanager
    def _interrupted_by(self, deadline: Deadline) -> Iterator[None]:
        """SQLite gives up what it does when the time is over: ranking, or running through words, can take long."""
        self._connection.set_progress_handler(deadline.is_over, _STEPS_A_LOOK)
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise _OutOfTime from error
            raise
        finally:
            self._connection.set_progress_handler(None, 0)

    def _matches(self, request: SearchRequest, looking: "_Looking") -> Iterator[SearchHit]:
        stories: set[str] = set()
        for source, score in self._candidates(request):
            if looking.deadline.is_over():
                raise _OutOfTime
            coverage = unpack(source)
            looking.last = time_of(coverage.item)
            if not _is_in_time(coverage, request) or (
                request.one_per_story and coverage.story.story_id in stories
            ):
                continue
            clauses = match_query(request.query, searchable_of(coverage))
            if clauses is not None:
                stories.add(coverage.story.story_id)
                yield hit_of(coverage, clauses, score)

    def _candidates(self, request: SearchRequest) -> Iterator[_Candidate]:
        plan, rows = self.plan(request.query), self._rows(request)
        if request.order == "relevance" and plan.expression is not None and _has_words(request):
            return self._by_relevance(plan.expression, rows)
        return ((source, 0.0) for _, source in self._newest(plan, rows))

    def _rows(self, request: SearchRequest) -> Rows:
        return rows_of(request, int(get_meta(self._connection, "farthest", "0")))

    def _newest(self, plan: Plan, rows: Rows, most: int = -1) -> Iterator[tuple[int, bytes]]:
        """Candidates with their rows, the newest first; at most so many."""
        bounds = {"low": rows.low, "high": rows.high, "expression": plan.expression, "most": most}
        if plan.expression is None:
            found = self._connection.execute(
                "SELECT row, source FROM document WHERE row BETWEEN :low AND :high AND source IS NOT NULL "
                "ORDER BY row DESC LIMIT :most",
                bounds,
            )
        else:
            found = self._connection.execute(
                "SELECT row, source FROM tokens CROSS JOIN document ON row=tokens.rowid WHERE tokens MATCH :expression "
                "AND tokens.rowid BETWEEN :low AND :high AND source IS NOT NULL ORDER BY tokens.rowid DESC "
                "LIMIT :most",
                bounds,
            )
        return ((row, source) for row, source in found)

    def _by_relevance(self, expression: str, rows: Rows) -> Iterator[_Candidate]:
        """The newest RANKED candidates, the best first; then the next older ones."""
        high: int | None = rows.high
        while high is not None:
            for row, worth in self._best_first(expression, rows.low, high):
                found = self._connection.execute(
                    "SELECT source FROM document WHERE row=? AND source IS NOT NULL", (row,)
                ).fetchone()
                if found:
                    yield found[0], -worth
            older = self._connection.execute(
                "SELECT rowid FROM tokens WHERE tokens MATCH ? AND rowid BETWEEN ? AND ? "
                "ORDER BY rowid DESC LIMIT 1 OFFSET ?",
                (expression, rows.low, high, RANKED),
            ).fetchone()
            high = older[0] if older else None

    def _best_first(self, expression: str, low: int, high: int) -> Iterator[tuple[int, float]]:
        """Rows with their worth (the smaller the better), the newest first among equals. The first page is all that
        most searches look at."""
        for size, skipped in ((_PAGE, 0), (RANKED, _PAGE)):
            page = self._connection.execute(
                "SELECT row, worth FROM (SELECT rowid AS row, bm25(tokens, 4.0, 1.0, 0.0) AS worth FROM tokens "
                "WHERE tokens MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?) "
                "ORDER BY worth, row DESC LIMIT ? OFFSET ?",
                (expression, low, high, RANKED, size, skipped),
            ).fetchall()
            yield from page
            if len(page) < size:
                return

    def _stems_for(self, wild: Wild) -> Iterator[str]:
        found = self._connection.execute(
            "SELECT DISTINCT stem FROM word WHERE word>=:prefix AND word<:prefix||char(1114111) AND word GLOB :pattern "
            "ORDER BY stem",
            {"prefix": wild.prefix, "pattern": wild.pattern},
        )
        return (stem for (stem,) in found)


def _has_words(request: SearchRequest) -> bool:
    """Whether a query has words to rank by; without them the newest come first."""
    return any(isinstance(leaf, Phrase | Near | Wild) for leaf in wanted_leaves(request.query.root))


def _is_in_time(coverage: Coverage, request: SearchRequest) -> bool:
    at = time_of(coverage.item)
    return (request.since is None or at >= request.since) and (request.until is None or at < request.until)
