"""Reports of one happening find each other in any language; what happens to happenings is recorded and explained."""

import json
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from consumers.cluster.profile import profile_of
from consumers.cluster.sameness import contradiction, sameness
from consumers.cluster.shared import is_rounding
from consumers.cluster.stage import ClusterStage
from consumers.outputs import output
from consumers.run import StageLoop
from schemas.coverage import Coverage
from schemas.event_state import EventState
from schemas.extracted import Extracted
from schemas.topics import COVERAGE, EVENTS_STATE, FACTS
from tests.unit.consumers.cluster.read import read
from wirewatch.adapters.memory_log import MemoryLog

GIVEN: list[dict[str, str]] = json.loads(Path(__file__).with_name("happenings.json").read_text("utf-8"))
NOT_FOUND = {"patrol": "the seas of a Russian report are in no gazetteer"}


def report(given: dict[str, str], item_id: str = "") -> Extracted:
    name = item_id or f"{given['happening']}.{given['report']}.{given['language']}"
    return read(name, given["title"], given["body"], source=given["source"], published=given["published"])


class Run:
    """A log with the cluster stage over it, restarted at will; `now` is the latest item's time."""

    def __init__(self) -> None:
        self.log, self.now = MemoryLog(), datetime.fromisoformat("2025-01-01T00:00:00Z")
        self.restart()

    def restart(self) -> None:
        self.stage = ClusterStage()
        stage_log = self.log.open_stage(self.stage.spec.group, self.stage.spec.reads)
        self.loop = StageLoop(self.stage, stage_log, lambda: self.now)

    def feed(self, *items: Extracted) -> list[Coverage]:
        before = self.log.count(COVERAGE.name)
        for item in items:
            self.now = max(self.now, item.item.first_seen_at)
            self.log.open_stage("wirewatch.extract").commit([output(FACTS, item.item.item_id, item)], {})
            self.loop.turn()
        return [Coverage.model_validate_json(r.value) for r in list(self.log.records(COVERAGE.name))[before:]]

    def events(self) -> dict[str, EventState]:
        state = self.log.open_stage("look")
        return {k: EventState.model_validate_json(v) for k, v in state.scan(EVENTS_STATE.name)}

    def event_of(self, coverage: Coverage) -> str:
        state = self.stage.happenings.of_story(coverage.story.story_id)
        assert state is not None
        return self.stage.happenings.root(state).happening.event_id


def test_reports_in_three_languages_gather_by_happening_and_no_two_happenings_mix() -> None:
    run = Run()
    events: defaultdict[str, set[str]] = defaultdict(set)
    happenings: defaultdict[str, set[str]] = defaultdict(set)
    for item in (report(given) for given in sorted(GIVEN, key=lambda g: g["published"])):
        (coverage,) = run.feed(item)
        happening = item.item.item_id.partition(".")[0]
        events[run.event_of(coverage)].add(happening)
        happenings[happening].add(run.event_of(coverage))
    assert [mixed for mixed in events.values() if len(mixed) > 1] == []
    assert {name for name, ids in happenings.items() if len(ids) > 1} == set(NOT_FOUND)


def test_a_report_says_why_it_was_gathered_and_the_happening_counts_stories_and_sources() -> None:
    run = Run()
    given = [g for g in GIVEN if g["happening"] == "wang-moscow-apr1"]
    *_, last = run.feed(*(report(g) for g in given))
    assert last.happening is not None
    assert last.gathered is not None
    assert last.gathered.how == "facts"
    assert "meeting@2026-04-01" in last.gathered.shared
    assert (last.happening.stories, last.happening.independent) == (3, 3)
    assert set(last.happening.sources) == {g["source"].casefold() for g in given}
    (state,) = run.events().values()
    assert [step.what for step in state.steps] == ["joined", "joined"]
    assert all(step.why for step in state.steps)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("trade-4m.a.en", "trade-3m.b.ru", "figures"),
        ("wang-moscow-apr1.a.en", "wang-moscow-apr22.a.en", "meeting on"),
    ],
)
def test_figures_of_other_periods_and_meetings_of_other_days_are_other_happenings(
    one: str, other: str, why: str
) -> None:
    reports = {item.item.item_id: item for item in map(report, GIVEN)}
    mine, theirs = profile_of(reports[one]), profile_of(reports[other])
    assert why in (contradiction(mine, theirs) or "")
    assert not sameness(mine, theirs).is_same


