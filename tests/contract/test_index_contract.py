"""What every index must do, whatever it is made of."""

import itertools
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consumers.index.document import document_of
from consumers.ports import IndexDocument, IndexVersion, IndexVersions, Written
from consumers.query.parse import parse_query
from consumers.query.search import SearchAnswer, SearchRequest
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError
from schemas.facts import Facts
from tests.builders import NOW, coverage, entity, item, story
from tests.elasticsearch_server import ElasticServer
from wirewatch.adapters.memory_index import MemoryIndex, MemoryIndexVersions
from wirewatch.adapters.sqlite_index import SqliteIndex, SqliteIndexVersions
from wirewatch.retention import ExpiringIndex


class Index(IndexVersion, Protocol):
    """Both sides of an index."""


MakeIndex = Callable[[], Index]
Order = Literal["newest", "relevance"]
_NUMBERS = itertools.count()


@pytest.fixture(params=["memory", "sqlite", "elasticsearch"])
def make_index(request: pytest.FixtureRequest, tmp_path: Path) -> MakeIndex:
    """Makes an empty index of the kind under test."""
    match request.param:
        case "elasticsearch":
            make: MakeIndex = request.getfixturevalue("make_elastic_index")
            return make
        case "sqlite":
            return lambda: SqliteIndex(tmp_path / f"index-{next(_NUMBERS)}.db")
        case _:
            return MemoryIndex


@pytest.fixture
def index(make_index: MakeIndex) -> Index:
    return make_index()


def revision(
    number: int, title: str = "Xi meets Putin", body: str = "", item_id: str = "wire:1", **changes: Any
) -> Coverage:
    published = changes.pop("published_at", NOW)
    of_item = {name: changes.pop(name) for name in ("text_from", "published_flags") if name in changes}
    of = item(item_id, title, body, published_at=published, **of_item)
    return coverage(of, revision=number, **changes)


def write(index: Index, *revisions: Coverage) -> list[Written]:
    return list(index.write([document_of(each) for each in revisions]))


def search(index: Index, source: str, **changes: Any) -> SearchAnswer:
    return index.search(SearchRequest(parse_query(source, names_for=lambda name: ()), **changes))


def ids(answer: SearchAnswer) -> list[str]:
    return [hit.document.item_id for hit in answer.hits]


def test_what_was_written_is_found_shown_and_counted(index: Index) -> None:
    wanted = revision(1, "Газпром увеличил поставки", "Сила Сибири работает.", language="ru")
    assert write(index, wanted, revision(1, item_id="wire:2")) == [Written("ok"), Written("ok")]
    (hit,) = search(index, "газпрома AND поставка").hits
    assert hit.document.title == "Газпром увеличил поставки"
    assert hit.title is not None
    assert [hit.title.text[a:b] for a, b in hit.title.highlights] == ["Газпром", "поставки"]
    assert [clause.clause for clause in hit.clauses] == ["газпрома", "поставка"]
    assert index.get("wire:1") == wanted
    assert index.get("wire:3") is None
    assert index.count() == 2


def test_a_newer_revision_takes_the_place_of_the_older(index: Index) -> None:
    write(index, revision(1, "Visit planned"))
    write(index, revision(2, "Visit cancelled"))
    assert ids(search(index, "planned")) == []
    assert ids(search(index, "cancelled")) == ["wire:1"]
    assert index.count() == 1


def test_an_older_revision_never_wins_and_a_repeat_changes_nothing(index: Index) -> None:
    write(index, revision(2, "Visit cancelled"))
    assert write(index, revision(1, "Visit planned"), revision(2, "Visit cancelled")) == [Written("ok")] * 2
    assert ids(search(index, "planned")) == []
    assert ids(search(index, "visit")) == ["wire:1"]


def test_old_items_go_with_their_facts_and_newer_ones_stay(index: Index) -> None:
    if not isinstance(index, ExpiringIndex):
        pytest.skip("this index keeps everything")
    old = revision(1, "Xi meets Putin", item_id="wire:old", published_at=NOW - timedelta(days=40))
    write(index, old, revision(1, item_id="wire:new"))
    assert index.expire(NOW - timedelta(days=30)) == 1
    assert ids(search(index, "xi")) == ["wire:new"]
    assert index.get("wire:old") is None
    assert index.count() == 1
    assert index.expire(NOW - timedelta(days=30)) == 0


