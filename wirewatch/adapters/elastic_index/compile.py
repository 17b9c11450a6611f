"""Queries to Elasticsearch's query DSL: all matches, and where it can be, nothing else.

Nothing of a query reaches Elasticsearch as text to be parsed (`query_string`): words go to our own tokens, values of
fields to their marks. What reads many terms was refused before, by the parser: a wildcard has letters before it.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from consumers.index.document import NAMED, mark_token, word_token
from consumers.query.nodes import (
    And,
    Atom,
    Between,
    Bound,
    Everything,
    Leaf,
    Marked,
    Named,
    Near,
    Node,
    Not,
    OneEvent,
    Or,
    Phrase,
    Run,
    Wild,
)
from consumers.query.rough import SHORTENED, wanted_marks

Clause = dict[str, Any]
_TokenOf = Callable[[str], str]

EVERYTHING: Clause = {"match_all": {}}
NOTHING: Clause = {"match_none": {}}

_TITLE, _BODY, _MARKS, _WORDS = "tokens.title", "tokens.body", "tokens.marks", "tokens.words"
_FACTS, _MARKS_OF_EVENT = "facts", "facts.marks"
_TITLE_WEIGHS = 4.0

_WHOLE_NUMBERS = {"published_at": "at_us", "first_seen_at": "seen_us", "copies": "copies"}
"""Fields that every item has once, and that are kept exactly."""
_LONGEST = (1 << 62) - 1


@dataclass(frozen=True, slots=True)
class Plan:
    """A clause that finds at least what a query matches; `exact` where it finds nothing else."""

    clause: Clause
    exact: bool


def compile_query(root: Node) -> Plan:
    """The plan of a query."""
    return _Compiler(_MARKS).plan(root)


@dataclass(frozen=True, slots=True)
class _Compiler:
    """Compiles what is asked of an item, or of one of its events, whose marks are in the field `marks`."""

    marks: str

    def plan(self, node: Node) -> Plan:
        match node:
            case And(parts):
                plans = [self.plan(part) for part in parts]
                return Plan({"bool": {"must": [p.clause for p in plans]}}, all(p.exact for p in plans))
            case Or(parts):
                plans = [self.plan(part) for part in parts]
                return Plan(_any(p.clause for p in plans), all(p.exact for p in plans))
            case Not(_, part):
                plan = self.plan(part)
                if not plan.exact:  # what it finds too much must not be taken away
                    return Plan(EVERYTHING, exact=False)
                return Plan({"bool": {"must_not": [plan.clause]}}, exact=True)
            case _:
                return self._leaf(node)

    def _leaf(self, leaf: Leaf) -> Plan:
        match leaf:
            case Everything():
                return Plan(EVERYTHING, exact=True)
            case Phrase(_, field, run):
                fields, token_of = _where(field)
                return Plan(_any(_phrase(each, run, token_of) for each in fields), exact=True)
            case Near(_, field, parts, gaps):
                fields, token_of = _where(field)
                return Plan(_any(_near(each, parts, gaps, token_of) for each in fields), _is_plain(parts))
            case Wild(_, field, pattern, _):
                clause = {"wildcard": {_WORDS: {"value": f"{pattern}=*", "rewrite": "constant_score"}}}
                return Plan(clause, exact=field == "text")
            case Marked(_, marks, begins):
                return self._marked(marks, begins=begins)
            case Named():
                return self._named(leaf)
            case Between():
                return self._between(leaf)
            case OneEvent(_, part):
                plan = _Compiler(_MARKS_OF_EVENT).plan(part)
                its = {"bool": {"filter": [{"term": {f"{_FACTS}.kind": "event"}}, plan.clause]}}
                return Plan({"nested": {"path": _FACTS, "query": its, "score_mode": "none"}}, plan.exact)

    def _marked(self, marks: Sequence[str], *, begins: bool) -> Plan:
        parts = [part for mark in marks for part in _parts(mark)]
        if begins:
            if marks[0].rstrip("=") in SHORTENED:
                return Plan(EVERYTHING, exact=True)  # every item has an id
            return Plan(
                _any(_unscored({"prefix": {self.marks: {"value": mark_token(part)}}}) for part in parts),
                exact=True,
            )
        clause = {"terms": {self.marks: [mark_token(part) for part in parts]}}
        return Plan(_unscored(clause), exact=not any(mark.startswith(SHORTENED) for mark in marks))

    def _named(self, leaf: Named) -> Plan:
        by_mark = self._marked(leaf.marks, begins=False)
        if leaf.run is None:
            return by_mark
        knows_field = (
            self.marks == _MARKS_OF_EVENT or leaf.field in NAMED
        )  # else any name of the item will do
        fields = _parts(leaf.field) if knows_field else ("entity",)
        by_name = [_unscored(_phrase(self.marks, leaf.run, _among_marks(field))) for field in fields]
        return Plan(_any([by_mark.clause, *by_name]), knows_field)

    def _between(self, leaf: Between) -> Plan:
        if leaf.field in _WHOLE_NUMBERS:
            return Plan(_unscored(_range(_WHOLE_NUMBERS[leaf.field], leaf)), exact=True)
        if leaf.low is None and leaf.high is None:
            return Plan(_unscored({"prefix": {self.marks: {"value": f"#{leaf.field}~"}}}), exact=True)
        marks = wanted_marks(leaf)
        if marks is None:
            return Plan(EVERYTHING, exact=False)
        return Plan(_unscored({"terms": {self.marks: [f"#{mark}" for mark in marks]}}), exact=False)


def _unscored(clause: Clause) -> Clause:
    return {"constant_score": {"filter": clause, "boost": 0.0}}


def _any(clauses: Iterable[Clause]) -> Clause:
    each = list(clauses)
    return each[0] if len(each) == 1 else {"bool": {"should": each, "minimum_should_match": 1}}


def _where(field: str) -> tuple[tuple[str, ...], _TokenOf]:
    """The fields a text clause looks in, and how words stand there."""
    match field:
        case "title":
            return (_TITLE,), str
        case "body":
            return (_BODY,), str
        case "quote":
            return (_MARKS,), _among_marks(field)
        case _:
            return (_TITLE, _BODY), str


def _among_marks(field: str) -> _TokenOf:
    return lambda token: word_token(field, token)


def _phrase(field: str, run: Run, token_of: _TokenOf) -> Clause:
    """A run of tokens at successive positions. Without single characters it is a phrase as Lucene knows it, which
    can be ranked."""
    boost = _TITLE_WEIGHS if field == _TITLE else 1.0
    if len(run.atoms) == 1:
        (atom,) = run.atoms
        return {"term": {_field_of(field, atom): {"value": token_of(atom.token), "boost": boost}}}
    if any(atom.character for atom in run.atoms):
        return {"intervals": {field: {**_interval(field, run, token_of), "boost": boost}}}
    tokens = " ".join(token_of(atom.token) for atom in run.atoms)
    return {"match_phrase": {field: {"query": tokens, "boost": boost}}}


def _near(field: str, parts: Sequence[Run], gaps: int, token_of: _TokenOf) -> Clause:
    """All runs within a window."""
    runs = list(dict.fromkeys(parts))
    wanted = [_interval(field, run, token_of) for run in runs]
    boost = _TITLE_WEIGHS if field == _TITLE else 1.0
    rule = {"all_of": {"intervals": wanted, "ordered": False, "max_gaps": gaps + _wider(parts, runs)}}
    return {"intervals": {field: {**(rule if len(wanted) > 1 else wanted[0]), "boost": boost}}}


def _wider(parts: Sequence[Run], runs: Sequence[Run]) -> int:
    """By how much: Elasticsearch counts a run by its tokens, we by its positions, of which a Chinese one has one more;
    and a run that is asked for twice is looked for once."""
    return sum(part.width for part in parts) - sum(len(run.atoms) for run in runs)


def _is_plain(parts: Sequence[Run]) -> bool:
    """Whether words near each other are counted alike by Elasticsearch and by us."""
    return len(set(parts)) == len(parts) and all(part.width == len(part.atoms) == 1 for part in parts)


def _interval(field: str, run: Run, token_of: _TokenOf) -> Clause:
    atoms = [_atom(field, atom, token_of) for atom in run.atoms]
    return atoms[0] if len(atoms) == 1 else {"all_of": {"intervals": atoms, "ordered": True, "max_gaps": 0}}


def _atom(field: str, atom: Atom, token_of: _TokenOf) -> Clause:
    at = _field_of(field, atom)
    return {"match": {"query": token_of(atom.token), **({"use_field": at} if at != field else {})}}


def _field_of(field: str, atom: Atom) -> str:
    return f"{field}.first" if atom.character else field


def _parts(mark: str) -> tuple[str, ...]:
    """What is said of a participant as said of an actor or a recipient, as it is indexed."""
    if "event.participant" not in mark:
        return (mark,)
    return tuple(mark.replace("event.participant", f"event.{part}", 1) for part in ("actor", "recipient"))


def _range(field: str, leaf: Between) -> Clause:
    """A range of whole numbers."""
    bounds: Clause = {}
    if leaf.low is not None:
        bounds["gte"] = _within(math.floor(leaf.low) + 1 if leaf.above else math.ceil(leaf.low))
    if leaf.high is not None:
        bounds["lte"] = _within(math.ceil(leaf.high) - 1 if leaf.below else math.floor(leaf.high))
    return {"range": {field: bounds}} if bounds else EVERYTHING


def _within(number: Bound) -> int:
    return int(min(max(number, -_LONGEST), _LONGEST))
