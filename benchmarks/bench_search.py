"""Searching 100,000 items: wall time of a search, the newest first and by relevance."""

import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from benchmarks.filled import COUNT, fill_us
from benchmarks.measure import Figure, at_most, percentile, seen
from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from wirewatch.adapters.sqlite_index import SqliteIndex

ROUNDS = 5
BOUND_NEWEST_MS = 20
BOUND_RELEVANCE_MS = 60

QUERIES: Mapping[str, tuple[str, ...]] = {
    "common words": ("china", "russia", "Россия", "китай", "中国", "俄罗斯", "agreed", "贸易", "monday", "beijing"),
    "several words": (
        "china AND gas", "россия AND газа", "中俄 AND 天然气", "pipeline OR icebreakers OR ледоколов", "russia AND NOT gas",
        "trade AND (beijing OR moscow)",
    ),
    "rare words": ("Norderham", "Калнебаев", "褚景刚", "Barvicourt AND pipeline", "Чемнебаев OR Варянов"),
    "no match": ("zeppelin", "дирижабль", "飞艇", '"gas icebreakers yuan"', "source:nobody"),
    "phrases": (
        '"Power of Siberia"', '"visa-free travel"', '"ситуацию на Украине"', '"乌克兰局势"', '"gas agreement"~8', '"third parties"',
    ),
    "fields": (
        "topic:energy", "topic:energy AND lang:ru", "event:(type:visit AND status:scheduled)", "entity:Gazprom", "title:gas",
        "lang:zh AND title:天然气", "topic:military AND NOT lang:en", "entity:\"Xi Jinping\" AND topic:trade", "icebreaker*",
    ),
}  # fmt: skip


def figures() -> Iterator[Figure]:
    """Milliseconds at the 95th percentile over all queries, each asked several times; kinds of queries apart.

    Another process fills the index, so that this one is as fresh as a search of a user is.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.db"
        with ProcessPoolExecutor(1, get_context("spawn")) as other:
            yield seen("search: write a light document", other.submit(fill_us, path).result(), "µs CPU")
        index = SqliteIndex(path)
        assert index.count() == COUNT
        yield from _figures(index, "newest", BOUND_NEWEST_MS)
        yield from _figures(index, "relevance", BOUND_RELEVANCE_MS)
        index.close()


def _figures(index: SqliteIndex, order: Literal["newest", "relevance"], bound_ms: float) -> Iterator[Figure]:
    taken: dict[str, list[float]] = {kind: [] for kind in QUERIES}
    for _ in range(ROUNDS):
        for kind, queries in QUERIES.items():
            taken[kind] += [_search_ms(index, query, order) for query in queries]
    everything = [ms for values in taken.values() for ms in values]
    name = f"search {COUNT:,} items, {order}"
    yield at_most(f"{name}: p95", percentile(everything, 0.95), "ms", bound_ms)
    for kind, values in taken.items():
        yield at_most(f"{name}: {kind}, p95", percentile(values, 0.95), "ms", bound_ms)


def _search_ms(index: SqliteIndex, query: str, order: Literal["newest", "relevance"]) -> float:
    started = time.perf_counter()
    index.search(SearchRequest(parse_query(query), order=order))
    return (time.perf_counter() - started) * 1000
