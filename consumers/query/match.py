"""The matcher: whether a query matches an item, and why. It is the truth; indexes only save it work."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from consumers.query.intervals import near_places, places
from consumers.query.nodes import (
    And,
    Between,
    Bound,
    Everything,
    Marked,
    Named,
    Near,
    Node,
    Not,
    OneEvent,
    Or,
    Phrase,
    Query,
    TextField,
    Wild,
)
from consumers.query.scope import Scope, field_of_mark
from consumers.query.searchable import Searchable
from consumers.query.tokens import Tokens
from schemas.match import Clause
from schemas.span import Span

_Stretch = tuple[int, int]


def match_query(query: Query, item: Searchable) -> tuple[Clause, ...] | None:
    """The clauses that matched, in the order written, each with the words it matched (in text order); None where
    the query does not match. A clause of NOT has no words."""
    found = _match(query.root, item, None)
    if found is None:
        return None
    return tuple({clause.clause: clause for clause in found}.values())


def _match(node: Node, item: Searchable, event: Scope | None) -> list[Clause] | None:
    """Why a part matches; inside an event's group fields are those of that event."""
    match node:
        case And(parts):
            together: list[Clause] = []
            for part in parts:
                found = _match(part, item, event)
                if found is None:
                    return None
                together += found
            return together
        case Or(parts):
            matched = [found for part in parts if (found := _match(part, item, event)) is not None]
            return [clause for found in matched for clause in found] if matched else None
        case Not(clause, part):
            return [Clause(clause=clause)] if _match(part, item, event) is None else None
        case OneEvent(_, part):
            each = (_match(part, item, one) for one in item.events)
            return next((found for found in each if found is not None), None)
        case Everything(clause):
            return [Clause(clause=clause)]
        case Phrase() | Near() | Wild():
            stretches = sorted(set(_in_text(node, item)))
            return _clause(node.clause, item, stretches) if stretches else None
        case Marked() | Named() | Between():
            spans = _in_scope(node, item.scope_of(_field_of(node)) if event is None else event)
            if spans is None:
                return None
            return _clause(node.clause, item, sorted({(span.start, span.end) for span in spans}))


def _clause(clause: str, item: Searchable, stretches: Iterable[_Stretch]) -> list[Clause]:
    return [Clause(clause=clause, spans=tuple(Span.of(item.text, start, end) for start, end in stretches))]


def _in_text(node: Phrase | Near | Wild, item: Searchable) -> Iterator[_Stretch]:
    for tokens in _read(node.field, item):
        for at, width in _occurrences(node, tokens):
            yield tokens.covered(at, width)


def _read(field: TextField, item: Searchable) -> tuple[Tokens, ...]:
    match field:
        case "title":
            return (item.title,)
        case "body":
            return (item.body,)
        case "quote":
            return item.quotes
        case "text":
            return (item.title, item.body)


def _occurrences(node: Phrase | Near | Wild, tokens: Tokens) -> Iterator[tuple[int, int]]:
    match node:
        case Phrase(_, _, run):
            yield from ((at, run.width) for at in places(run, tokens))
        case Near(_, _, parts, gaps):
            yield from near_places(parts, gaps, tokens)
        case Wild(_, _, pattern, prefix):
            fits = pattern_of(pattern).fullmatch
            for word, begins in tokens.words.items():
                if word.startswith(prefix) and fits(word):
                    yield from ((at, 1) for at in begins)


@lru_cache(1024)
def pattern_of(pattern: str) -> re.Pattern[str]:
    """The expression of a word with * and ?; patterns have few * and words are short, so it stays cheap."""
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."))


def _field_of(node: Marked | Named | Between) -> str:
    return field_of_mark(node.marks[0]) if isinstance(node, Marked) else node.field


def _in_scope(node: Marked | Named | Between, scope: Scope) -> list[Span] | None:
    """The evidence of what matched (perhaps none is known); None where nothing matched."""
    found: list[Sequence[Span]] = []
    match node:
        case Marked(_, marks, begins):
            if begins:
                marks = tuple(mark for mark in scope.marks if mark.startswith(marks))
            found = [scope.marks[mark] for mark in marks if mark in scope.marks]
        case Named(_, field, marks, run):
            found = [scope.marks[mark] for mark in marks if mark in scope.marks]
            if run is not None:
                found += [
                    name.spans for name in scope.names if name.field == field and places(run, name.tokens)
                ]
        case Between():
            found = [
                measure.spans
                for measure in scope.measures
                if measure.field == node.field and _overlaps(node, measure.low, measure.high)
            ]
    return [span for spans in found for span in spans] if found else None


def _overlaps(node: Between, low: Bound, high: Bound) -> bool:
    if node.low is not None and not (high > node.low if node.above else high >= node.low):
        return False
    return node.high is None or (low < node.high if node.below else low <= node.high)
