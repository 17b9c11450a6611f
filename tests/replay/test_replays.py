"""What a replay rebuilds and what it leaves as it is."""

from datetime import timedelta
from pathlib import Path

import pytest

from consumers.ports import Position
from consumers.replay.generations import generations_of, lag
from consumers.replay.rebuilding import FOLLOWING
from consumers.replay.scoped import ScopedLog
from schemas import topics as t
from schemas.control import Selected
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError
from tests.builders import item, sighting
from tests.replay.conftest import DAYS
from tests.replay.newsroom import FIRST_DAY, Newsroom, days_of, news
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.settings import Settings, load_settings
from wirewatch.stores import open_log

SECOND_WATCH = Path(__file__).resolve().parents[1] / "unit/consumers/classify/data/kazakhstan-china.toml"
PAIR = "China and Russia sign a gas agreement in Beijing, Putin says"
KAZAKH = "Kazakhstan and China agree on a gas pipeline, Tokayev says"
ONE_DAY = Selected(
    since=FIRST_DAY + timedelta(days=5, hours=-12), until=FIRST_DAY + timedelta(days=6, hours=-12)
)


def with_second_watch(room: Newsroom) -> Settings:
    return load_settings(data=room.path, watches=(SECOND_WATCH,))


def test_with_unchanged_rules_the_new_index_is_equal_byte_for_byte(room: Newsroom) -> None:
    name, compared = room.replay()
    live = room.documents("g1")
    assert len(live) > 30
    assert room.documents(name) == live
    assert (compared.compared, compared.equal, compared.changes) == (
        compared.live_items,
        compared.live_items,
        (),
    )


def test_three_processes_make_the_same_as_one(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "data", partitions=3)
    room.publish(news(4, 8))
    name, compared = room.replay(processes=3)
    assert room.documents(name) == room.documents("g1")
    assert compared.compared > 10


def test_a_day_replayed_swapped_and_rolled_back_leaves_all_days_each_time(room: Newsroom) -> None:
    days = room.found_days()
    assert len(days) == DAYS
    name, compared = room.replay(ONE_DAY)
    assert 0 < compared.compared < 10
    assert room.found_days() == days
    room.swap(name)
    assert (room.versions.live(), room.found_days()) == (name, days)
    room.rollback()
    assert (room.versions.live(), room.found_days()) == ("g1", days)
    assert room.documents(name) == room.documents("g1")


def test_only_what_was_selected_is_made_with_new_rules(room: Newsroom) -> None:
    room.settings = with_second_watch(room)
    before = room.documents("g1")
    name, compared = room.replay(ONE_DAY)
    after = room.documents(name)
    changed = {key: after[key] for key in before if after[key] != before[key]}
    assert set(days_of(changed)) == {"2026-10-06"}
    assert [kind.kind for kind in compared.changes if kind.items == compared.compared] == ["verdicts"]
    assert "kazakhstan-china" in compared.examples[0].after


def test_items_that_become_relevant_are_found_and_placed_and_those_no_longer_are_gone(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "data")
    seen = [
        sighting(item("a", PAIR, "It was signed.", first_seen_at=FIRST_DAY, published_at=FIRST_DAY)),
        sighting(item("b", KAZAKH, "It was signed.", first_seen_at=FIRST_DAY, published_at=FIRST_DAY)),
        sighting(item("c", KAZAKH, "It was signed.", first_seen_at=FIRST_DAY, published_at=FIRST_DAY)),
    ]
    room.publish(seen)
    assert set(room.documents("g1")) == {"a"}
    room.settings = with_second_watch(room)
    wider, compared = room.replay()
    assert {kind.kind: kind.items for kind in compared.changes}["found anew"] == 2
    stories = {
        key: Coverage.model_validate_json(source).story for key, (_, source) in room.documents(wider).items()
    }
    assert (stories["b"].story_id, stories["c"].story_id, stories["c"].copies) == ("b", "b", 2)
    room.swap(wider)
    room.settings = load_settings(data=room.path)
    narrower, compared = room.replay()
    assert {kind.kind: kind.items for kind in compared.changes}["no longer found"] == 2
    assert set(room.documents(narrower)) == {"a"}


def test_what_comes_while_a_replay_looks_at_live_is_in_it_once_and_whole(room: Newsroom) -> None:
    late = FIRST_DAY + timedelta(days=DAYS)
    known = sorted(room.documents("g1"))
    steps: list[str] = []

    def told(step: str, done: int, total: int) -> None:
        """An edit of a known item and a new item come between any two steps."""
        if step in steps or not step.startswith(("looking", "copy", "feed", "rebuild", "place")):
            return
        steps.append(step)
        n = len(steps)
        edited = sighting(item(known[n], PAIR, f"Edit {n}.", first_seen_at=late, published_at=late))
        fresh = sighting(
            item(f"late:{n}", f"{PAIR} for the {n}th time", "", first_seen_at=late, published_at=late)
        )
        by_old_rules.publish([edited, fresh])

    by_old_rules = Newsroom(room.path)
    room.settings = with_second_watch(room)
    name, _ = room.replay(ONE_DAY, told=told)
    assert len(steps) >= 6
    room.swap(name)
    live, after = room.documents("g1"), room.documents(name)
    assert {key: version for key, (version, _) in after.items()} == {
        key: version for key, (version, _) in live.items()
    }
    for n in range(1, len(steps) + 1):
        for key in (known[n], f"late:{n}"):
            assert b"kazakhstan-china" in after[key][1], f"{key} has the old rules' verdicts"