def test_page_text_completes_a_revision_and_is_not_undone_by_it(index: Index) -> None:
    with_page = revision(1, "Visit", "The whole text of the page.", text_from="page")
    write(index, revision(1, "Visit"), with_page, revision(1, "Visit"))
    assert ids(search(index, "page")) == ["wire:1"]
    write(index, revision(2, "Visit over"))
    assert ids(search(index, "page")) == []


def test_a_retraction_hides_the_item_until_a_newer_revision(index: Index) -> None:
    write(index, revision(1))
    write(index, revision(2, retracted=True))
    assert (ids(search(index, "*")), index.get("wire:1"), index.count()) == ([], None, 0)
    write(index, revision(1))
    assert index.count() == 0
    write(index, revision(3))
    assert (ids(search(index, "putin")), index.count()) == (["wire:1"], 1)


def test_revisions_of_one_item_in_one_batch_are_taken_in_turn(index: Index) -> None:
    write(index, revision(1, "one"), revision(3, "three"), revision(2, "two"))
    assert ids(search(index, "three")) == ["wire:1"]
    assert ids(search(index, "one OR two")) == []


def test_an_empty_batch_is_nothing(index: Index) -> None:
    assert list(index.write([])) == []


def test_the_newest_come_first_and_the_limit_holds(index: Index) -> None:
    hours = [5, 1, 4, 2, 3]
    write(index, *(revision(1, item_id=f"wire:{h}", published_at=NOW - timedelta(hours=h)) for h in hours))
    answer = search(index, "putin", limit=3)
    assert ids(answer) == ["wire:1", "wire:2", "wire:3"]
    assert (answer.is_all, answer.total) == (False, 4)
    everything = search(index, "putin", limit=5)
    assert (everything.is_all, everything.total) == (True, 5)


def test_a_moved_date_moves_the_item(index: Index) -> None:
    write(
        index,
        revision(1, item_id="wire:1"),
        revision(1, item_id="wire:2", published_at=NOW - timedelta(hours=1)),
    )
    write(index, revision(2, item_id="wire:1", published_at=NOW - timedelta(days=2)))
    assert ids(search(index, "putin")) == ["wire:2", "wire:1"]


def test_items_of_one_second_are_all_found(index: Index) -> None:
    write(index, *(revision(1, item_id=f"wire:{n}") for n in range(60)))
    write(index, revision(1, item_id="later", published_at=NOW + timedelta(seconds=1)))
    day = f"published_at:{NOW.date()}"
    assert len(search(index, "putin", limit=100).hits) == 61
    assert len(search(index, f"putin AND {day}", limit=100).hits) == 61
    assert len(search(index, "putin", limit=100, until=NOW + timedelta(seconds=1)).hits) == 60
    assert ids(search(index, "putin", limit=100, since=NOW + timedelta(seconds=1))) == ["later"]


def test_since_and_until_bound_the_time(index: Index) -> None:
    write(index, *(revision(1, item_id=f"wire:{h}", published_at=NOW - timedelta(hours=h)) for h in range(5)))
    found = search(index, "putin", since=NOW - timedelta(hours=3), until=NOW - timedelta(hours=1))
    assert ids(found) == ["wire:2", "wire:3"]
    assert ids(search(index, "published_at:<1970")) == []


def test_a_date_in_the_future_does_not_stand_above_the_news(index: Index) -> None:
    write(index, revision(1, item_id="soon", published_at=datetime(2099, 1, 1, tzinfo=NOW.tzinfo)))
    write(index, revision(1, item_id="now", published_at=NOW + timedelta(minutes=1)))
    assert ids(search(index, "*")) == ["now", "soon"]
    assert ids(search(index, "published_at:2099")) == []


@pytest.mark.parametrize("flag", ["future", "impossible"])
def test_a_date_that_is_flagged_is_not_believed(index: Index, flag: str) -> None:
    ahead = NOW + timedelta(hours=5)
    write(index, revision(1, item_id="ahead", published_at=ahead, published_flags=(flag,)))
    write(index, revision(1, item_id="now", published_at=NOW + timedelta(minutes=1)))
    assert ids(search(index, "*")) == ["now", "ahead"]
    assert ids(search(index, "*", since=NOW + timedelta(hours=1))) == []


