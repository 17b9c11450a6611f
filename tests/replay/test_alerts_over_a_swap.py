"""Rules are asked once about every revision, whichever generation is live when."""

from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from consumers.outputs import read
from consumers.ports import Log
from consumers.replay.generations import generations_of, log_of
from consumers.replay.handover import asked_before
from consumers.stage import Stage
from schemas import topics as t
from schemas.match import Match
from schemas.sighting import Sighting
from tests.builders import item, sighting
from tests.replay.newsroom import FIRST_DAY, Newsroom, news
from wirewatch.clock import now
from wirewatch.replay.swap import swap
from wirewatch.settings import load_settings
from wirewatch.stream import Stream
from wirewatch.wiring import make_item_stages, make_live_stages, make_loops, parts_of

RULES = '[[rule]]\nid = "all"\nname = "All"\nquery = "*"\nchannels = ["jsonl"]\n'


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """A newsroom with four days of news, whose rule matches everything, and a second generation of it."""
    (tmp_path / "rules.toml").write_text(RULES)
    made = Newsroom(tmp_path / "data")
    made.settings = load_settings(data=made.path, rules=tmp_path / "rules.toml", full_text=False)
    made.publish(news(4, 6), and_read=False)
    run(made, "g1")
    made.replay()
    return made


def run(room: Newsroom, generation: str, *, matching: bool = True) -> None:
    """What stands in a run before decide, for one generation."""
    log, index = room.log(), room.versions.open(generation)
    parts = parts_of(room.settings, index, {})
    stages: tuple[Stage, ...] = make_item_stages(parts)
    if matching:
        stages += make_live_stages(parts, lambda: asked_before(log, generation))
    stream = Stream(make_loops(log_of(log, generation), stages, now), lambda turn: None)
    assert stream.drain()
    stream.close()
    index.close()
    log.close()


def late(name: str) -> Sighting:
    seen = FIRST_DAY + timedelta(days=40)
    title = f"China and Russia sign the {name} agreement in Beijing"
    return sighting(item(name, title, "", first_seen_at=seen, published_at=seen))


def matched(log: Log) -> Counter[tuple[str, int]]:
    found = (read(Match, t.MATCHES, record) for record in log.records(t.MATCHES.name))
    return Counter((each.item_id, each.revision) for each in found)


def test_a_swap_while_match_lags_leaves_no_revision_out(room: Newsroom) -> None:
    room.publish([late("a"), late("b")])
    room.swap("g2")
    run(room, "g2")
    found = matched(room.log())
    assert (found["a", 1], found["b", 1]) == (1, 1)
    assert max(found.values()) == 1


def test_what_live_asked_about_while_a_swap_was_under_way_is_not_asked_about_again(room: Newsroom) -> None:
    told: list[str] = []

    def between(name: str, waiting: int) -> None:
        """Once match of the new generation is set, news come, and live reads and matches them."""
        if name == "g1" and not waiting and "g1" not in told:
            room.publish([late("c")], and_read=False)
            run(room, "g1")
            room.publish([late("d")], and_read=False)
        told.append(name)

    with room.control() as control:
        swap(room.settings, room.folder, control, room.versions, "g2", between)
    log = room.log()
    assert generations_of(log).live == "g2"
    assert (matched(log)["c", 1], matched(log)["d", 1]) == (1, 0)
    run(room, "g2")
    run(room, "g2")
    found = matched(log)
    assert (found["c", 1], found["d", 1]) == (1, 1)
    assert max(found.values()) == 1
    log.close()


def test_a_rollback_asks_once_too(room: Newsroom) -> None:
    room.swap("g2")
    room.publish([late("e")], and_read=False)
    run(room, "g2")
    run(room, "g1", matching=False)
    with room.control() as control:
        swap(room.settings, room.folder, control, room.versions, "g1")
    room.publish([late("f")], and_read=False)
    run(room, "g2", matching=False)
    run(room, "g1")
    found = matched(room.log())
    assert (found["e", 1], found["f", 1]) == (1, 1)
    assert max(found.values()) == 1


def test_a_generation_that_is_dropped_at_once_leaves_nothing_to_be_asked_twice(room: Newsroom) -> None:
    swap_while_c_arrives(room)
    room.drop("g1")
    run(room, "g2")
    assert matched_c(room) == 1


def swap_while_c_arrives(room: Newsroom) -> None:
    """Swap to g2, with an item that comes between the two looks at what waits for g1."""

    def between(name: str, waiting: int) -> None:
        if name == "g1" and not waiting and not matched_c(room):
            room.publish([late("c")], and_read=False)
            run(room, "g1")

    with room.control() as control:
        swap(room.settings, room.folder, control, room.versions, "g2", between)


def matched_c(room: Newsroom) -> int:
    with closing(room.log()) as log:
        return matched(log)["c", 1]


def test_a_rollback_while_nothing_runs_asks_once_too(room: Newsroom) -> None:
    swap_while_c_arrives(room)
    room.rollback()
    run(room, "g2", matching=False)
    run(room, "g1")
    assert matched_c(room) == 1
