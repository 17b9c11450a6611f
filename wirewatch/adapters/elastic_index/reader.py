"""Searching."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from consumers.ports import StoredDocument
from consumers.query.hit import hit_of
from consumers.query.match import match_query
from consumers.query.nodes import Near, Phrase, Wild, wanted_leaves
from consumers.query.scope import microseconds, time_of
from consumers.query.search import Deadline, SearchAnswer, SearchHit, SearchRequest
from consumers.query.searchable import searchable_of
from schemas.coverage import Coverage
from schemas.match import Clause
from wirewatch.adapters.elastic_index.compile import compile_query
from wirewatch.adapters.elastic_index.connection import Connection
from wirewatch.adapters.elastic_index.names import GenerationNames

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_PAGE = 200
_MOST = 1_000
"""Candidates asked for at a time: at least so many as are to be shown, so that most searches take one page."""
_KEPT_FOR = "1m"

_Match = tuple[Coverage, tuple[Clause, ...], float]

_NEWEST = ({"at_us": "desc"}, {"item_id": "desc"})


class _OutOfTime(Exception):
    """The time a search may take is used up; `reached` is the date of the item it looked at last."""

    def __init__(self, reached: datetime | None) -> None:
        super().__init__()
        self.reached = reached


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what the alias `news` stands for."""

    connection: Connection
    names: GenerationNames

    def search(self, request: SearchRequest) -> SearchAnswer:
        """The items that match, exactly those the matcher matches."""
        hits: list[SearchHit] = []
        try:
            with self.connection.client() as client, closing(self._matches(client, request)) as found:
                for coverage, clauses, score in islice(found, request.limit):
                    hits.append(hit_of(coverage, clauses, score))
                is_all = next(found, None) is None
        except _OutOfTime as over:
            reached = over.reached if request.order == "newest" else None
            return SearchAnswer(hits, len(hits), is_all=False, out_of_time=True, reached=reached)
        return SearchAnswer(hits, total=len(hits) + (not is_all), is_all=is_all)

    def found(self, request: SearchRequest) -> Iterator[Coverage]:
        """Everything that matches, whole, the newest first, from one state of the index."""
        every = replace(request, limit=_MOST, order="newest", within_s=None)
        with self.connection.client() as client, closing(self._matches(client, every)) as found:
            for coverage, _, _ in found:
                yield coverage

    def get(self, item_id: str) -> Coverage | None:
        """The newest revision of an item; None where it is not there or was retracted."""
        from elasticsearch import NotFoundError

        with self.connection.client() as client:
            try:
                found = client.get(
                    index=self.names.alias("news"), id=item_id, source_includes=["retired", "record"]
                )["_source"]
            except NotFoundError as error:
                if error.body.get("found") is not False:
                    raise
                return None
        return None if found["retired"] else Coverage.model_validate(found["record"])

    def count(self) -> int:
        """How many items can be found."""
        with self.connection.client() as client:
            return int(client.count(index=self.names.alias("news"))["count"])

    def documents(self, after: str) -> Iterator[StoredDocument]:
        """What is held of every item, tombstones too, in the order of ids, after one."""
        with self.connection.client() as client:
            (index,) = client.indices.get_alias(
                name=self.names.alias("news")
            )  # the alias would hide tombstones
            pit = client.open_point_in_time(index=index, keep_alive=_KEPT_FOR)["id"]
            try:
                hits: list[Any] = [{"sort": [after]}]
                while hits:
                    page = client.search(
                        size=_MOST, pit={"id": pit, "keep_alive": _KEPT_FOR}, query={"match_all": {}},
                        source={"includes": ["item_id", "retired", "record"]}, version=True, track_total_hits=False,
                        sort=[{"item_id": "asc"}], search_after=hits[-1]["sort"],
                    )  # fmt: skip
                    pit = page.get("pit_id", pit)
                    hits = page["hits"]["hits"]
                    yield from map(_stored, hits)
            finally:
                client.close_point_in_time(id=pit)

    def _matches(self, client: "Elasticsearch", request: SearchRequest) -> Generator[_Match, None, None]:
        stories: set[str] = set()
        deadline, reached = Deadline(request.within_s), None
        with closing(self._candidates(client, request)) as candidates:
            for coverage, score in candidates:
                if deadline.is_over():
                    raise _OutOfTime(reached)
                reached = time_of(coverage.item)
                if request.one_per_story and coverage.story.story_id in stories:
                    continue
                clauses = match_query(request.query, searchable_of(coverage))
                if clauses is not None:
                    stories.add(coverage.story.story_id)
                    yield coverage, clauses, score

    def _candidates(
        self, client: "Elasticsearch", request: SearchRequest
    ) -> Generator[tuple[Coverage, float], None, None]:
        """All candidates in the order asked for, page by page from one state of the index."""
        wanted = wanted_of(request)
        size = min(max(request.limit + 1, _PAGE), _MOST)
        pit = client.open_point_in_time(index=self.names.alias("news"), keep_alive=_KEPT_FOR)["id"]
        try:
            after: dict[str, Any] = {}
            while True:
                page = client.search(
                    size=size, pit={"id": pit, "keep_alive": _KEPT_FOR}, source={"includes": ["record"]}, track_total_hits=False,
                    **wanted, **after,
                )  # fmt: skip
                pit = page.get("pit_id", pit)
                hits = page["hits"]["hits"]
                for hit in hits:
                    yield Coverage.model_validate(hit["_source"]["record"]), float(hit["_score"] or 0.0)
                if len(hits) < size:
                    return
                after = {"search_after": hits[-1]["sort"]}
        finally:
            client.close_point_in_time(id=pit)


def _stored(hit: dict[str, Any]) -> StoredDocument:
    found = hit["_source"]
    coverage = None if found["retired"] else Coverage.model_validate(found["record"])
    return StoredDocument(found["item_id"], hit["_version"], coverage)


def wanted_of(request: SearchRequest) -> dict[str, Any]:
    """The query and the order of a search."""
    clause = compile_query(request.query.root).clause
    span = {
        **({} if request.since is None else {"gte": microseconds(request.since)}),
        **({} if request.until is None else {"lt": microseconds(request.until)}),
    }
    query = {"bool": {"must": [clause], "filter": [{"range": {"at_us": span}}]}} if span else clause
    ranked = request.order == "relevance" and _has_words(request)
    return {
        "query": query,
        "sort": [*([{"_score": "desc"}] if ranked else []), *_NEWEST],
        "track_scores": ranked,
    }


def _has_words(request: SearchRequest) -> bool:
    """Whether a query has words to rank by; without them the newest come first."""
    return any(isinstance(leaf, Phrase | Near | Wild) for leaf in wanted_leaves(request.query.root))