def test_a_rounded_figure_is_the_figure() -> None:
    exact = profile_of(
        read("a", "Trade", "Trade between China and Russia came to $71.1 billion in January-April.")
    )
    rounded = profile_of(
        read("b", "Товарооборот", "Товарооборот России и Китая за январь-апрель составил $71 млрд.")
    )
    assert "figure/USD/71100000000" in sameness(exact, rounded).shared


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("71000000000", "71100000000", True),
        ("244800000000", "245000000000", True),
        ("78400000000", "79200000000", False),
        ("5.6", "6", False),
        ("0", "12", False),
        ("1" * 40, "1" * 39 + "2", True),
    ],
)
def test_a_number_is_another_rounded(one: str, other: str, alike: bool) -> None:
    assert is_rounding(Decimal(one), Decimal(other)) is alike
    assert is_rounding(Decimal(other), Decimal(one)) is alike


VISIT = "Chinese Foreign Minister Wang Yi met Russian Foreign Minister Sergei Lavrov in Moscow on {day}. They discussed Iran."
OTHER = "Сергей Лавров провёл в Москве переговоры с главой МИД Китая Ван И {day}. Обсуждался Иран."


def test_a_revision_that_contradicts_the_others_is_split_off_with_the_reason() -> None:
    run = Run()
    texts = [VISIT.format(day="May 4"), OTHER.format(day="4 мая"), VISIT.format(day="April 20")]
    first = read("a", "Wang Yi in Moscow", texts[0], source="Reuters")
    second = read("b", "Лавров и Ван И встретились", texts[1], source="ТАСС")
    revised = read("a", "Talks held in April", texts[2], source="Reuters", revision=2)
    one, two, three = run.feed(first, second, revised)
    assert one.happening is not None
    assert two.happening is not None
    assert three.happening is not None
    assert two.happening.event_id == one.happening.event_id == "a"
    assert (three.happening.event_id, three.happening.split_from) == ("a@3", "a")
    assert three.happening.stories == 1
    left, new = run.events()["a"], run.events()["a@3"]
    assert left.stories == ("b",)
    assert left.happening.stories == 1
    assert left.steps[-1].what == new.steps[-1].what == "split"
    assert "meeting on 2026-05-04" in " ".join(new.steps[-1].why)


def test_a_headline_that_stood_alone_is_merged_when_its_text_comes() -> None:
    run = Run()
    headline = read("a", "Top diplomats talk", "", source="AFP", published="2026-05-04T08:00:00Z")
    other = read(
        "b",
        "Лавров и Ван И встретились",
        OTHER.format(day="4 мая"),
        source="ТАСС",
        published="2026-05-04T09:00:00Z",
    )
    full = read("a", "Top diplomats talk", VISIT.format(day="Monday"), source="AFP", published="2026-05-04T08:00:00Z",
                revision=2)  # fmt: skip
    one, two, three = run.feed(headline, other, full)
    assert one.happening is not None
    assert two.happening is not None
    assert three.happening is not None
    assert (one.happening.event_id, two.happening.event_id) == ("a", "b")
    assert (three.happening.event_id, three.happening.absorbed, three.happening.stories) == ("a", ("b",), 2)
    assert run.events()["b"].happening.merged_into == "a"
    assert run.events()["b"].steps[-1].what == "merged"
    assert run.event_of(two) == "a"


def test_a_retraction_leaves_the_count() -> None:
    run = Run()
    first = read("a", "Wang Yi in Moscow", VISIT.format(day="May 4"), source="Reuters")
    second = read("b", "Лавров и Ван И встретились", OTHER.format(day="4 мая"), source="ТАСС")
    gone = second.model_copy(update={"revision": 2, "retracted": True})
    *_, last = run.feed(first, second, gone)
    assert last.happening is not None
    assert (last.happening.event_id, last.happening.stories) == ("a", 1)
    assert last.happening.sources == ("reuters",)


def test_a_restart_finds_the_happenings_as_they_were() -> None:
    whole, stopped = Run(), Run()
    items = [report(given) for given in sorted(GIVEN, key=lambda g: g["published"])][:16]
    told = whole.feed(*items)
    for item, expected in zip(items, told, strict=True):
        assert stopped.feed(item) == [expected]
        stopped.restart()
    stopped.loop.turn()
    assert stopped.stage.happenings.content() == whole.stage.happenings.content()
    assert stopped.events() == whole.events()


def test_a_happening_closes_14_days_after_its_last_report_and_is_still_known_to_late_revisions() -> None:
    run = Run()
    first = read("a", "Wang Yi in Moscow", VISIT.format(day="May 4"), source="Reuters")
    run.feed(first)
    run.now += timedelta(days=15)
    run.loop.turn()
    assert run.events()["a"].closed
    run.restart()
    late = read("a", "Wang Yi in Moscow again", VISIT.format(day="May 4"), source="Reuters", revision=2)
    (coverage,) = run.feed(late)
    assert coverage.happening is not None
    assert coverage.happening.event_id == "a"
    run.now += timedelta(days=200)
    run.loop.turn()
    assert run.events() == {}
