"""Stories: who joins, who does not, what is counted, and what a restart finds."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from consumers.cluster.placing import close, place
from consumers.cluster.stories import Stories
from schemas.coverage import Coverage
from schemas.extracted import Extracted

MakeItem = Callable[..., Extracted]
Put = Callable[[Stories, Extracted], Coverage]

TITLE = "Ports of Dalian and Vostochny agree to share container berths"
BODY = (
    "Officials of both ports met on Monday and agreed to share berths for container ships from next spring. "
    "The deal covers six berths, two of them still to be built, and runs for ten years, a harbour master said."
)
OTHER = (
    "Freight rates along the coast have doubled since the start of the year, and shipping lines blame a lack "
    "of room in the harbours. Insurers expect no relief before the autumn, when new cranes are due to arrive."
)


@pytest.fixture
def stories() -> Stories:
    return Stories()


def test_a_first_item_founds_a_story_of_its_own_name(stories: Stories, make: MakeItem, put: Put) -> None:
    story = put(stories, make("a", title=TITLE, body=BODY)).story
    assert (story.story_id, story.copies, story.sources, story.merged_into) == (
        "a",
        1,
        ("harbour-wire",),
        None,
    )


def test_copies_in_other_sources_join_and_are_counted(stories: Stories, make: MakeItem, put: Put) -> None:
    put(stories, make("a", title=TITLE, body=BODY))
    put(stories, make("b", title="Berths to be shared", body=BODY, source="pacific-desk", hours=1))
    story = put(stories, make("c", body=BODY + " " + OTHER[:90], source="pacific-desk", hours=2)).story
    assert (story.story_id, story.copies, story.sources) == ("a", 3, ("harbour-wire", "pacific-desk"))
    assert story.first_seen_at == make("a").item.first_seen_at


def test_a_headline_joins_by_its_exact_title(stories: Stories, make: MakeItem, put: Put) -> None:
    put(stories, make("a", title=TITLE, body=BODY))
    assert put(stories, make("b", title=TITLE.upper(), source="pacific-desk")).story.story_id == "a"


def test_a_title_joins_only_near_in_time_and_in_one_language(
    stories: Stories, make: MakeItem, put: Put
) -> None:
    put(stories, make("a", title=TITLE))
    assert put(stories, make("b", title=TITLE, source="pacific-desk", hours=24 * 5)).story.story_id == "b"
    assert put(stories, make("c", title=TITLE, source="vostok-lenta", language="ru")).story.story_id == "c"


def test_a_short_title_over_two_different_reports_joins_nothing(
    stories: Stories, make: MakeItem, put: Put
) -> None:
    put(stories, make("a", title="Navies begin joint drills", body=BODY))
    other = make("b", title="Navies begin joint drills", body=OTHER, source="pacific-desk")
    assert put(stories, other).story.story_id == "b"


def test_a_column_of_one_source_is_not_one_story(stories: Stories, make: MakeItem, put: Put) -> None:
    title = "What the papers in Beijing and Moscow say this morning"
    put(stories, make("a", title=title, body=BODY))
    assert put(stories, make("b", title=title, body=OTHER, hours=24)).story.story_id == "b"


def test_independent_reports_stay_apart(
    stories: Stories, make: MakeItem, put: Put, reports: list[dict[str, Any]]
) -> None:
    for number, event in enumerate(reports):
        for report in event["reports"]:
            item = make(
                f"{number}-{report['source']}", title=report["title"], body=report["body"],
                source=report["source"], language=event["language"],
            )  # fmt: skip
            assert put(stories, item).story.story_id == item.item.item_id


def test_a_phrase_found_in_many_stories_joins_nothing(stories: Stories, make: MakeItem, put: Put) -> None:
    chance = random.Random(1)
    vocabulary = [f"word{n}" for n in range(5_000)]
    profile = " ".join(chance.sample(vocabulary, 40))
    for number in range(4):
        body = " ".join(chance.sample(vocabulary, 70)) + " " + profile
        put(stories, make(f"a{number}", body=body, source=f"source-{number}"))
    short = make("b", body=" ".join(chance.sample(vocabulary, 25)) + " " + profile, source="pacific-desk")
    assert put(stories, short).story.story_id == "b"


def test_a_revision_keeps_its_story_and_its_highest_slot(stories: Stories, make: MakeItem, put: Put) -> None:
    put(stories, make("a", title=TITLE, body=BODY))
    put(stories, make("b", title=TITLE, body=BODY, source="pacific-desk"))
    revised = put(
        stories, make("b", title="Nothing as before", body=OTHER, source="pacific-desk", revision=2)
    )
    assert (revised.story.story_id, revised.story.copies, revised.cluster_seq) == ("a", 2, 3)
    follower = put(stories, make("c", body=OTHER, source="steppe-courier"))
    assert follower.story.story_id == "a"


def test_a_retraction_leaves_the_count_once_and_comes_back(
    stories: Stories, make: MakeItem, put: Put
) -> None:
    put(stories, make("a", title=TITLE, body=BODY))
    put(stories, make("b", title=TITLE, body=BODY, source="pacific-desk"))
    gone = make("b", title=TITLE, body=BODY, source="pacific-desk", revision=2, retracted=True)
    for _ in range(2):
        story = put(stories, gone).story
        assert (story.story_id, story.copies, story.sources) == ("a", 1, ("harbour-wire",))
    back = put(stories, make("b", title=TITLE, body=BODY, source="pacific-desk", revision=3)).story
    assert (back.story_id, back.copies, back.sources) == ("a", 2, ("harbour-wire", "pacific-desk"))


def test_a_retraction_of_something_unknown_is_a_story_without_copies(
    stories: Stories, make: MakeItem, put: Put
) -> None:
    story = put(stories, make("a", title=TITLE, revision=2, retracted=True)).story
    assert (story.story_id, story.copies, story.sources) == ("a", 0, ())


@pytest.fixture
def merged(stories: Stories, make: MakeItem, put: Put) -> Coverage:
    """Two halves found apart, then a text that is most of both."""
    words = BODY.split() + OTHER.split()
    third = len(words) // 3
    put(stories, make("a", body=" ".join(words[: 2 * third]), source="harbour-wire"))
    put(stories, make("b", body=" ".join(words[third:][::-1]), source="pacific-desk", hours=1))
    put(stories, make("b", body=" ".join(words[third:]), source="pacific-desk", hours=1, revision=2))
    return put(stories, make("c", body=" ".join(words), source="steppe-courier", hours=2))


def test_a_text_that_is_most_of_two_stories_merges_the_younger_into_the_older(
    stories: Stories, merged: Coverage
) -> None:
    assert merged.story.story_id == "a"
    assert (merged.story.copies, merged.story.absorbed) == (3, ("b",))
    assert merged.story.sources == ("harbour-wire", "pacific-desk", "steppe-courier")
    younger = stories.member("b")
    assert younger is not None
    assert (younger.story.story_id, younger.story.merged_into) == ("b", "a")


def test_a_member_of_a_merged_story_keeps_its_name_and_shows_the_whole_count(
    stories: Stories, merged: Coverage, make: MakeItem, put: Put
) -> None:
    story = put(stories, make("b", title=TITLE, body=OTHER, source="pacific-desk", revision=3)).story
    assert (story.story_id, story.merged_into, story.copies) == ("b", "a", 3)


def test_a_roundup_of_two_stories_does_not_merge_them(stories: Stories, make: MakeItem, put: Put) -> None:
    put(stories, make("a", body=BODY))
    put(stories, make("b", body=OTHER, source="pacific-desk"))
    put(stories, make("c", body=BODY + " " + OTHER, source="steppe-courier"))
    assert stories.root("a").absorbed == ()
    assert stories.root("b").merged_into is None


def test_a_closed_story_takes_no_copy_but_keeps_its_members(
    stories: Stories, make: MakeItem, put: Put
) -> None:
    put(stories, make("a", title=TITLE, body=BODY))
    late_copy = make("b", title=TITLE, body=BODY, source="pacific-desk", hours=24 * 14)
    assert place(stories, late_copy).coverage.story.story_id == "b"
    for item_id, member in close(stories, stories.root("a")):
        stories.put(item_id, member)
        assert (member.closed, member.shingles, member.title_hash) == (True, (), None)
        late = place(stories, make("a", title=TITLE, body=OTHER, hours=24 * 20, revision=2), member)
        assert (late.coverage.story.story_id, late.coverage.story.copies) == ("a", 1)
    assert stories.over(make("a").item.first_seen_at + timedelta(days=40)) == []


def test_places_do_not_depend_on_the_clock_of_the_run(make: MakeItem, put: Put) -> None:
    items = [make(f"i{n}", title=TITLE if n % 3 else None, body=BODY if n % 2 else OTHER) for n in range(6)]
    first, second = Stories(), Stories()
    assert [put(first, item) for item in items] == [put(second, item) for item in items]


def test_copies_that_add_nothing_are_recognised_by_the_first(
    stories: Stories, make: MakeItem, put: Put
) -> None:
    for number in range(50):
        put(stories, make(f"c{number}", title=TITLE, body=BODY, source=f"source-{number}"))
    recognised = [item_id for item_id, _ in stories.recognised_by("c0")]
    assert recognised == ["c0"]
    assert stories.story("c0").copies == 50
    last = stories.member("c49")
    assert last is not None
    assert (last.shingles, last.lead, last.title_hash) == ((), (), None)


def test_a_copy_of_the_longer_copy_joins_too(stories: Stories, make: MakeItem, put: Put) -> None:
    put(stories, make("summary", body=BODY))
    put(stories, make("whole", body=BODY + " " + OTHER, source="pacific-desk"))
    rest = make("rest", body=OTHER, source="steppe-courier")
    assert put(stories, rest).story.story_id == "summary"


def test_a_story_is_recognised_by_a_few_members_however_many_say_more(
    stories: Stories, make: MakeItem, put: Put
) -> None:
    chance = random.Random(5)
    for number in range(12):
        more = " ".join(f"word{chance.randrange(5_000)}" for _ in range(30))
        assert (
            put(stories, make(f"c{number}", body=BODY + " " + more, source=f"s{number}")).story.story_id
            == "c0"
        )
    assert len(list(stories.recognised_by("c0"))) == 4


def test_a_story_whose_first_member_was_retracted_still_takes_copies(
    stories: Stories, make: MakeItem, put: Put
) -> None:
    put(stories, make("a", title=TITLE, body=BODY))
    put(stories, make("a", title=TITLE, body=BODY, revision=2, retracted=True))
    story = put(stories, make("b", body=BODY, source="pacific-desk")).story
    assert (story.story_id, story.copies, story.sources) == ("a", 1, ("pacific-desk",))
