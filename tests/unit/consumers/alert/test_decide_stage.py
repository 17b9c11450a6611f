"""decide: one alert per rule, story and channel; only live and fresh news."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from consumers.alert.decide import DecideStage, alert_id_of, why_silent
from consumers.alert.subjects import subjects_of
from consumers.outputs import output
from consumers.run import StageLoop, Turn
from schemas.alert import Alert
from schemas.match import Match
from schemas.topics import ALERTS, ALERTS_LEDGER, MATCHES
from wirewatch.adapters.memory_log import MemoryLog

MakeMatch = Callable[..., Match]
NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def decide(log: MemoryLog, matches: Sequence[Match], now: datetime = NOW) -> Turn:
    """Write matches and let a fresh decide stage take its turn."""
    writer = log.open_stage("wirewatch.match")
    writer.commit([output(MATCHES, match.rule_id, match) for match in matches], {})
    stage = DecideStage(DAY)
    return StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: now).turn()


def alerts(log: MemoryLog) -> list[Alert]:
    return [Alert.model_validate_json(record.value) for record in log.records(ALERTS.name)]


def test_a_first_match_alerts_on_each_channel(make_match: MakeMatch) -> None:
    log = MemoryLog()
    decide(log, [make_match(channels=("terminal", "jsonl", "terminal"))])
    assert [(a.channel, a.subject, a.change) for a in alerts(log)] == [("terminal", "a", "first"), ("jsonl", "a", "first")]  # fmt: skip
    assert {a.alert_id for a in alerts(log)} == {
        alert_id_of("ports", "a", "first", c) for c in ("terminal", "jsonl")
    }
    assert log.count(ALERTS_LEDGER.name) == 2


def test_a_story_alerts_once_within_a_batch_and_over_restarts(make_match: MakeMatch) -> None:
    log = MemoryLog()
    first = decide(log, [make_match("a"), make_match("b"), make_match("a", revision=2)])
    again = decide(log, [make_match("c")])
    assert (first.emitted, dict(first.skipped)) == (1, {"already": 2})
    assert dict(again.skipped) == {"already": 1}
    assert len(alerts(log)) == 1


def test_another_rule_and_a_new_channel_alert_by_themselves(make_match: MakeMatch) -> None:
    log = MemoryLog()
    decide(log, [make_match(), make_match(rule_id="trade"), make_match(channels=("memory", "jsonl"))])
    assert [(a.rule_id, a.channel) for a in alerts(log)] == [
        ("ports", "memory"), ("trade", "memory"), ("ports", "jsonl"),
    ]  # fmt: skip


def test_a_renamed_rule_does_not_alert_again(make_match: MakeMatch) -> None:
    log = MemoryLog()
    decide(log, [make_match(), make_match(rule_name="Harbours")])
    assert len(alerts(log)) == 1


@pytest.mark.parametrize("origin", ["first_poll", "backfill", "replay"])
def test_only_live_news_alerts(origin: str, make_match: MakeMatch) -> None:
    log = MemoryLog()
    assert dict(decide(log, [make_match(origin=origin)]).skipped) == {"not_live": 1}
    assert log.count(ALERTS_LEDGER.name) == 0


def test_a_retraction_never_alerts(make_match: MakeMatch) -> None:
    assert dict(decide(MemoryLog(), [make_match(retracted=True)]).skipped) == {"retracted": 1}


@pytest.mark.parametrize(
    ("seen", "published", "silent"),
    [
        (timedelta(0), None, None),
        (timedelta(0), timedelta(0), None),
        (DAY, DAY, None),
        (DAY + timedelta(seconds=1), None, "too_old"),
        (timedelta(0), DAY + timedelta(seconds=1), "too_old"),
        (DAY * 2, timedelta(0), "too_old"),
        (timedelta(0), -DAY, None),
    ],
)
def test_age_counts_from_the_first_sight_and_from_the_publication(
    seen: timedelta, published: timedelta | None, silent: str | None, make_match: MakeMatch
) -> None:
    match = make_match(first_seen_at=NOW - seen, published_at=None if published is None else NOW - published)
    assert why_silent(match, NOW, DAY) == silent


def test_a_story_that_was_merged_does_not_alert_again(make_match: MakeMatch) -> None:
    log = MemoryLog()
    decide(log, [make_match("b", story_id="b")])
    assert dict(decide(log, [make_match("b", story_id="b", merged_into="a")]).skipped) == {"already": 1}
    assert dict(decide(log, [make_match("c", story_id="a", absorbed=("b",))]).skipped) == {"already": 1}
    assert len(alerts(log)) == 1


def test_a_merged_story_alerts_under_the_elder_name(make_match: MakeMatch) -> None:
    log = MemoryLog()
    decide(log, [make_match("b", story_id="b", merged_into="a")])
    assert [a.subject for a in alerts(log)] == ["a"]
    assert dict(decide(log, [make_match("a", story_id="a")]).skipped) == {"already": 1}


def test_the_subjects_of_a_story_are_all_its_names(make_match: MakeMatch) -> None:
    match = make_match(story_id="b", merged_into="a", absorbed=("c", "b"))
    assert subjects_of(match, "story") == (("a", "b", "c"),)


def test_keys_that_join_alike_have_different_alert_ids() -> None:
    assert alert_id_of("a", "bc", "first", "x") != alert_id_of("ab", "c", "first", "x")
