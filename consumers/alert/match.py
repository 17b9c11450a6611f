"""match: which rules a revision matches, and why."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from consumers.alert.prefilter import Prefilter
from consumers.alert.rules import Rule
from consumers.batch import RecordStage
from consumers.outputs import output, read
from consumers.ports import Record, StateReader
from consumers.query.match import match_query
from consumers.query.searchable import Searchable, searchable_of
from consumers.stage import Emit, Outcome, Skip
from consumers.topology import MATCH
from schemas import topics
from schemas.coverage import Coverage
from schemas.item import Item
from schemas.match import Clause, Match

SUMMARY_MOST = 300
TITLE_MOST = 500
CLAUSES_MOST = 8
SPANS_MOST = 5
CLAUSE_TEXT_MOST = 200
"""A message explains itself in a few lines; the whole item is a link away."""


def match_rules(rules: Iterable[Rule], coverage: Coverage, searchable: Searchable) -> tuple[Match, ...]:
    """A match, with its explanation, for each rule that the revision satisfies; rules in their order."""
    language = coverage.language.partition("-")[0]
    found = []
    for rule in rules:
        if rule.languages and language not in rule.languages:
            continue
        clauses = match_query(rule.parsed, searchable)
        if clauses is not None:
            found.append(_match(rule, coverage, clauses))
    return tuple(found)


def why_not_asked(coverage: Coverage) -> str | None:
    """Why no rule is asked about a revision: it can never alert, and news.matches stays small without it.

    Irrelevant items come this far only where they are indexed too (`index_irrelevant`)."""
    if coverage.retracted:
        return "retracted"
    if not coverage.relevant:
        return "irrelevant"
    return None if coverage.item.origin == "live" else "not_live"


class MatchStage(RecordStage):
    """Asks the rules about each live revision."""

    spec = MATCH

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._prefilter = Prefilter(rules)

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """A match record for each rule that matches."""
        coverage = read(Coverage, topics.COVERAGE, record)
        reason = why_not_asked(coverage)
        if reason is not None:
            return Skip(reason)
        searchable = searchable_of(coverage)
        matches = match_rules(self._prefilter.candidates(searchable), coverage, searchable)
        if not matches:
            return Skip("no_match")
        return Emit(tuple(output(topics.MATCHES, m.rule_id, m, record.headers) for m in matches))


def _match(rule: Rule, coverage: Coverage, clauses: Sequence[Clause]) -> Match:
    item = coverage.item
    named = dict.fromkeys(score.topic for verdict in coverage.verdicts for score in verdict.topics)
    return Match(
        rule_id=rule.id,
        rule_name=rule.name,
        channels=rule.channels,
        item_id=item.item_id,
        revision=coverage.revision,
        origin=item.origin,
        source=item.source,
        title=item.title[:TITLE_MOST] if item.title else None,
        summary=_summary(item),
        link=item.link,
        language=coverage.language,
        topics=tuple(named),
        published_at=None if {"future", "impossible"}.intersection(item.published_flags) else item.published_at,
        first_seen_at=item.first_seen_at,
        story=coverage.story,
        explanation=tuple(_bounded(clause) for clause in clauses[:CLAUSES_MOST]),
    )  # fmt: skip


def _summary(item: Item) -> str:
    """The opening of the body, on one line."""
    body = " ".join(item.body[: 4 * SUMMARY_MOST].split())
    if len(body) <= SUMMARY_MOST:
        return body
    cut = body[:SUMMARY_MOST]
    return (cut[: cut.rfind(" ")] if " " in cut[SUMMARY_MOST // 2 :] else cut) + " …"


def _bounded(clause: Clause) -> Clause:
    text = clause.clause
    if len(text) > CLAUSE_TEXT_MOST:
        text = text[: CLAUSE_TEXT_MOST - 1] + "…"
    spans = [span for span in clause.spans if len(span.surface) <= CLAUSE_TEXT_MOST]
    return Clause(clause=text, spans=tuple(spans[:SPANS_MOST]))
