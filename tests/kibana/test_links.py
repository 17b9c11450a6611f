"""Queries as Kibana's bar reads them, and links that open them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from elasticsearch import Elasticsearch

from consumers.index.document import document_of
from consumers.query.match import match_query
from consumers.query.nodes import And, Between, Everything, Marked, Node, OneEvent
from consumers.query.parse import parse_query
from consumers.query.searchable import searchable_of
from tests.elasticsearch_server import ElasticServer
from tests.property.query_corpora import CLAUSES, names_for
from tests.property.query_coverage import Drawn, drawn
from wirewatch.adapters.elastic_index import ElasticIndex
from wirewatch.kibana.links import in_kibana, link

ITEMS = 40


def asked(source: str) -> str:
    return in_kibana(parse_query(source, names_for=names_for)).query


@pytest.mark.parametrize(
    ("source", "there"),
    [
        ("gas pipeline", "(gas AND pipeline)"),
        ('title:"Power of Siberia"', 'title:"Power of Siberia"'),
        ("NOT topic:energy", '(*:* AND NOT topic:"energy")'),
        ("event:(type:visit AND status:scheduled)", 'event.pair:"visit/scheduled"'),
        ("lang:zh-Hant", 'lang:"zh-Hant"'),
        ("country:CHN", 'country:"CHN"'),
        ('entity:"Xi Jinping"', '(entity.name:"Xi Jinping" OR entity.id:"person/xi-jinping")'),
        ("amount.usd:>=1bn", "amount.usd:[1000000000 TO *]"),
        ("event.date:2026-02", "event.days:[2026-02-01 TO 2026-02-28]"),
        ("published_at:2026-02-01", 'published_at:["2026-02-01T00:00:00.000Z" TO "2026-02-02T00:00:00.000Z"}'),
    ],
)  # fmt: skip
def test_a_query_is_written_as_that_index_has_its_fields(source: str, there: str) -> None:
    assert asked(source) == there


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('"gas China"~5', "near each other"),
        ("росси*", "stems"),
        ('event:(type:visit AND actor:"Xi Jinping")', "several events"),
        ("amount.gbp:>1", "amount.gbp"),
    ],
)
def test_what_the_bar_understands_otherwise_is_said(source: str, said: str) -> None:
    (note,) = in_kibana(parse_query(source, names_for=names_for)).otherwise
    assert said in note


def test_a_link_opens_the_query_and_its_time() -> None:
    since = datetime(2026, 11, 1, tzinfo=UTC)
    opened = unquote(link("https://kibana.example/", """title:"what's new!\"""", since))
    assert opened.startswith(
        "https://kibana.example/app/discover#/?_g=(time:(from:'2026-11-01T00:00:00.000Z',to:now))"
    )
    assert "query:(language:lucene,query:'title:\"what!'s new!!\"')" in opened


@pytest.fixture(scope="module")
def corpus() -> Drawn:
    return drawn(7, ITEMS, 150)


@pytest.fixture(scope="module")
def elastic(elasticsearch: ElasticServer, corpus: Drawn) -> Iterator[ElasticIndex]:
    versions = elasticsearch.versions()
    index = versions.open("g1")
    index.write([document_of(each) for each in corpus.corpus])
    yield index
    index.close()
    versions.close()


def found(client: Elasticsearch, elastic: ElasticIndex, there: str) -> set[str]:
    answer = client.search(
        index=elastic.layout.names.alias("news"), size=ITEMS, source=False,
        query={"query_string": {"query": there, "analyze_wildcard": True}},
    )  # fmt: skip
    return {hit["_id"] for hit in answer["hits"]["hits"]}


def test_elasticsearch_reads_every_query(
    elastic: ElasticIndex, elasticsearch: ElasticServer, corpus: Drawn
) -> None:
    with elasticsearch.client() as client:
        for query in corpus.queries:
            found(client, elastic, in_kibana(query).query)


def is_of_fields(node: Node) -> bool:
    """Whether it asks for values, numbers or moments, which Kibana's bar compares as we do; not for words (they have
    another analyser there)."""
    if isinstance(node, OneEvent):
        return isinstance(node.part, And) and all(isinstance(part, Marked) for part in node.part.parts)
    return isinstance(node, Marked | Between | Everything)


def test_where_values_are_asked_for_kibana_finds_what_the_matcher_matches(
    elastic: ElasticIndex, elasticsearch: ElasticServer, corpus: Drawn
) -> None:
    compared = 0
    with elasticsearch.client() as client:
        for source in CLAUSES:
            query = parse_query(source, names_for=names_for)
            there = in_kibana(query)
            if is_of_fields(query.root) and not there.otherwise:
                expected = {
                    c.item.item_id for c in corpus.corpus if match_query(query, searchable_of(c)) is not None
                }
                assert found(client, elastic, there.query) == expected, (source, there.query)
                compared += 1
    assert compared >= 20
