"""Why a query does not match: something is named exactly when it does not, and what is named truly fails."""

from collections.abc import Iterator

from hypothesis import given

from consumers.query.match import match_query
from consumers.query.nodes import And, Not, OneEvent, Or, Query
from consumers.query.parse import parse_query
from consumers.query.searchable import searchable_of
from consumers.query.why_not import Failed, why_not
from schemas.coverage import Coverage
from tests.property.query_corpora import coverages, names_for, queries


def leaves(failed: tuple[Failed, ...]) -> Iterator[Failed]:
    for each in failed:
        if each.how == "none of these":
            yield from leaves(each.inside)
        else:
            yield each


def clauses_of(node: object) -> Iterator[tuple[str, object]]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from clauses_of(part)
        case Not(clause) | OneEvent(clause):
            yield clause, node
        case _:
            yield getattr(node, "clause", ""), node


@given(coverages(), queries)
def test_a_clause_is_named_exactly_where_the_query_does_not_match(coverage: Coverage, source: str) -> None:
    query = parse_query(source, names_for=names_for)
    item = searchable_of(coverage)
    failed = why_not(query, item)
    assert bool(failed) == (match_query(query, item) is None)


@given(coverages(), queries)
def test_every_clause_that_is_named_fails_by_itself(coverage: Coverage, source: str) -> None:
    query = parse_query(source, names_for=names_for)
    item = searchable_of(coverage)
    nodes = dict(clauses_of(query.root))
    for each in leaves(why_not(query, item)):
        node = nodes[each.clause]
        assert match_query(Query("", node), item) is None  # type: ignore[arg-type]
        assert (each.how == "present") == isinstance(node, Not)
