"""What cluster keeps and looks at stays small, however much is written of one thing."""

import time

from consumers.cluster.copies import print_of
from consumers.cluster.credits import credits_of
from consumers.cluster.gathering import gather
from consumers.cluster.happenings import Happenings
from consumers.cluster.placing import RECOGNISED_BY_MOST, place
from consumers.cluster.profile import MARKS_MOST, profile_of
from consumers.cluster.reports import CANDIDATES, HOLDERS_MOST, Reports
from consumers.cluster.stories import Stories
from schemas.extracted import Extracted
from schemas.profile import Profile
from tests.builders import extracted, item
from tests.unit.consumers.cluster.read import read

BODY = "Chinese Foreign Minister Wang Yi met Russian Foreign Minister Sergei Lavrov in Moscow on May 4. They discussed Iran."


def test_copies_keep_no_profile_and_no_hashes_of_their_own() -> None:
    stories, happenings = Stories(), Happenings()
    first = read("i0", "Wang Yi in Moscow", BODY)
    for n in range(30):
        source = first.item.source.model_copy(update={"id": f"s{n}"})
        copy = first.model_copy(
            update={"item": first.item.model_copy(update={"item_id": f"i{n}", "source": source})}
        )
        placed = place(stories, copy)
        for item_id, member in placed.changes:
            stories.put(item_id, member)
        for event_id, event in gather(happenings, stories, placed).changes:
            happenings.put(event_id, event)
    family = [member for _, member in stories.family(stories.root("i0"))]
    assert len(family) == 30
    assert sum(member.profile is not None for member in family) <= RECOGNISED_BY_MOST
    assert sum(bool(print_of(member).shingles) for member in family) <= RECOGNISED_BY_MOST
    assert happenings.get("i0").happening.stories == 1


def test_a_mark_that_very_many_reports_have_is_not_looked_up() -> None:
    reports = Reports()
    common = Profile(marks=("person/wang-yi",), places=(0,))
    for n in range(HOLDERS_MOST):
        reports.file(f"i{n}", common)
    assert len(reports.like(common)) == CANDIDATES
    reports.file("one more", common)
    assert reports.like(common) == []
    reports.unfile("one more")
    assert len(reports.like(common)) == CANDIDATES


def test_a_long_report_has_no_more_marks_than_are_kept() -> None:
    body = " ".join(f"Exports of China to Russia came to ${n + 100} million." for n in range(200))
    assert len(profile_of(read("a", "Exports", body)).marks) == MARKS_MOST


def test_credits_are_read_in_time_that_does_not_grow_with_a_title() -> None:
    def cpu(of: Extracted) -> float:
        started = time.process_time()
        for _ in range(5):
            credits_of(of)
        return time.process_time() - started

    short, long = (extracted(item("a", "A." * (count // 2), "Xinhua said so.")) for count in (2_000, 400_000))
    cpu(short)
    assert cpu(long) < 10 * cpu(short) + 0.05
