"""complete: which pages are asked for, what becomes of them, and that nothing waits."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from consumers.classify.stage import ClassifyStage, Revision, decide_sighting
from consumers.classify.watch import watches_in_force
from consumers.cluster.stage import ClusterStage
from consumers.complete.completing import completed
from consumers.complete.ports import Answer, Missed, Page
from consumers.complete.stage import CompleteStage
from consumers.complete.wanted import next_try
from consumers.extract.stage import ExtractStage
from consumers.gazetteer import load_gazetteer
from consumers.outputs import output
from consumers.run import StageLoop, Turn
from schemas import topics as t
from schemas.coverage import Coverage
from schemas.page import PageState
from schemas.sighting import Sighting
from schemas.wire import ORIGIN
from tests.builders import NOW, item, sighting
from wirewatch.adapters.memory_log import MemoryLog

TITLE = "Putin to visit China"
TEASER = "The Kremlin has announced a visit."
TEXT = (
    "MOSCOW, Nov 23, 2026 (Wire) - Russian President Vladimir Putin will visit China on December 1, the Kremlin said. "
    "Trade between China and Russia reached $244.8 billion in 2024. "
    "\u201cWe are friends,\u201d Chinese Foreign Minister Wang Yi said in Beijing. The two sides will sign an agreement on gas."
)


class FakePages:
    """Pages as a test wants them."""

    def __init__(self, found: Page | Missed | None = None, room: int = 10) -> None:
        self.found, self._room = found, room
        self.asked: list[tuple[str, int, str]] = []
        self._waiting: list[Answer] = []

    def ask(self, item_id: str, revision: int, link: str) -> None:
        self.asked.append((item_id, revision, link))
        if self.found is not None:
            self._waiting.append(Answer(item_id, revision, self.found))

    def answers(self) -> Sequence[Answer]:
        found, self._waiting = self._waiting, []
        return found

    def room(self) -> int:
        return self._room


def page(text: str = TEXT, **fields: Any) -> Page:
    made: dict[str, Any] = {
        "address": "https://wire.example/1",
        "fetched_at": NOW,
        "page_sha256": "c" * 64,
        "text": text,
    }
    return Page(**(made | fields))


def teaser(**changes: Any) -> Sighting:
    return sighting(item("wire:1", TITLE, TEASER, **changes))


class Room:
    """The stages from sightings to coverage over one log; every turn is a process of its own."""

    def __init__(self, pages: FakePages | None) -> None:
        self.log, self.pages, self.now = MemoryLog(), pages, NOW

    def see(self, *sightings: Sighting, origin: str = "live") -> None:
        outputs = [output(t.ITEMS, each.item.item_id, each, {ORIGIN: origin}) for each in sightings]
        self.log.open_stage("wirewatch.poll").commit(outputs, {})

    def run(self) -> list[Turn]:
        turns = []
        for _ in range(3):
            stages = (
                ClassifyStage(watches_in_force(), load_gazetteer()),
                CompleteStage(self.pages),
                ExtractStage(),
                ClusterStage(),
            )
            for stage in stages:
                loop = StageLoop(
                    stage, self.log.open_stage(stage.spec.group, stage.spec.reads), lambda: self.now
                )
                turns += [loop.turn(), loop.turn(), loop.turn()]
        return turns

    def coverage(self) -> list[Coverage]:
        return [Coverage.model_validate_json(record.value) for record in self.log.records(t.COVERAGE.name)]

    def state(self) -> PageState:
        ((_, value),) = self.log.compacted(t.PAGES_STATE.name)
        return PageState.model_validate_json(value)


def test_a_teaser_goes_on_at_once_and_is_completed_by_its_page_as_no_edit() -> None:
    room = Room(FakePages(page()))
    room.see(teaser())
    room.run()
    first, whole = room.coverage()
    assert (first.item.text_from, first.item.completeness, first.revision) == ("feed", "summary", 1)
    assert (whole.item.text_from, whole.item.completeness, whole.revision) == ("page", "full", 1)
    assert whole.item.text == f"{TITLE}\n\n{TEXT}"
    assert whole.changes == ()
    assert whole.story.copies == 1
    assert {amount.value for amount in whole.facts.amounts} == {"244800000000"}
    assert whole.facts.quotes
    assert not first.facts.amounts
    assert (room.state().state, room.state().sighting) == ("taken", None)
    assert room.pages is not None
    assert room.pages.asked == [("wire:1", 1, "https://wire.example/wire:1")]


def test_a_page_that_shows_the_item_is_not_about_the_two_takes_it_back() -> None:
    room = Room(
        FakePages(page("A porcelain shop opens in the old town of Tver, the bakery beside it says. " * 6))
    )
    room.see(
        sighting(
            item("wire:1", "Porcelain shop opens", "Putin and Xi Jinping agree on gas from Russia to China.")
        )
    )
    room.run()
    assert [each.retracted for each in room.coverage()] == [False, True]
    assert room.log.count(t.DROPPED.name) == 1


@pytest.mark.parametrize(
    ("seen", "origin", "reason"),
    [
        (teaser(completeness="full"), "live", "whole"),
        (teaser(link=None), "live", "whole"),
        (teaser(origin="backfill"), "live", "not_live"),
        (teaser(), "replay", "not_live"),
        (sighting(item("wire:1", "Putin meets Xi in Moscow", "Rain"), withdrawn=True), "live", None),
    ],
)
def test_no_page_is_fetched_of_what_is_whole_old_or_replayed(
    seen: Sighting, origin: str, reason: str | None
) -> None:
    room = Room(FakePages(page()))
    room.see(seen, origin=origin)
    turns = room.run()
    assert room.pages is not None
    assert room.pages.asked == []
    skipped = [name for turn in turns if turn.stage == "complete" for name in turn.skipped]
    assert skipped == ([reason] if reason else [])


def test_without_pages_every_item_passes_by() -> None:
    room = Room(None)
    room.see(teaser())
    room.run()
    assert len(room.coverage()) == 1
    assert room.log.count(t.PAGES_STATE.name) == 0


def test_what_may_pass_is_tried_again_later_and_given_up_in_the_end() -> None:
    pages = FakePages(Missed("server_error"))
    room = Room(pages)
    room.see(teaser())
    for expected in range(1, 5):
        room.run()
        assert (len(pages.asked), room.state().tries) == (expected, expected)
        room.run()
        assert len(pages.asked) == expected
        room.now += timedelta(hours=2)
    assert (room.state().state, room.state().failure) == ("failed", "server_error")
    room.run()
    assert len(pages.asked) == 4
    assert len(room.coverage()) == 1


def test_what_cannot_pass_is_not_tried_again() -> None:
    room = Room(FakePages(Missed("not_found")))
    room.see(teaser())
    room.run()
    assert (room.state().state, room.state().failure, room.state().tries) == ("failed", "not_found", 1)


def test_a_page_that_is_awaited_when_the_process_ends_is_asked_for_by_the_next() -> None:
    pages = FakePages(None)
    room = Room(pages)
    room.see(teaser())
    room.run()
    assert {asked[0] for asked in pages.asked} == {"wire:1"}
    pages.found = page()
    room.run()
    assert room.coverage()[-1].item.text_from == "page"


def test_an_edit_is_completed_anew_and_a_page_of_the_revision_before_is_outdated() -> None:
    room = Room(FakePages(page()))
    room.see(teaser())
    room.run()
    edited = sighting(
        item("wire:1", TITLE, "The Kremlin has announced a visit to Beijing."), content_sha256="b" * 64
    )
    room.see(edited)
    room.run()
    found = room.coverage()
    assert [(each.revision, each.item.text_from) for each in found] == [
        (1, "feed"),
        (1, "page"),
        (2, "feed"),
        (2, "page"),
    ]
    assert found[-1].changes == ()
    assert all(change.kind != "amount" for change in found[2].changes)


def test_the_same_feed_entry_again_is_still_a_repeat_after_its_page_came() -> None:
    room = Room(FakePages(page()))
    room.see(teaser())
    room.run()
    room.see(teaser())
    room.run()
    assert len(room.coverage()) == 2


def test_a_page_for_a_revision_that_is_no_longer_in_force_is_outdated() -> None:
    made = completed(teaser(), 1, page())
    assert isinstance(made, Sighting)
    first = decide_sighting(teaser(), None, watches_in_force(), load_gazetteer())
    assert isinstance(first, Revision)
    later = first.state.model_copy(update={"revision": 2})
    assert decide_sighting(made, later, watches_in_force(), load_gazetteer()) == "outdated_page"
    assert decide_sighting(made, None, watches_in_force(), load_gazetteer()) == "outdated_page"


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (page("Accept cookies to go on. " * 30), "mismatch"),
        (page("Putin to visit China. Short."), "no_text"),
        (page("Putin to visit China. " + "Subscribe to read on. " * 10, is_paid=True), "paywall"),
        (page(""), "no_text"),
    ],
)
def test_what_is_not_the_article_is_told_from_it(found: Page, why: str) -> None:
    assert completed(teaser(), 1, found) == why


def test_tries_are_further_and_further_apart_and_a_server_may_ask_for_more() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    waits = [next_try(tries, "timeout", None, at) for tries in (1, 2, 3, 4)]
    assert waits == [at + timedelta(minutes=1), at + timedelta(minutes=10), at + timedelta(hours=1), None]
    assert next_try(1, "rate_limited", 7200, at) == at + timedelta(hours=2)
    assert next_try(1, "rate_limited", 10**9, at) == at + timedelta(hours=6)
    assert next_try(1, "paywall", None, at) is None
