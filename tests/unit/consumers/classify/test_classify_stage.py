"""The stage: repeats, revisions, what travels and what is dropped, retractions."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest

from consumers.classify.stage import ClassifyStage, Revision, decide_sighting
from consumers.classify.watch import Watch
from consumers.gazetteer.gazetteer import Gazetteer
from consumers.outputs import output
from consumers.ports import Holding, Record
from consumers.stage import Dead, Emit, Outcome, Skip
from schemas.classified import Classified
from schemas.dropped import Dropped
from schemas.item_state import ItemState
from schemas.sighting import Sighting
from schemas.topics import CLASSIFIED, DROPPED, ITEMS, ITEMS_STATE
from tests.builders import item, sha256, sighting

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RELEVANT = ("Putin and Xi sign gas deal", "The presidents of Russia and China met in Beijing.")
IRRELEVANT = ("Ferry resumes", "It crosses the lake twice a day.")
POSSIBLE = ("Tula museum reopens", "A Chinese vase was moved to the cellar.")


class KeptStates:
    """Committed states, as a log would show them."""

    def __init__(self, states: dict[str, bytes] | None = None) -> None:
        self.states = states or {}

    def holding(self) -> Holding:
        return Holding()

    def lookup(self, topic: str, key: str) -> bytes | None:
        return self.states.get(key) if topic == ITEMS_STATE.name else None

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        yield from sorted(self.states.items())


def _seen(words: tuple[str, str], *, withdrawn: bool = False) -> Sighting:
    return sighting(item(title=words[0], body=words[1]), withdrawn=withdrawn)


def _record(seen: Sighting, offset: int = 0) -> Record:
    written = output(ITEMS, seen.item.item_id, seen, trace_id="t-1", origin="live")
    assert written.value is not None
    return Record(ITEMS.name, 0, offset, written.key, written.value, written.headers, NOW)


@pytest.fixture
def stage(watch: Watch, gazetteer: Gazetteer) -> ClassifyStage:
    return ClassifyStage((watch,), gazetteer)


def _topics_of(outcome: Outcome) -> list[str]:
    assert isinstance(outcome, Emit | Skip)
    return [written.topic for written in outcome.outputs]


def test_a_relevant_item_travels_on_as_revision_one(stage: ClassifyStage) -> None:
    (outcome,) = stage.handle([_record(_seen(RELEVANT))], KeptStates(), NOW)

    assert isinstance(outcome, Emit)
    assert _topics_of(outcome) == [ITEMS_STATE.name, CLASSIFIED.name]
    travelled = outcome.outputs[1]
    assert {**travelled.headers}.items() >= {"trace_id": "t-1", "origin": "live", "revision": "1"}.items()
    classified = Classified.model_validate_json(travelled.value or b"")
    assert (classified.revision, classified.language, classified.relevant) == (1, "en", True)


def test_an_irrelevant_item_ends_here_with_its_reasons(stage: ClassifyStage) -> None:
    (outcome,) = stage.handle([_record(_seen(IRRELEVANT))], KeptStates(), NOW)

    assert isinstance(outcome, Skip)
    assert outcome.reason == "irrelevant"
    assert _topics_of(outcome) == [ITEMS_STATE.name, DROPPED.name]
    dropped = Dropped.model_validate_json(outcome.outputs[1].value or b"")
    assert dropped.verdicts[0].reasons[0].rule == "party_missing"
    assert (dropped.stage, dropped.title, dropped.revision) == ("classify", "Ferry resumes", 1)


def test_a_possible_item_travels_on_unsettled(watch: Watch, gazetteer: Gazetteer) -> None:
    decided = decide_sighting(_seen(POSSIBLE), None, (watch,), gazetteer)

    assert isinstance(decided, Revision)
    assert decided.travels
    assert (decided.travels.relevant, decided.travels.open, decided.state.relevant) == (False, True, True)


def test_the_same_content_again_is_a_repeat(stage: ClassifyStage) -> None:
    records = [_record(_seen(RELEVANT), 0), _record(_seen(RELEVANT), 1)]

    first, second = stage.handle(records, KeptStates(), NOW)

    assert isinstance(first, Emit)
    assert second == Skip("repeat")


def test_a_batch_handled_twice_writes_nothing_the_second_time(stage: ClassifyStage) -> None:
    records = [_record(_seen(RELEVANT)), _record(_seen(IRRELEVANT), 1)]
    first: Sequence[Outcome] = stage.handle(records, KeptStates(), NOW)
    states = {
        written.key: written.value or b""
        for outcome in first
        if isinstance(outcome, Emit | Skip)
        for written in outcome.outputs
        if written.topic == ITEMS_STATE.name
    }

    assert stage.handle(records[1:], KeptStates(states), NOW) == [Skip("repeat")]


def test_changed_content_is_the_next_revision(watch: Watch, gazetteer: Gazetteer) -> None:
    previous = ItemState(revision=3, content_sha256=sha256("before"), relevant=True)

    decided = decide_sighting(_seen(RELEVANT), previous, (watch,), gazetteer)

    assert isinstance(decided, Revision)
    assert decided.travels
    assert decided.travels.revision == decided.state.revision == 4
    assert not decided.travels.retracted


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_was_relevant_and_is_no_more_is_retracted(
    watch: Watch, gazetteer: Gazetteer, withdrawn: bool
) -> None:
    previous = ItemState(revision=1, content_sha256=sha256("before"), relevant=True)
    words = RELEVANT if withdrawn else IRRELEVANT

    decided = decide_sighting(_seen(words, withdrawn=withdrawn), previous, (watch,), gazetteer)

    assert isinstance(decided, Revision)
    assert decided.travels
    assert decided.dropped
    assert decided.travels.retracted
    assert not decided.state.relevant


def test_what_never_was_relevant_is_not_retracted(watch: Watch, gazetteer: Gazetteer) -> None:
    previous = ItemState(revision=1, content_sha256=sha256("before"), relevant=False)

    decided = decide_sighting(_seen(IRRELEVANT), previous, (watch,), gazetteer)

    assert isinstance(decided, Revision)
    assert decided.travels is None
    assert decided.dropped


def test_a_withdrawal_counts_once_and_the_item_may_come_back(watch: Watch, gazetteer: Gazetteer) -> None:
    gone = decide_sighting(_seen(RELEVANT, withdrawn=True), None, (watch,), gazetteer)
    assert isinstance(gone, Revision)

    assert decide_sighting(_seen(RELEVANT, withdrawn=True), gone.state, (watch,), gazetteer) == "repeat"
    back = decide_sighting(_seen(RELEVANT), gone.state, (watch,), gazetteer)
    assert isinstance(back, Revision)
    assert back.travels
    assert back.travels.revision == 2


def _in_feed(feed: str, title: str, body: str = "", completeness: str = "headline") -> Sighting:
    return sighting(
        item(title=title, body=body, feed=f"https://wire.example/{feed}", completeness=completeness)
    )


FULL = _in_feed("full", *RELEVANT, "full")


@pytest.mark.parametrize(
    "copy",
    [
        _in_feed("headlines", RELEVANT[0]),
        _in_feed("headlines", "Talks end"),
        _in_feed("teasers", RELEVANT[0], "The presidents …", "summary"),
        _in_feed("teasers", RELEVANT[0], RELEVANT[1] + " They said much more that day …", "summary"),
        _in_feed("also-full", RELEVANT[0], RELEVANT[1][:-4], "full"),
    ],
    ids=["headline", "other headline", "teaser", "longer teaser", "shorter"],
)
def test_a_poorer_copy_in_another_feed_changes_nothing(stage: ClassifyStage, copy: Sighting) -> None:
    first, second = stage.handle([_record(FULL), _record(copy, 1)], KeptStates(), NOW)

    assert isinstance(first, Emit)
    assert second == Skip("poorer_copy")


@pytest.mark.parametrize("copy", [_in_feed("full", "Talks end"), _in_feed("full", *IRRELEVANT, "summary")])
def test_a_feed_may_shorten_its_own_item(watch: Watch, gazetteer: Gazetteer, copy: Sighting) -> None:
    first = decide_sighting(FULL, None, (watch,), gazetteer)
    assert isinstance(first, Revision)

    edited = decide_sighting(copy, first.state, (watch,), gazetteer)

    assert isinstance(edited, Revision)
    assert edited.travels
    assert edited.travels.retracted


def test_a_richer_copy_in_another_feed_is_the_next_revision(watch: Watch, gazetteer: Gazetteer) -> None:
    longer = _in_feed("also-full", RELEVANT[0], RELEVANT[1] + " They spoke of gas.", "full")
    known = None
    for copy in (
        _in_feed("headlines", "Talks end"),
        _in_feed("teasers", RELEVANT[0], "At last.", "summary"),
        FULL,
        longer,
    ):
        decided = decide_sighting(copy, known, (watch,), gazetteer)
        assert isinstance(decided, Revision)
        known = decided.state
        assert known.feed == copy.item.feed
    assert known
    assert (known.revision, known.completeness) == (4, "full")


def test_what_was_withdrawn_comes_back_from_any_feed(watch: Watch, gazetteer: Gazetteer) -> None:
    gone = decide_sighting(FULL.model_copy(update={"withdrawn": True}), None, (watch,), gazetteer)
    assert isinstance(gone, Revision)

    assert isinstance(
        decide_sighting(_in_feed("headlines", RELEVANT[0]), gone.state, (watch,), gazetteer), Revision
    )


def test_a_state_of_before_feeds_were_remembered_takes_any_change(watch: Watch, gazetteer: Gazetteer) -> None:
    previous = ItemState(revision=1, content_sha256=sha256("before"), relevant=True)

    assert isinstance(
        decide_sighting(_in_feed("headlines", "Talks end"), previous, (watch,), gazetteer), Revision
    )


def test_irrelevant_items_travel_on_marked_where_they_are_wanted(watch: Watch, gazetteer: Gazetteer) -> None:
    decided = decide_sighting(_seen(IRRELEVANT), None, (watch,), gazetteer, index_irrelevant=True)

    assert isinstance(decided, Revision)
    assert decided.travels
    assert decided.dropped is None
    assert not decided.travels.relevant


def test_bytes_that_are_no_sighting_are_dead(stage: ClassifyStage) -> None:
    good = _record(_seen(RELEVANT))
    bad = Record(good.topic, 0, 7, "wire:9", b"{}", good.headers, NOW)

    (outcome,) = stage.handle([bad], KeptStates(), NOW)

    assert isinstance(outcome, Dead)
    assert outcome.reason == "undecodable"


def test_the_clock_alone_brings_nothing_about(stage: ClassifyStage) -> None:
    assert stage.due(NOW) == ()
    assert stage.open(KeptStates(), NOW) is False
    assert stage.spec.name == "classify"
