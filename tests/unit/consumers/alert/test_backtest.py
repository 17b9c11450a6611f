"""What a rule would have sent."""

from collections.abc import Callable
from datetime import timedelta

from consumers.alert.backtest import backtest, compare
from consumers.alert.rules import Rule
from consumers.query.parse import parse_query
from schemas.coverage import Coverage, Story
from tests.unit.consumers.alert.conftest import START

MakeCoverage = Callable[..., Coverage]
END = START + timedelta(days=7)


def rule(query: str = "berths") -> Rule:
    return Rule("ports", "Ports", query, parse_query(query), ("memory",))


def in_story(coverage: Coverage, story_id: str, merged_into: str | None = None) -> Coverage:
    story = Story(story_id=story_id, copies=2, sources=("s",), first_seen_at=START, merged_into=merged_into)
    return coverage.model_copy(update={"story": story})


def test_a_story_alerts_once_at_its_first_copy_and_later_copies_are_counted(
    make_coverage: MakeCoverage,
) -> None:
    copies = [
        in_story(make_coverage(name, hours=hours), "a")
        for name, hours in (("late", 9), ("first", 1), ("mid", 5))
    ]
    found = backtest(rule(), [*copies, make_coverage("other", hours=2)], START, END)
    assert [alert.item_id for alert in found.alerts] == ["first", "other"]
    assert found.later == {"a": 2}


def test_stories_that_were_merged_are_one(make_coverage: MakeCoverage) -> None:
    older, younger = make_coverage("a"), in_story(make_coverage("b", hours=1), "b", merged_into="a")
    assert len(backtest(rule(), [older, younger], START, END).alerts) == 1


def test_retracted_and_irrelevant_items_and_those_outside_the_time_send_nothing(
    make_coverage: MakeCoverage,
) -> None:
    silent = [make_coverage("a", retracted=True), make_coverage("b", relevant=False), make_coverage("c", hours=24 * 7),
              make_coverage("d", hours=-1)]  # fmt: skip
    assert backtest(rule(), silent, START, END).alerts == ()


def test_news_that_was_not_live_counts_so_that_a_rule_can_be_tried_on_a_backfill(
    make_coverage: MakeCoverage,
) -> None:
    assert len(backtest(rule(), [make_coverage("a", origin="backfill")], START, END).alerts) == 1


def test_days_without_alerts_are_days_too(make_coverage: MakeCoverage) -> None:
    items = [make_coverage(f"i{n}", hours=hours) for n, hours in enumerate((0, 1, 50))]
    found = backtest(rule(), items, START, START + timedelta(days=3))
    assert list(found.by_day().values()) == [2, 0, 1, 0]
    assert (found.busiest, found.a_day) == (2, 1.0)


def test_two_versions_of_a_rule_are_compared_by_story(make_coverage: MakeCoverage) -> None:
    items = [make_coverage("a"), make_coverage("b", title="Ports quarrel about cranes", hours=1)]
    before, after = (backtest(rule(query), items, START, END) for query in ("ports", "cranes OR tugs"))
    found = compare(before, after)
    assert ([m.item_id for m in found.only_before], found.only_after, found.both) == (["a"], (), 1)
