"""match: which rules an item matches, with a bounded explanation."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from consumers.alert.match import CLAUSES_MOST, SPANS_MOST, SUMMARY_MOST, MatchStage, match_rules
from consumers.alert.rules import Rule, fixed
from consumers.outputs import output
from consumers.query.parse import parse_query
from consumers.query.searchable import searchable_of
from consumers.run import StageLoop, Turn
from schemas.coverage import Coverage
from schemas.match import Match
from schemas.topics import COVERAGE, MATCHES
from schemas.wire import ORIGIN
from wirewatch.adapters.memory_log import MemoryLog

MakeCoverage = Callable[..., Coverage]
NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)


def rule(query: str, rule_id: str = "r", languages: tuple[str, ...] = ()) -> Rule:
    return Rule(rule_id, rule_id.upper(), query, parse_query(query), ("memory",), languages)


def matches_of(coverage: Coverage, *rules: Rule) -> tuple[Match, ...]:
    return match_rules(rules, coverage, searchable_of(coverage))


def run(*coverage: Coverage, rules: tuple[Rule, ...]) -> tuple[MemoryLog, Turn]:
    log, stage = MemoryLog(), MatchStage(fixed(rules))
    log.open_stage("wirewatch.cluster").commit(
        [output(COVERAGE, c.story.story_id, c, origin=c.item.origin) for c in coverage], {}
    )
    loop = StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: NOW)
    return log, loop.turn()


def test_each_rule_that_matches_writes_a_match_under_its_id(make_coverage: MakeCoverage) -> None:
    rules = (rule("ports", "ports"), rule("pipeline", "gas"), rule('"share berths"', "berths"))
    log, turn = run(make_coverage("a"), make_coverage("b", title="Nothing of the kind"), rules=rules)
    records = list(log.records(MATCHES.name))
    assert [(r.key, r.headers[ORIGIN]) for r in records] == [("ports", "live"), ("berths", "live")]
    assert dict(turn.skipped) == {"no_match": 1}


def test_a_match_explains_itself_and_carries_what_a_message_needs(make_coverage: MakeCoverage) -> None:
    (match,) = matches_of(make_coverage(body="Officials met on Monday."), rule("ports AND officials"))
    assert [(c.clause, [s.surface for s in c.spans]) for c in match.explanation] == [
        ("ports", ["Ports"]), ("officials", ["Officials"]),
    ]  # fmt: skip
    assert (match.rule_name, match.title, match.summary) == ("R", "Ports agree to share berths", "Officials met on Monday.")  # fmt: skip


def test_a_rule_can_be_kept_to_languages(make_coverage: MakeCoverage) -> None:
    chinese = make_coverage(title="中俄港口合作", language="zh-Hans")
    assert matches_of(chinese, rule("港口", languages=("ru", "zh")))
    assert not matches_of(chinese, rule("港口", languages=("ru",)))


@pytest.mark.parametrize("origin", ["first_poll", "backfill", "replay"])
def test_what_is_not_live_is_not_asked_about(origin: str, make_coverage: MakeCoverage) -> None:
    log, turn = run(make_coverage(origin=origin), rules=(rule("ports"),))
    assert dict(turn.skipped) == {"not_live": 1}
    assert log.count(MATCHES.name) == 0


def test_a_retraction_is_not_asked_about(make_coverage: MakeCoverage) -> None:
    _, turn = run(make_coverage(retracted=True), rules=(rule("ports"),))
    assert dict(turn.skipped) == {"retracted": 1}


def test_an_irrelevant_item_that_is_indexed_too_is_not_asked_about(make_coverage: MakeCoverage) -> None:
    _, turn = run(make_coverage(relevant=False), rules=(rule("ports"),))
    assert dict(turn.skipped) == {"irrelevant": 1}


def test_an_explanation_is_bounded(make_coverage: MakeCoverage) -> None:
    words = [f"word{n}" for n in range(30)]
    long = make_coverage(title="T" * 5_000, body=(" ".join(words) + " ") * 200)
    (match,) = matches_of(long, rule(" AND ".join(words)))
    assert len(match.explanation) == CLAUSES_MOST
    assert all(len(clause.spans) <= SPANS_MOST for clause in match.explanation)
    assert len(match.summary) <= SUMMARY_MOST + 2
    assert len(match.model_dump_json()) < 8_000


def test_a_summary_ends_at_a_word_and_a_chinese_one_anywhere(make_coverage: MakeCoverage) -> None:
    (english,) = matches_of(make_coverage(body="harbour " * 100), rule("ports"))
    assert english.summary.endswith("harbour …")
    (chinese,) = matches_of(make_coverage(title="港口", body="货物" * 400, language="zh"), rule("港口"))
    assert chinese.summary == "货物" * (SUMMARY_MOST // 2) + " …"


def test_a_date_the_feed_cannot_mean_is_not_passed_on(make_coverage: MakeCoverage) -> None:
    future = make_coverage(published_at=datetime(2099, 1, 1, tzinfo=UTC), published_flags=("future",))
    (match,) = matches_of(future, rule("ports"))
    assert match.published_at is None
