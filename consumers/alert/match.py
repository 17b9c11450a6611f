"""match: which rules a revision matches, and why."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from consumers.alert.key_facts import key_facts
from consumers.alert.prefilter import Prefilter
from consumers.alert.rules import Rule, RuleBook
from consumers.batch import RecordStage
from consumers.complete.wanted import is_short
from consumers.outputs import output, read
from consumers.ports import Record, StateReader
from consumers.query.match import match_query
from consumers.query.searchable import Searchable, searchable_of
from consumers.query.snippets import snippets_of
from consumers.stage import Emit, Outcome, Skip
from consumers.topology import MATCH
from schemas import topics
from schemas.coverage import Coverage
from schemas.item import Item
from schemas.match import Clause, Excerpt, Match

SUMMARY_MOST = 300
TITLE_MOST = 500
CLAUSES_MOST = 8
SPANS_MOST = 5
EXCERPT_WIDTH = 280
TOUCHED_MOST = 8
CLAUSE_TEXT_MOST = 200
"""A message explains itself in a few lines; the whole item is a link away."""


def match_rules(rules: Iterable[Rule], coverage: Coverage, searchable: Searchable) -> tuple[Match, ...]:
    """A match, with its explanation, for each rule that the revision satisfies; rules in their order."""
    found = []
    for rule in rules:
        if not _is_asked(rule, coverage):
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
    """Asks the rules about each live revision. `rules` gives those in force at the moment: when they are others, the next
    batch is asked about with them."""

    spec = MATCH

    def __init__(self, rules: Callable[[], RuleBook]) -> None:
        self._rules = rules
        self._book = rules()
        self._prefilter = _prefilter(self._book)

    def handle(self, records: Sequence[Record], state: StateReader, now: datetime) -> Sequence[Outcome]:
        """One outcome per record, all by the same rules."""
        book = self._rules()
        if book is not self._book:
            self._book, self._prefilter = book, _prefilter(book)
        return super().handle(records, state, now)

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


def _prefilter(book: RuleBook) -> Prefilter:
    """Over the rules that have a query."""
    return Prefilter(tuple(rule for rule in book.rules if rule.alarm is None))


def _is_asked(rule: Rule, coverage: Coverage) -> bool:
    """Whether an item is one of those that a rule is about."""
    source = coverage.item.source
    return (
        (not rule.languages or coverage.language.partition("-")[0] in rule.languages)
        and (not rule.sources or source.id in rule.sources)
        and (not rule.controls or source.control in rule.controls)
        and (not rule.levels or _level(coverage) in rule.levels)
    )


def _level(coverage: Coverage) -> str | None:
    best = max(coverage.verdicts, key=lambda verdict: verdict.score, default=None)
    return best.level if best else None


def _excerpt(item: Item, clauses: Sequence[Clause]) -> Excerpt | None:
    """The piece of the body that matched best; of a headline alone there is none."""
    start = item.body_start
    if not start and item.title == item.text:
        return None
    found = snippets_of(item.text, clauses, start, EXCERPT_WIDTH)
    return Excerpt(text=found[0].text, marks=found[0].highlights) if found else None


def _touched(coverage: Coverage, clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The entities that the matched words name, in the order of the text."""
    marks = [(span.start, span.end) for clause in clauses for span in clause.spans]
    names = (
        entity.name
        for entity in coverage.facts.entities
        if any(a < span.end and span.start < b for span in entity.evidence for a, b in marks)
    )
    return tuple(dict.fromkeys(names))[:TOUCHED_MOST]


def _match(rule: Rule, coverage: Coverage, clauses: Sequence[Clause]) -> Match:
    item, happening = coverage.item, coverage.happening
    named = dict.fromkeys(score.topic for verdict in coverage.verdicts for score in verdict.topics)
    return Match(
        rule_id=rule.id,
        rule_name=rule.name,
        channels=rule.channels,
        item_id=item.item_id,
        revision=coverage.revision,
        origin=item.origin,
        source=item.source,
        publisher=item.publisher,
        paid=item.paid,
        issuer=item.issuer,
        title=item.title[:TITLE_MOST] if item.title else None,
        summary=_summary(item),
        link=item.link,
        language=coverage.language,
        topics=tuple(named),
        published_at=None if {"future", "impossible"}.intersection(item.published_flags) else item.published_at,
        first_seen_at=item.first_seen_at,
        story=coverage.story,
        explanation=tuple(_bounded(clause) for clause in clauses[:CLAUSES_MOST]),
        event_id=(happening.merged_into or happening.event_id) if happening else None,
        events_absorbed=tuple(dict.fromkeys((happening.event_id, *happening.absorbed))) if happening else (),
        changes=coverage.changes,
        excerpt=_excerpt(item, clauses),
        facts=key_facts(coverage.facts),
        touched=_touched(coverage, clauses),
        level=_level(coverage),
        independent=(happening or coverage.story).independent,
        awaits_text=is_short(item),
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