def test_a_generation_reads_on_until_it_is_dropped_so_that_no_swap_loses_anything(room: Newsroom) -> None:
    name, _ = room.replay(ONE_DAY)
    room.swap(name)
    later = FIRST_DAY + timedelta(days=DAYS)
    room.publish([sighting(item("new", PAIR, "", first_seen_at=later, published_at=later))])
    assert "new" in room.documents(name)
    room.rollback()
    assert "new" in room.documents("g1")
    room.drop(name)
    log = open_log(room.folder)
    assert [each.name for each in generations_of(log).generations] == ["g1"]
    assert ScopedLog(log, name).count(t.COVERAGE.name) == 0
    assert not log.committed(f"wirewatch.{name}.classify")
    log.close()
    assert list(room.versions.names()) == ["g1"]


def test_a_drop_that_was_cut_short_is_finished_by_the_next(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, _ = room.replay(ONE_DAY)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(SqliteLog, "drop_topics", killed)
        with pytest.raises(KeyboardInterrupt):
            room.drop(name)
    log = open_log(room.folder)
    assert generations_of(log).named(name) is None
    assert ScopedLog(log, name).count(t.COVERAGE.name) > 0
    room.drop(name)
    assert ScopedLog(log, name).count(t.COVERAGE.name) == 0
    log.close()
    assert list(room.versions.names()) == ["g1"]
    with pytest.raises(ConfigurationError, match="no generation"):
        room.drop(name)


def test_the_live_generation_cannot_be_dropped_and_an_unknown_one_not_swapped_to(room: Newsroom) -> None:
    with pytest.raises(ConfigurationError, match="g1 is live"):
        room.drop("g1")
    with pytest.raises(ConfigurationError, match="no generation g7"):
        room.swap("g7")
    with pytest.raises(ConfigurationError, match="no swap to roll back"):
        room.rollback()


def test_the_first_generation_can_be_dropped_once_another_is_live_and_the_stream_goes_on(
    room: Newsroom,
) -> None:
    name, _ = room.replay()
    room.swap(name)
    room.drop("g1")
    later = FIRST_DAY + timedelta(days=DAYS)
    room.publish([sighting(item("new", PAIR, "", first_seen_at=later, published_at=later))])
    assert "new" in room.documents(name)
    again, compared = room.replay(ONE_DAY)
    assert again == "g3"
    assert compared.equal == compared.compared > 0


@pytest.mark.parametrize(("alerts", "start"), [(False, "next"), (True, "first")])
def test_after_a_swap_match_begins_with_what_comes_unless_alerts_were_asked_for(
    room: Newsroom, alerts: bool, start: str
) -> None:
    name, _ = room.replay(ONE_DAY, alerts=alerts)
    room.swap(name)
    log = open_log(room.folder)
    theirs = ScopedLog(log, name)
    bounds = theirs.bounds(t.COVERAGE.name)
    assert bounds[0].next > bounds[0].first
    assert theirs.committed("wirewatch.match") == {Position(t.COVERAGE.name, 0): getattr(bounds[0], start)}
    assert lag(log, name, FOLLOWING) == 0
    log.close()


def test_selecting_by_offset_feed_and_query(room: Newsroom) -> None:
    _, by_offset = room.replay(Selected(offsets=("0:0-10",)))
    _, by_feed = room.replay(Selected(feeds=("nobody",)))
    _, by_source = room.replay(Selected(feeds=("wire",)))
    _, by_query = room.replay(Selected(query="lang:ru"))
    everything = by_source.compared
    assert 0 < by_offset.compared < 11
    assert by_feed.compared == 0
    assert 0 < by_query.compared < everything == by_source.live_items
    for compared in (by_offset, by_feed, by_source, by_query):
        assert (compared.equal, compared.next_items) == (compared.compared, compared.live_items)


@pytest.mark.parametrize("offsets", ["", "0", "0:5-5", "0:9-3", "a:1-2", "0:-4"])
def test_a_part_of_a_partition_that_is_none_is_one_sentence(room: Newsroom, offsets: str) -> None:
    with pytest.raises(ConfigurationError, match="PARTITION:FROM-TO"):
        room.replay(Selected(offsets=(offsets,)))
