"""Searching the index's file: candidates from FTS5, each looked at by the matcher."""

import sqlite3
from collections.abc import Iterator
from itertools import islice

from consumers.query.hit import hit_of
from consumers.query.match import match_query
from consumers.query.nodes import Wild
from consumers.query.scope import time_of
from consumers.query.search import SearchAnswer, SearchHit, SearchRequest
from consumers.query.searchable import searchable_of
from schemas.coverage import Coverage
from wirewatch.adapters.sqlite_index.codec import unpack
from wirewatch.adapters.sqlite_index.compile import Plan, compile_query
from wirewatch.adapters.sqlite_index.rows import Rows, rows_of
from wirewatch.adapters.sqlite_index.tables import get_meta

_FIRST_PAGE = 50
_Candidate = tuple[bytes, float]


class Reader:
    """Reads through one connection; the caller sees to it that one thread at a time does."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def search(self, request: SearchRequest) -> SearchAnswer:
        """The items that match, exactly those the matcher matches."""
        hits: list[SearchHit] = []
        found = self._matches(request)
        for hit in islice(found, request.limit):
            hits.append(hit)
        is_all = next(found, None) is None
        return SearchAnswer(hits, total=len(hits) + (not is_all), is_all=is_all)

    def get(self, item_id: str) -> Coverage | None:
        """The newest revision of an item."""
        row = self._connection.execute(
            "SELECT source FROM document JOIN item USING(row) WHERE item_id=?", (item_id,)
        ).fetchone()
        return unpack(row[0]) if row else None

    def count(self) -> int:
        """How many items can be found."""
        (count,) = self._connection.execute("SELECT count(*) FROM item WHERE row IS NOT NULL").fetchone()
        return int(count)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _matches(self, request: SearchRequest) -> Iterator[SearchHit]:
        stories: set[str] = set()
        for source, score in self._candidates(request):
            coverage = unpack(source)
            if not _is_in_time(coverage, request) or (
                request.one_per_story and coverage.story.story_id in stories
            ):
                continue
            clauses = match_query(request.query, searchable_of(coverage))
            if clauses is not None:
                stories.add(coverage.story.story_id)
                yield hit_of(coverage, clauses, score)

    def _candidates(self, request: SearchRequest) -> Iterator[_Candidate]:
        plan = compile_query(request.query.root, self._stems_for)
        rows = rows_of(request, int(get_meta(self._connection, "farthest", "0")))
        if request.order == "relevance" and plan.expression is not None:
            return self._by_relevance(plan.expression, rows, request.limit)
        return self._newest(plan, rows)

    def _newest(self, plan: Plan, rows: Rows) -> Iterator[_Candidate]:
        bounds = {"low": rows.low, "high": rows.high, "expression": plan.expression}
        if plan.expression is None:
            found = self._connection.execute(
                "SELECT source FROM document WHERE row BETWEEN :low AND :high AND source IS NOT NULL ORDER BY row DESC",
                bounds,
            )
        else:
            found = self._connection.execute(
                "SELECT source FROM tokens CROSS JOIN document ON row=tokens.rowid WHERE tokens MATCH :expression "
                "AND tokens.rowid BETWEEN :low AND :high AND source IS NOT NULL ORDER BY tokens.rowid DESC",
                bounds,
            )
        return ((source, 0.0) for (source,) in found)

    def _by_relevance(self, expression: str, rows: Rows, limit: int) -> Iterator[_Candidate]:
        """Page by page, each twice as long as the one before: few queries need a second."""
        size, done = max(_FIRST_PAGE, 2 * limit), 0
        while True:
            page = self._connection.execute(
                "SELECT rowid, bm25(tokens, 4.0, 1.0, 0.0) AS worth FROM tokens WHERE tokens MATCH ? "
                "AND rowid BETWEEN ? AND ? ORDER BY worth, rowid DESC LIMIT ? OFFSET ?",
                (expression, rows.low, rows.high, size, done),
            ).fetchall()
            for row, worth in page:
                found = self._connection.execute(
                    "SELECT source FROM document WHERE row=? AND source IS NOT NULL", (row,)
                ).fetchone()
                if found:
                    yield found[0], -worth
            done += len(page)
            if len(page) < size:
                return
            size *= 4

    def _stems_for(self, wild: Wild) -> Iterator[str]:
        found = self._connection.execute(
            "SELECT DISTINCT stem FROM word WHERE word>=:prefix AND word<:prefix||char(1114111) AND word GLOB :pattern "
            "ORDER BY stem",
            {"prefix": wild.prefix, "pattern": wild.pattern},
        )
        return (stem for (stem,) in found)


def _is_in_time(coverage: Coverage, request: SearchRequest) -> bool:
    at = time_of(coverage.item)
    return (request.since is None or at >= request.since) and (request.until is None or at < request.until)
