"""match: which rules a revision matches, and why."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from consumers.alert.asked import why_not_asked
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
from consumers.replay.handover import Asked, Revision, none_asked, revision_of
from consumers.stage import Emit, Outcome, Skip
from consumers.topology import MATCH
from schemas import topics
from schemas.coverage import Coverage
from schemas.item import Item
from schemas.match import Clause, Excerpt, Match
from schemas.span import Span
from schemas.topic import Topic

SUMMARY_MOST = 300
TITLE_MOST = 500
CLAUSES_MOST = 8
SPANS_MOST = 5
EXCERPT_WIDTH = 280
TOUCHED_MOST = 8
CLAUSE_TEXT_MOST = 200
"""A message explains itself in a few lines; the whole item is a link away."""
_UNBELIEVED = frozenset({"future", "impossible"})


def match_rules(rules: Iterable[Rule], coverage: Coverage, searchable: Searchable) -> tuple[Match, ...]:
    """A match, with its explanation, for each rule that the revision satisfies; rules in their order."""
    told: _Told | None = None
    found = []
    for rule in rules:
        if not _is_asked(rule, coverage):
            continue
        clauses = match_query(rule.parsed, searchable)
        if clauses is not None:
            told = told or _Told.of(coverage)
            found.append(_match(rule, coverage, told, clauses))
    return tuple(found)


class MatchStage(RecordStage):
    """Asks the rules about each live revision. `rules` gives those in force at the moment: when they are others, the next
    batch is asked about with them. `asked` gives the revisions that a generation before has asked about."""

    spec = MATCH

    def __init__(self, rules: Callable[[], RuleBook], asked: Asked = none_asked) -> None:
        self._rules = rules
        self._asked_before = asked
        self._asked: frozenset[Revision] = frozenset()
        self._book = rules()
        self._prefilter = _prefilter(self._book)

    def open(self, state: StateReader, now: datetime) -> bool:
        """Look at what was asked before."""
        self._asked = self._asked_before()
        return False

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
        if self._asked and revision_of(coverage) in self._asked:
            return Skip("asked_before")
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


@dataclass(frozen=True, slots=True)
class _Told:
    """What every match of one revision says alike. `mentions` are start, end and name of the entities, as the text has them."""

    topics: tuple[Topic, ...]
    summary: str
    facts: tuple[str, ...]
    level: str | None
    published_at: datetime | None
    event_id: str | None
    events_absorbed: tuple[str, ...]
    independent: int
    awaits_text: bool
    mentions: tuple[tuple[int, int, str], ...]
    names: tuple[str, ...]
    longest: int

    @classmethod
    def of(cls, coverage: Coverage) -> Self:
        """Gather it."""
        item, happening = coverage.item, coverage.happening
        mentions = [
            (span.start, span.end, entity.name)
            for entity in coverage.facts.entities
            for span in entity.evidence
        ]
        mentions.sort()
        return cls(
            topics=tuple(dict.fromkeys(score.topic for each in coverage.verdicts for score in each.topics)),
            summary=_summary(item),
            facts=key_facts(coverage.facts),
            level=_level(coverage),
            published_at=None if _UNBELIEVED.intersection(item.published_flags) else item.published_at,
            event_id=(happening.merged_into or happening.event_id) if happening else None,
            events_absorbed=tuple(dict.fromkeys((happening.event_id, *happening.absorbed))) if happening else (),
            independent=(happening or coverage.story).independent,
            awaits_text=is_short(item),
            mentions=tuple(mentions),
            names=tuple(entity.name for entity in coverage.facts.entities),
            longest=max((end - start for start, end, _ in mentions), default=0),
        )  # fmt: skip

    def touched(self, clauses: Sequence[Clause]) -> tuple[str, ...]:
        """The entities that the matched words name, in the order in which the text first has them."""
        hit = {
            name for clause in clauses for span in clause.spans for name in self._named(span.start, span.end)
        }
        return tuple(dict.fromkeys(name for name in self.names if name in hit))[:TOUCHED_MOST]

    def _named(self, start: int, end: int) -> Iterator[str]:
        first = bisect_left(self.mentions, (start - self.longest,))
        for begins, ends, name in self.mentions[first : bisect_left(self.mentions, (end,))]:
            if start < ends and begins < end:
                yield name


def _match(rule: Rule, coverage: Coverage, told: _Told, clauses: Sequence[Clause]) -> Match:
    item = coverage.item
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
        summary=told.summary,
        link=item.link,
        language=coverage.language,
        topics=told.topics,
        published_at=told.published_at,
        first_seen_at=item.first_seen_at,
        story=coverage.story,
        explanation=tuple(_bounded(clause) for clause in clauses[:CLAUSES_MOST]),
        event_id=told.event_id,
        events_absorbed=told.events_absorbed,
        changes=coverage.changes,
        excerpt=_excerpt(item, clauses),
        facts=told.facts,
        touched=told.touched(clauses),
        level=told.level,
        independent=told.independent,
        awaits_text=told.awaits_text,
    )


def _summary(item: Item) -> str:
    """The opening of the body, on one line."""
    body = " ".join(item.body[: 4 * SUMMARY_MOST].split())
    if len(body) <= SUMMARY_MOST:
        return body
    cut = body[:SUMMARY_MOST]
    return (cut[: cut.rfind(" ")] if " " in cut[SUMMARY_MOST // 2 :] else cut) + " …"


def _is_long(span: Span) -> bool:
    return span.end - span.start > CLAUSE_TEXT_MOST


def _bounded(clause: Clause) -> Clause:
    text = clause.clause
    if (
        len(text) <= CLAUSE_TEXT_MOST
        and len(clause.spans) <= SPANS_MOST
        and not any(_is_long(span) for span in clause.spans)
    ):
        return clause
    if len(text) > CLAUSE_TEXT_MOST:
        text = text[: CLAUSE_TEXT_MOST - 1] + "…"
    spans = [span for span in clause.spans if not _is_long(span)]
    return Clause(clause=text, spans=tuple(spans[:SPANS_MOST]))
