"""Happenings under any order of reports, copies, revisions and retractions."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consumers.cluster.gathering import gather
from consumers.cluster.happenings import Happenings
from consumers.cluster.placing import place
from consumers.cluster.stories import Stories
from schemas.amount import Amount
from schemas.cluster_state import ClusterMember
from schemas.coverage import Coverage
from schemas.entity import Entity
from schemas.event import Event, EventType
from schemas.event_state import EventState
from schemas.extracted import Extracted
from schemas.facts import Facts
from schemas.item import Item
from schemas.source import Source
from schemas.span import Span
from schemas.timex import Timex
from tests.builders import BY

START = datetime(2026, 3, 3, 8, tzinfo=UTC)
PEOPLE = ("person/wang-yi", "person/sergey-lavrov", "person/li-qiang", "person/mikhail-mishustin")
LANGUAGES = ("en", "ru", "zh-Hans")


@dataclass(frozen=True)
class Arrival:
    """A record of an item: which, whom it names, on which day what happened, with which figure."""

    item: int
    people: tuple[int, ...]
    day: int
    kind: EventType
    figure: int
    language: int
    retracted: bool
    hours: int


arrivals = st.lists(
    st.builds(
        Arrival,
        item=st.integers(0, 7),
        people=st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True).map(tuple),
        day=st.sampled_from([1, 1, 2, 9, 20]),
        kind=st.sampled_from(["meeting", "visit", "agreement", "trade_figure"]),
        figure=st.integers(0, 2),
        language=st.integers(0, 2),
        retracted=st.sampled_from([False, False, False, True]),
        hours=st.integers(0, 60),
    ),
    max_size=20,
)


def extracted(arrival: Arrival, revision: int) -> Extracted:
    names = [PEOPLE[n] for n in arrival.people]
    text = f"{' '.join(names)} day{arrival.day} {arrival.figure + 111} {arrival.kind}"
    ids = [f"e{n}" for n in range(len(names))]

    def span(surface: str) -> Span:
        start = text.index(surface)
        return Span.of(text, start, start + len(surface))

    def fact(name: str, surface: str) -> dict[str, Any]:
        return {"id": name, "confidence": 1, "extractor": BY, "evidence": (span(surface),)}

    day = date(2026, 3, arrival.day)
    facts = Facts(
        entities=tuple(
            Entity(**fact(i, n), name=n, type="person", gazetteer_id=n)
            for i, n in zip(ids, names, strict=True)
        ),
        dates=(
            Timex(
                **fact("d1", f"day{arrival.day}"), timex_type="DATE", value=str(day), earliest=day, latest=day, resolution="absolute"
            ),
        ),
        amounts=(
            Amount(**fact("a1", str(arrival.figure + 111)), kind="money", value=str(arrival.figure + 111), unit="USD"),
        ),
        events=(
            Event(**fact("v1", arrival.kind), type=arrival.kind, status="occurred", actor=tuple(ids), anchor=span(arrival.kind), date="d1"),
        ),
    )  # fmt: skip
    source = f"source-{arrival.item % 4}"
    item = Item(
        item_id=f"item-{arrival.item}",
        identity="guid",
        source=Source(id=source, name=source),
        feed="https://news.example/feed",
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        completeness="full",
        published_at=START,
        first_seen_at=START + timedelta(hours=arrival.hours),
        origin="live",
    )
    return Extracted(
        item=item, revision=revision, language=LANGUAGES[arrival.language], language_confidence=1, verdicts=(),
        retracted=arrival.retracted, facts=Facts() if arrival.retracted else facts,
    )  # fmt: skip


@dataclass
class Done:
    """What a sequence led to: what is in memory, what the log's state topics hold, what came out."""

    stories: Stories
    happenings: Happenings
    members: dict[str, ClusterMember]
    events: dict[str, EventState]
    out: list[Coverage]


def run(found: list[Arrival]) -> Done:
    done = Done(Stories(), Happenings(), {}, {}, [])
    for number, arrival in enumerate(found):
        placed = place(done.stories, extracted(arrival, number + 1))
        for item_id, member in placed.changes:
            done.stories.put(item_id, member)
            done.members[item_id] = member
        gathered = gather(done.happenings, done.stories, placed)
        for event_id, event in gathered.changes:
            done.happenings.put(event_id, event)
            done.events[event_id] = event
        done.out.append(gathered.coverage)
    return done


@given(arrivals)
@settings(deadline=None)
def test_what_a_restart_loads_is_what_was_there(found: list[Arrival]) -> None:
    done = run(found)
    assert Stories(done.members.items()).content() == done.stories.content()
    assert Happenings(done.events.items()).content() == done.happenings.content()


@given(arrivals)
@settings(deadline=None)
def test_the_same_order_gives_the_same(found: list[Arrival]) -> None:
    assert [c.model_dump_json() for c in run(found).out] == [c.model_dump_json() for c in run(found).out]


@given(arrivals)
@settings(deadline=None)
def test_every_story_that_was_told_tells_of_one_happening(found: list[Arrival]) -> None:
    done = run(found)
    told = [story for event in done.events.values() for story in event.stories]
    assert len(told) == len(set(told))
    reported = {c.story.story_id for c in done.out if not c.retracted}
    roots = {done.stories.root(story).story_id for story in reported}
    assert {done.stories.root(story).story_id for story in told} >= roots


@given(arrivals)
@settings(deadline=None)
def test_an_id_once_given_stays_and_leads_to_a_happening_that_lists_it(found: list[Arrival]) -> None:
    done = run(found)
    for coverage in done.out:
        if coverage.happening is None:
            continue
        own = done.happenings.get(coverage.happening.event_id)
        root = done.happenings.root(own)
        assert root.happening.merged_into is None
        if root is not own:
            assert own.happening.event_id in root.happening.absorbed


@given(arrivals)
@settings(deadline=None)
def test_a_happening_counts_the_stories_that_stand(found: list[Arrival]) -> None:
    done = run(found)
    for coverage in done.out[-1:]:
        if coverage.happening is None:
            continue
        root = done.happenings.root(done.happenings.get(coverage.happening.event_id))
        stories = {done.stories.root(s).story_id for s in done.happenings.stories_of(root)}
        standing = [s for s in stories if done.stories.story(s).copies > 0]
        assert root.happening.stories == len(standing)
        sources = {source for s in stories for source in done.stories.story(s).sources}
        assert set(root.happening.sources) == sources
        assert root.happening.independent == len(root.happening.origins) <= max(len(sources), 1)


@given(arrivals)
@settings(deadline=None)
def test_a_story_changes_its_happening_only_with_a_step_that_says_why(found: list[Arrival]) -> None:
    done = run(found)
    homes: dict[str, str] = {}
    for coverage in done.out:
        if coverage.happening is None:
            continue
        story, event_id = coverage.story.story_id, coverage.happening.event_id
        before = homes.setdefault(story, event_id)
        if before != event_id:
            assert coverage.happening.split_from is not None
            assert any(step.what == "split" for step in done.events[event_id].steps)
        homes[story] = event_id


@given(st.permutations(range(4)))
@settings(deadline=None)
def test_reports_of_one_happening_gather_in_any_order(order: list[int]) -> None:
    reports = [
        Arrival(
            item=n, people=(0, 1), day=2, kind="meeting", figure=1, language=n % 3, retracted=False, hours=n
        )
        for n in range(4)
    ]
    done = run([reports[n] for n in order])
    assert len({done.happenings.root(e).happening.event_id for e in done.events.values()}) == 1