def test_by_relevance_the_title_and_the_rarer_word_weigh_more(index: Index) -> None:
    filler = [revision(1, "Trade", "gas " * 3 + "report", item_id=f"wire:{n}") for n in range(20)]
    write(
        index,
        *filler,
        revision(
            1,
            "Pipeline gas",
            "gas pipeline gas pipeline",
            item_id="best",
            published_at=NOW - timedelta(days=9),
        ),
    )
    answer = search(index, "gas OR pipeline", order="relevance", limit=5)
    assert ids(answer)[0] == "best"
    assert [hit.score for hit in answer.hits] == sorted((hit.score for hit in answer.hits), reverse=True)


@pytest.mark.parametrize("order", ["newest", "relevance"])
def test_one_hit_a_story_where_asked_for(index: Index, order: Order) -> None:
    first = item("wire:1", published_at=NOW - timedelta(hours=1))
    write(
        index,
        coverage(first),
        coverage(item("wire:2"), story=story(first, copies=2)),
        revision(1, item_id="wire:3"),
    )
    assert len(ids(search(index, "putin", order=order, one_per_story=True))) == 2
    assert len(ids(search(index, "putin", order=order))) == 3


def test_snippets_show_the_place_that_matched(index: Index) -> None:
    body = (
        "The ministry spoke. " * 40
        + "Then the Power of Siberia pipeline was named. "
        + "More words follow. " * 40
    )
    write(index, revision(1, "Talks", body))
    (hit,) = search(index, '"power of siberia"').hits
    (snippet,) = hit.snippets
    assert [snippet.text[a:b] for a, b in snippet.highlights] == ["Power of Siberia"]
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert len(snippet.text) <= 200


def test_an_index_keeps_its_uuid_and_a_new_one_has_another(make_index: MakeIndex) -> None:
    one, other = make_index(), make_index()
    assert one.uuid() == one.uuid()
    assert one.uuid() != other.uuid()


def with_entities(item_id: str, number: int, count: int, *, retracted: bool = False) -> Coverage:
    words = [f"Name{n}r{number}" for n in range(count)]
    of = item(item_id, "Names", " ".join(words) or "none")
    facts = Facts(entities=tuple(entity(f"e{n}", of.text, word) for n, word in enumerate(words)))
    return coverage(
        of, revision=number, facts=Facts() if retracted else facts, highest_slot=4, retracted=retracted
    )


histories = st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=5)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(histories, st.data())
def test_any_order_and_repetition_of_revisions_leaves_the_newest_ones_facts(
    index: Index, history: list[tuple[int, bool]], data: st.DataObject
) -> None:
    item_id, before = f"wire:{next(_NUMBERS)}", index.count()
    revisions = [
        with_entities(item_id, n + 1, count, retracted=gone) for n, (count, gone) in enumerate(history)
    ]
    repeats = data.draw(st.lists(st.sampled_from(revisions), max_size=6))
    shuffled = data.draw(st.permutations([*revisions, *repeats]))
    for batch in _batches(data, [document_of(each) for each in shuffled]):
        assert all(answer.outcome == "ok" for answer in index.write(batch))
    newest = revisions[-1]
    assert index.get(item_id) == (None if newest.retracted else newest)
    for each in revisions:
        for number, name in enumerate(e.name for e in each.facts.entities):
            found = ids(search(index, f'item_id:"{item_id}" AND entity:{name}'))
            assert found == ([item_id] if each is newest else []), number
    assert index.count() - before == (not newest.retracted)


def _batches(data: st.DataObject, documents: list[IndexDocument]) -> Iterable[list[IndexDocument]]:
    while documents:
        size = data.draw(st.integers(1, len(documents)))
        yield documents[:size]
        documents = documents[size:]


