"""The matcher, Elasticsearch and the file index give the same items for every query.

`QUERY_SEED=n` draws another corpus and other queries.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consumers.index.document import document_of
from consumers.query.nodes import Query
from consumers.query.parse import parse_query
from consumers.query.search import IndexReader, SearchRequest
from tests.builders import coverage, item
from tests.elasticsearch_server import ElasticServer
from tests.property.query_coverage import OPERATORS, SCRIPTS, Drawn, covered, drawn
from wirewatch.adapters.elastic_index import ElasticIndex
from wirewatch.adapters.elastic_index import compile as elastic_compile
from wirewatch.adapters.sqlite_index import SqliteIndex
from wirewatch.adapters.sqlite_index import compile as sqlite_compile

SEED = int(os.environ.get("QUERY_SEED", "20261126"))
ITEMS, QUERIES = 60, 300


@pytest.fixture(scope="module")
def corpus() -> Drawn:
    return drawn(SEED, ITEMS, QUERIES)


@pytest.fixture(scope="module")
def elastic(elasticsearch: ElasticServer, corpus: Drawn) -> Iterator[ElasticIndex]:
    versions = elasticsearch.versions()
    index = versions.open("g1")
    assert {w.outcome for w in index.write([document_of(each) for each in corpus.corpus])} == {"ok"}
    yield index
    index.close()
    versions.close()


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory, corpus: Drawn) -> Iterator[SqliteIndex]:
    index = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db")
    index.write([document_of(each) for each in corpus.corpus])
    yield index
    index.close()


def ids(index: IndexReader, query: Query) -> frozenset[str]:
    answer = index.search(SearchRequest(query, limit=ITEMS + 1))
    assert answer.is_all
    return frozenset(hit.document.item_id for hit in answer.hits)


def disagreements(index: IndexReader, corpus: Drawn) -> Iterator[str]:
    """The queries for which an index gives other items than the matcher: found one by one, or all of them."""
    for query, expected in zip(corpus.queries, corpus.expected, strict=True):
        everything = frozenset(each.item.item_id for each in index.found(SearchRequest(query)))
        if ids(index, query) != expected or everything != expected:
            yield query.source


def test_the_queries_cover_the_language(corpus: Drawn) -> None:
    found = covered(corpus.queries)
    print(f"\nseed {SEED}: {len(corpus.queries)} queries over {len(corpus.corpus)} items")
    print("  " + ", ".join(f"{name} {count}" for name, count in sorted(found.operators.items())))
    print("  " + ", ".join(f"{name} {count}" for name, count in sorted(found.scripts.items())))
    print(f"  neither empty nor full: {corpus.telling:.2f}")
    assert set(found.operators) == OPERATORS | {"text"}
    assert set(found.scripts) == SCRIPTS
    assert corpus.telling >= 0.4


def test_elasticsearch_finds_what_the_matcher_matches(elastic: ElasticIndex, corpus: Drawn) -> None:
    assert list(disagreements(elastic, corpus)) == []


def test_the_file_index_finds_what_the_matcher_matches(sqlite: SqliteIndex, corpus: Drawn) -> None:
    assert list(disagreements(sqlite, corpus)) == []


def test_what_is_compiled_as_exact_needs_no_matcher(
    elastic: ElasticIndex, elasticsearch: ElasticServer, corpus: Drawn
) -> None:
    exact = 0
    with elasticsearch.client() as client:
        for query, expected in zip(corpus.queries, corpus.expected, strict=True):
            plan = elastic_compile.compile_query(query.root)
            answer = client.search(
                index=elastic.layout.names.alias("news"), query=plan.clause, size=ITEMS, source=False
            )
            found = {hit["_id"] for hit in answer["hits"]["hits"]}
            assert found >= expected, query.source
            assert found == expected or not plan.exact, query.source
            exact += plan.exact
    assert exact >= len(corpus.queries) / 2  # else Elasticsearch would save the matcher little work


ELASTIC_FAULTS: dict[str, tuple[str, Callable[..., object]]] = {
    "a participant is an actor alone": ("_parts", lambda mark: (mark.replace("participant", "actor"),)),
    "a character is a whole token": ("_field_of", lambda field, atom: field),
    "words near each other count as we do": ("_wider", lambda parts, runs: 0),
    "words near each other are counted alike": ("_is_plain", lambda parts: True),
    "text is the body alone": ("_where", lambda field: (("tokens.body",), str)),
    "a range lies in 1970": ("_within", lambda number: 0),
    "one of several is all of them": ("_any", lambda clauses: {"bool": {"must": list(clauses)}}),
    "a phrase is its first word": (
        "_phrase",
        lambda field, run, token_of: {"term": {field: token_of(run.atoms[0].token)}},
    ),
}


@pytest.mark.parametrize("fault", ELASTIC_FAULTS)
def test_a_fault_in_the_compiler_for_elasticsearch_is_found(
    fault: str, elastic: ElasticIndex, corpus: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elastic_compile, *ELASTIC_FAULTS[fault])
    assert next(disagreements(elastic, corpus), None) is not None


SQLITE_FAULTS: dict[str, tuple[str, Callable[..., object]]] = {
    "a participant is an actor alone": ("_parts", lambda mark: (mark.replace("participant", "actor"),)),
    "any type goes with any status": ("_pair", lambda part: '"#event=visit/scheduled"'),
    "one of several is all of them": (
        "_either",
        lambda each: " AND ".join(f"({one})" for one in dict.fromkeys(each)),
    ),
    "a phrase is any of its words": (
        "quoted",
        lambda tokens: "(" + " OR ".join(f'"{token}"' for token in tokens) + ")",
    ),
    "words are among the marks": ("_words_of", lambda field: lambda token: f"#{field}@{token}"),
}


@pytest.mark.parametrize("fault", SQLITE_FAULTS)
def test_a_fault_in_the_compiler_for_files_is_found(
    fault: str, sqlite: SqliteIndex, corpus: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_compile, *SQLITE_FAULTS[fault])
    try:
        found = next(disagreements(sqlite, corpus), None)
    except Exception as error:  # noqa: BLE001 - a fault may also make what FTS5 cannot read
        found = str(error)
    assert found is not None


@pytest.mark.parametrize(
    ("text", "asked"), [("中國與俄羅斯簽署協議", "中国 俄罗斯"), ("中国与俄罗斯签署协议", "中國 俄羅斯")]
)
def test_simplified_and_traditional_characters_find_each_other(
    text: str, asked: str, make_elastic_index: Callable[[], ElasticIndex], tmp_path: Path
) -> None:
    for index in (make_elastic_index(), SqliteIndex(tmp_path / "index.db")):
        index.write([document_of(coverage(item("wire:1", text)))])
        assert ids(index, parse_query(asked)) == {"wire:1"}
        assert ids(index, parse_query(f'"{asked.split()[1][:2]}"')) == {"wire:1"}
