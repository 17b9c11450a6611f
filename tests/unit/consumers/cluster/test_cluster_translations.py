"""Translations of one report join its story; reports of one happening written independently do not."""

import json
from pathlib import Path
from typing import TypedDict

import pytest

from consumers.cluster.placing import place
from consumers.cluster.stories import Stories
from schemas.coverage import Coverage
from tests.unit.consumers.cluster.read import read


class Given(TypedDict):
    happening: str
    report: str
    language: str
    source: str
    published: str
    title: str
    body: str


GIVEN: list[Given] = json.loads(Path(__file__).with_name("happenings.json").read_text("utf-8"))
TRANSLATED = sorted(
    {(g["happening"], g["report"]) for g in GIVEN
     if sum((o["happening"], o["report"]) == (g["happening"], g["report"]) for o in GIVEN) > 1}
)  # fmt: skip


def placed(given: list[Given]) -> list[Coverage]:
    stories, out = Stories(), []
    for number, report in enumerate(sorted(given, key=lambda g: g["published"])):
        done = place(
            stories,
            read(
                f"i{number}",
                report["title"],
                report["body"],
                source=report["source"],
                published=report["published"],
            ),
        )
        for item_id, member in done.changes:
            stories.put(item_id, member)
        out.append(done.coverage)
    return out


TOO_SHORT = "wang-moscow-apr22"
"""Two dispatches of two sentences with the same facts in the same order: no rule on facts can tell them from a translation."""

TOO_LITTLE = pytest.mark.xfail(strict=True, reason="half the names are in no gazetteer: too little is shared")


@pytest.mark.parametrize(
    ("happening", "report"),
    [pytest.param(*pair, marks=TOO_LITTLE if pair == ("bridge", "a") else ()) for pair in TRANSLATED],
)
def test_translations_join_the_story_of_the_report(happening: str, report: str) -> None:
    found = placed([g for g in GIVEN if (g["happening"], g["report"]) == (happening, report)])
    assert {coverage.story.story_id for coverage in found} == {"i0"}
    later = found[-1]
    assert later.joined is not None
    assert later.joined.how == "translation"
    assert later.joined.shared
    assert later.story.copies == len(found)


@pytest.mark.parametrize("happening", sorted({g["happening"] for g in GIVEN} - {TOO_SHORT, "bridge"}))
def test_reports_written_independently_are_stories_of_their_own(happening: str) -> None:
    given = [g for g in GIVEN if g["happening"] == happening]
    found = placed(given)
    assert len({coverage.story.story_id for coverage in found}) == len({g["report"] for g in given})


def test_reports_of_different_happenings_stay_apart() -> None:
    first = [g for g in GIVEN if g["report"] == "a" and g["language"] == "en"]
    other = [g for g in GIVEN if g["report"] in "bc" and g["happening"] != TOO_SHORT]
    found = placed([*first, *other])
    assert [coverage.joined for coverage in found if coverage.joined] == []
