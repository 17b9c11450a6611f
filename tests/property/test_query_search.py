"""Search finds what the matcher matches, nothing more and nothing less."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consumers.index.document import document_of
from consumers.query.match import match_query
from consumers.query.nodes import Query
from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from consumers.query.searchable import searchable_of
from schemas.coverage import Coverage
from tests.property.query_corpora import coverages, names_for, queries
from wirewatch.adapters.sqlite_index import SqliteIndex
from wirewatch.adapters.sqlite_index.reader import Reader

SLOW_TO_MAKE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
corpora = st.lists(coverages(st.uuids().map(str)), min_size=1, max_size=8)


def candidates(path: Path, query: Query) -> tuple[set[str], bool]:
    """The ids that the token index alone finds, and whether it promises to be exact."""
    connection = sqlite3.connect(path)
    plan = Reader(connection).plan(query)
    found = connection.execute("SELECT item_id FROM item WHERE row IS NOT NULL")
    if plan.expression is not None:
        found = connection.execute(
            "SELECT item_id FROM tokens JOIN item ON row=tokens.rowid WHERE tokens MATCH ?",
            (plan.expression,),
        )
    ids = {item_id for (item_id,) in found}
    connection.close()
    return ids, plan.exact


@SLOW_TO_MAKE
@given(corpora, st.lists(queries, min_size=5, max_size=25))
def test_sqlite_finds_exactly_what_the_matcher_matches(corpus: list[Coverage], sources: list[str]) -> None:
    with TemporaryDirectory() as folder:
        index = SqliteIndex(Path(folder) / "index.db")
        index.write([document_of(coverage) for coverage in corpus])
        for source in sources:
            query = parse_query(source, names_for=names_for)
            expected = {c.item.item_id for c in corpus if match_query(query, searchable_of(c)) is not None}
            for order in ("newest", "relevance"):
                answer = index.search(SearchRequest(query, limit=100, order=order))
                assert {hit.document.item_id for hit in answer.hits} == expected, source
                assert answer.is_all
        index.close()


@SLOW_TO_MAKE
@given(corpora, st.lists(queries, min_size=5, max_size=25))
def test_what_is_compiled_as_exact_needs_no_matcher(corpus: list[Coverage], sources: list[str]) -> None:
    with TemporaryDirectory() as folder:
        index = SqliteIndex(Path(folder) / "index.db")
        index.write([document_of(coverage) for coverage in corpus])
        for source in sources:
            query = parse_query(source, names_for=names_for)
            expected = {c.item.item_id for c in corpus if match_query(query, searchable_of(c)) is not None}
            found, exact = candidates(Path(folder) / "index.db", query)
            assert found >= expected, source
            assert found == expected or not exact, source
        index.close()


@SLOW_TO_MAKE
@given(corpora, queries)
def test_matched_words_are_where_the_explanation_says(corpus: list[Coverage], source: str) -> None:
    query = parse_query(source, names_for=names_for)
    for coverage in corpus:
        for clause in match_query(query, searchable_of(coverage)) or ():
            assert clause.clause in source
            assert [span.start for span in clause.spans] == sorted(span.start for span in clause.spans)
            for span in clause.spans:
                assert coverage.item.text[span.start : span.end] == span.surface