def test_every_document_is_told_in_the_order_of_ids_with_tombstones(index: Index) -> None:
    many = [revision(1, item_id=f"wire:{n:04}") for n in range(450)]
    write(index, *many, revision(2, item_id="wire:0007", retracted=True))
    told = list(index.documents())
    assert [each.item_id for each in told] == [each.item.item_id for each in many]
    assert (told[7].version, told[7].coverage) == (20, None)
    assert [each.coverage for each in told if each.item_id != "wire:0007"] == [*many[:7], *many[8:]]
    assert [each.item_id for each in index.documents("wire:0448")] == ["wire:0449"]


@pytest.fixture(params=["memory", "sqlite", "elasticsearch"])
def versions(request: pytest.FixtureRequest, tmp_path: Path) -> IndexVersions:
    """Versions of an index, none of them made yet."""
    match request.param:
        case "elasticsearch":
            server: ElasticServer = request.getfixturevalue("elasticsearch")
            return server.versions()
        case "sqlite":
            return SqliteIndexVersions(tmp_path)
        case _:
            return MemoryIndexVersions()


def test_versions_are_apart_and_searches_see_one_of_them(versions: IndexVersions) -> None:
    assert (versions.live(), list(versions.names())) == ("g1", [])
    first, second = versions.open("g1"), versions.open("g10")
    second.write([document_of(revision(1))])
    assert (first.count(), second.count()) == (0, 1)
    assert list(versions.names()) == ["g1", "g10"]
    versions.open("g2").close()
    assert list(versions.names()) == ["g1", "g2", "g10"]
    versions.point("g10")
    versions.point("g10")
    assert versions.live() == "g10"
    assert first.uuid() != second.uuid()
    first.close()
    second.close()
    again = versions.open("g10")
    assert again.count() == 1
    assert versions.size_bytes("g10") > 100
    again.close()


def test_a_dropped_version_is_gone_and_the_live_one_cannot_be_dropped(versions: IndexVersions) -> None:
    versions.open("g1").close()
    versions.open("g2").close()
    versions.point("g2")
    with pytest.raises(ConfigurationError, match="swap"):
        versions.drop("g2")
    versions.drop("g1")
    versions.drop("g1")
    assert list(versions.names()) == ["g2"]
    assert versions.size_bytes("g1") == 0


def test_a_search_out_of_time_says_so_and_gives_what_it_has(index: Index) -> None:
    write(index, *(revision(1, item_id=f"wire:{n}") for n in range(5)))
    answer = search(index, "putin", within_s=0.0)
    assert (answer.is_all, answer.out_of_time) == (False, True)
    assert len(answer.hits) < 5
    assert not search(index, "putin", within_s=60.0).out_of_time


def test_everything_that_matches_comes_whole_the_newest_first_whatever_the_limit(index: Index) -> None:
    many = [
        revision(
            1,
            f"Xi meets Putin {number}",
            item_id=f"wire:{number}",
            published_at=NOW - timedelta(minutes=number),
        )
        for number in range(30)
    ]
    write(index, *many, revision(1, "Rain in Rome", item_id="wire:rain"))
    request = SearchRequest(parse_query("putin", names_for=lambda name: ()), limit=3, order="relevance")
    found = list(index.found(request))
    assert [each.item.item_id for each in found] == [each.item.item_id for each in many]
    assert found[0] == many[0]


def test_what_is_found_whole_keeps_to_the_time_and_to_one_of_a_story(index: Index) -> None:
    first = revision(1, item_id="wire:1", published_at=NOW - timedelta(hours=2))
    copy = revision(
        1, item_id="wire:2", published_at=NOW - timedelta(hours=1), story=story(first.item, copies=2)
    )
    late = revision(1, item_id="wire:3", published_at=NOW)
    write(index, first, copy, late)
    query = parse_query("putin", names_for=lambda name: ())
    request = SearchRequest(query, until=NOW, one_per_story=True)
    assert [each.item.item_id for each in index.found(request)] == ["wire:2"]


def test_more_than_a_page_is_found_without_a_gap_or_a_repeat(tmp_path: Path) -> None:
    with_pages = SqliteIndex(tmp_path / "pages.db")
    write(with_pages, *(revision(1, item_id=f"wire:{number}") for number in range(1_203)))
    found = [
        each.item.item_id
        for each in with_pages.found(SearchRequest(parse_query("putin"), one_per_story=False))
    ]
    assert len(found) == len(set(found)) == 1_203
