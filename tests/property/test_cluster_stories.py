"""Stories under any order of items, copies, revisions and retractions."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from consumers.cluster.placing import close, place
from consumers.cluster.stories import Stories
from schemas.cluster_state import ClusterMember
from schemas.coverage import Coverage
from schemas.extracted import Extracted
from schemas.item import Item
from schemas.source import Source

START = datetime(2026, 3, 3, 8, tzinfo=UTC)
SENTENCES = [
    " ".join(f"{word}{number}" for word in ("harbour", "freight", "berth", "crane", "sea", "load", "ship", "ice"))
    for number in range(10)
]  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """A record of an item: which one, with which sentences."""

    item: int
    sentences: tuple[int, ...]
    retracted: bool
    hours: int


arrivals = st.lists(
    st.builds(
        Arrival,
        item=st.integers(0, 7),
        sentences=st.lists(st.integers(0, 9), min_size=1, max_size=6, unique=True).map(tuple),
        retracted=st.sampled_from([False, False, False, True]),
        hours=st.integers(0, 40),
    ),
    max_size=25,
)


def extracted(arrival: Arrival, number: int) -> Extracted:
    text = " ".join(SENTENCES[sentence] for sentence in arrival.sentences)
    source = f"source-{arrival.item % 4}"  # an item is of one source for ever
    item = Item(
        item_id=f"item-{arrival.item}",
        identity="guid",
        source=Source(id=source, name=source),
        feed="https://news.example/feed",
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        completeness="full",
        first_seen_at=START + timedelta(hours=arrival.hours),
        origin="live",
    )
    return Extracted(
        item=item, revision=number, language="en", language_confidence=1, verdicts=(), retracted=arrival.retracted
    )  # fmt: skip


def run(items: list[Extracted]) -> tuple[Stories, dict[str, ClusterMember], list[Coverage]]:
    """Place items one after another; the stories, the log's state, what came out."""
    stories, state, out = Stories(), dict[str, ClusterMember](), list[Coverage]()
    for item in items:
        placed = place(stories, item)
        for item_id, member in placed.changes:
            stories.put(item_id, member)
            state[item_id] = member
        out.append(placed.coverage)
    return stories, state, out


def sequence(found: list[Arrival]) -> list[Extracted]:
    return [extracted(arrival, number + 1) for number, arrival in enumerate(found)]


@given(arrivals)
@settings(deadline=None)
def test_what_a_restart_loads_is_what_was_there(found: list[Arrival]) -> None:
    stories, state, _ = run(sequence(found))
    assert Stories(state.items()).content() == stories.content()


@given(arrivals)
@settings(deadline=None)
def test_an_item_never_leaves_its_story(found: list[Arrival]) -> None:
    _, _, out = run(sequence(found))
    homes: dict[str, str] = {}
    for coverage in out:
        assert homes.setdefault(coverage.item.item_id, coverage.story.story_id) == coverage.story.story_id


@given(arrivals)
@settings(deadline=None)
def test_counts_and_sources_are_those_of_the_members_that_stand(found: list[Arrival]) -> None:
    stories, state, out = run(sequence(found))
    for story_id in {coverage.story.story_id for coverage in out}:
        root = stories.root(story_id)
        standing = [member for _, member in stories.family(root) if not member.retracted]
        assert root.copies == len(standing)
        assert set(root.sources) == {member.source_id for member in standing}
        assert len(root.sources) == len(set(root.sources))
    assert sum(not member.retracted for member in state.values()) == sum(
        stories.story(story_id).copies
        for story_id in {member.story.story_id for member in state.values()}
        if stories.story(story_id).merged_into is None
    )


@given(arrivals)
@settings(deadline=None)
def test_merged_stories_point_at_one_that_lists_them(found: list[Arrival]) -> None:
    stories, state, _ = run(sequence(found))
    for member in state.values():
        story = stories.story(member.story.story_id)
        root = stories.root(story.story_id)
        assert root.merged_into is None
        if story is not root:
            assert story.merged_into == root.story_id
            assert story.story_id in root.absorbed


@given(arrivals)
@settings(deadline=None)
def test_the_order_rises_by_one_and_slots_never_fall(found: list[Arrival]) -> None:
    _, _, out = run(sequence(found))
    assert [coverage.cluster_seq for coverage in out] == list(range(1, len(out) + 1))


@given(arrivals)
@settings(deadline=None)
def test_closing_all_leaves_nothing_open(found: list[Arrival]) -> None:
    stories, state, _ = run(sequence(found))
    for root in stories.over(START + timedelta(days=30)):
        for item_id, member in close(stories, root):
            stories.put(item_id, member)
            state[item_id] = member
    assert all(member.closed for member in state.values())
    assert Stories(state.items()).content() == stories.content()
    assert stories.over(START + timedelta(days=90)) == []
