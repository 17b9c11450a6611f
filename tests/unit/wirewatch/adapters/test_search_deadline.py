"""A search that would take too long answers with what it has found, says so, and lets go of the index."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from consumers.index.document import document_of
from consumers.ports import IndexVersion
from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from tests.builders import NOW, coverage, item
from wirewatch.adapters.memory_index import MemoryIndex
from wirewatch.adapters.sqlite_index import SqliteIndex

ITEMS = 400


@pytest.fixture(params=["memory", "sqlite"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> IndexVersion:
    """Four hundred items, an hour apart."""
    made: IndexVersion = MemoryIndex() if request.param == "memory" else SqliteIndex(tmp_path / "index.db")
    items = [
        item(
            f"wire:{n:03}",
            f"Xi meets Putin {n}",
            "They spoke about gas. " * 20,
            published_at=NOW - timedelta(hours=n),
        )
        for n in range(ITEMS)
    ]
    made.write([document_of(coverage(each)) for each in items])
    return made


def request(source: str = "putin", within_s: float | None = None, **changes: object) -> SearchRequest:
    return SearchRequest(parse_query(source), limit=1_000, within_s=within_s, **changes)  # type: ignore[arg-type]


def test_without_haste_the_answer_is_whole(index: IndexVersion) -> None:
    for within_s in (None, 60.0):
        answer = index.search(request(within_s=within_s))
        assert (len(answer.hits), answer.is_all, answer.out_of_time, answer.reached) == (
            ITEMS,
            True,
            False,
            None,
        )


def test_out_of_time_it_holds_the_newest_and_says_down_to_where_it_looked(index: IndexVersion) -> None:
    started = time.monotonic()
    whole = [hit.document.item_id for hit in index.search(request()).hits]
    took_s = time.monotonic() - started
    answer = index.search(request(within_s=took_s / 10))
    found = [hit.document.item_id for hit in answer.hits]
    assert (answer.out_of_time, answer.is_all) == (True, False)
    assert found == whole[: len(found)]
    assert len(found) < ITEMS
    if found:
        assert answer.reached is not None
        assert answer.reached <= answer.hits[-1].document.published_at  # type: ignore[operator]


def test_at_once_out_of_time_there_is_nothing_and_no_error(index: IndexVersion) -> None:
    for changes in ({}, {"order": "relevance"}, {"one_per_story": True}):
        answer = index.search(request(within_s=1e-9, **changes))
        assert (list(answer.hits), answer.total, answer.is_all, answer.out_of_time) == ([], 0, False, True)


def test_a_search_out_of_time_lets_others_search(tmp_path: Path) -> None:
    """Candidates that the matcher all rejects: without a deadline they are looked at one by one to the end."""
    index = SqliteIndex(tmp_path / "index.db")
    texts = "Gas and trade. " * 400
    index.write([document_of(coverage(item(f"wire:{n}", "Xi meets Putin", texts))) for n in range(150)])
    rejected = '("trade gas trade trade"~2 OR "trade gas trade gas trade trade"~2) AND meets'
    started = time.monotonic()
    assert list(index.search(request(rejected)).hits) == []
    whole_s = time.monotonic() - started
    cut_short: list[float] = []

    def search_in_vain() -> None:
        begun = time.monotonic()
        assert index.search(request(rejected, within_s=whole_s / 10)).out_of_time
        cut_short.append(time.monotonic() - begun)

    searching = threading.Thread(target=search_in_vain)
    searching.start()
    searching.join()
    assert cut_short[0] < whole_s / 2
    assert len(index.search(SearchRequest(parse_query("putin"), limit=1)).hits) == 1
    index.close()
