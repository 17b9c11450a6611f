"""Queries to expressions of FTS5: all candidates, and where it can be, exactly the matches."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest

from consumers.index.document import EVERY, NAMED, mark_token, pair_token, word_token
from consumers.query.fields import TIME_FIELDS
from consumers.query.nodes import (
    And,
    Between,
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

_COLUMNS = {"title": "title : ", "body": "body : "}

StemsFor = Callable[[Wild], Iterable[str]]
"""The stems of the words a wildcard fits, of all words there are."""

_TokenOf = Callable[[str], str]

_MOST_STEMS = 300
"""Stems a wildcard is written out in; what stands for more words is looked for by its beginning."""

_MOST_SPELLINGS = 16
"""Ways a phrase is written out in; one with more Chinese words in it is looked for by its words."""

NO_WORD = "#"
"""A token no document has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An FTS5 expression that finds at least what a query matches (None: any document may match); `exact` where it
    finds nothing else."""

    expression: str | None
    exact: bool


def compile_query(root: Node, stems_for: StemsFor) -> Plan:
    """The plan of a query."""
    match root:
        case And(parts):
            return _and(parts, stems_for)
        case Or(parts):
            plans = [compile_query(part, stems_for) for part in parts]
            if any(plan.expression is None for plan in plans):
                return Plan(None, any(plan.expression is None and plan.exact for plan in plans))
            return Plan(_either(plan.expression or "" for plan in plans), all(plan.exact for plan in plans))
        case Not():
            return _and((root,), stems_for)
        case _:
            return _leaf(root, stems_for)


def _and(parts: tuple[Node, ...], stems_for: StemsFor) -> Plan:
    wanted: list[str] = []
    unwanted: list[str] = []
    exact = True
    for part in parts:
        plan = compile_query(part.part if isinstance(part, Not) else part, stems_for)
        exact = exact and plan.exact
        if not isinstance(part, Not):
            wanted += [plan.expression] if plan.expression is not None else []
        elif plan.exact:
            unwanted.append(plan.expression if plan.expression is not None else quoted([EVERY]))
    if not unwanted:
        return Plan(" AND ".join(f"({each})" for each in wanted) or None, exact)
    kept = " AND ".join(f"({each})" for each in wanted) or quoted([EVERY])
    return Plan(f"({kept}) NOT ({_either(unwanted)})", exact)


def _leaf(leaf: Leaf, stems_for: StemsFor) -> Plan:
    match leaf:
        case Everything():
            return Plan(None, exact=True)
        case Phrase(_, field, run):
            return _phrase(_COLUMNS.get(field, ""), run, _words_of(field))
        case Near():
            return _near(leaf)
        case Wild():
            return _wild(leaf, stems_for)
        case Marked(_, marks, begins):
            return _marked(marks, begins)
        case Named():
            return _named(leaf)
        case Between():
            return _between(leaf)
        case OneEvent(_, part):
            return _one_event(part, stems_for)


def quoted(tokens: Iterable[str]) -> str:
    """Tokens at successive positions, as FTS5 writes a phrase."""
    return '"' + " ".join(token.replace('"', '""') for token in tokens) + '"'


def _either(expressions: Iterable[str]) -> str:
    return " OR ".join(f"({each})" for each in dict.fromkeys(expressions))


def _words_of(field: str) -> _TokenOf:
    """How words stand in the index: as they are, or among the marks."""
    if field in NAMED or field == "quote":
        return lambda token: word_token(field, token)
    return str


def _wild(leaf: Wild, stems_for: StemsFor) -> Plan:
    column, token_of = _COLUMNS.get(leaf.field, ""), _words_of(leaf.field)
    stems = list(stems_for(leaf))
    wanted = [quoted([token_of(stem)]) for stem in stems]
    if len(stems) > _MOST_STEMS:
        others = [quoted([token_of(stem)]) for stem in stems if not stem.startswith(leaf.prefix)]
        wanted = [quoted([token_of(leaf.prefix)]) + " *", *others]
    return Plan(_either(column + each for each in wanted) or quoted([NO_WORD]), exact=False)


def _phrase(column: str, run: Run, token_of: _TokenOf) -> Plan:
    spellings = _spellings(run, token_of)
    if len(spellings) <= _MOST_SPELLINGS:
        return Plan(_either(column + spelling for spelling in spellings), exact=True)
    tokens = (quoted([token_of(atom.token)]) + (" *" if atom.character else "") for atom in run.atoms)
    return Plan(" AND ".join(column + token for token in tokens), exact=False)


def _near(leaf: Near) -> Plan:
    column, token_of = _COLUMNS.get(leaf.field, ""), _words_of(leaf.field)
    reach = leaf.gaps + sum(part.width for part in leaf.parts)
    together = [_spellings(part, token_of) for part in leaf.parts]
    single = dict.fromkeys(spellings[0] for spellings in together if len(spellings) == 1)
    wanted = [
        column + (f"NEAR({' '.join(single)}, {reach})" if len(single) > 1 else each)
        for each in list(single)[:1]
    ]
    wanted += [
        _phrase(column, part, token_of).expression or ""
        for part, spellings in zip(leaf.parts, together, strict=True)
        if len(spellings) > 1
    ]
    return Plan(" AND ".join(f"({each})" for each in wanted), exact=False)


def _spellings(run: Run, token_of: _TokenOf) -> list[str]:
    """The phrases a run can stand as. A single character is the beginning of a token; within a phrase that is one of
    two: the character alone, or with the next one where the text has no break between them."""
    spellings: list[list[str]] = [[]]
    for atom, after in zip_longest(run.atoms, run.atoms[1:]):
        tokens = [atom.token]
        if atom.character and after is not None:
            tokens.append(atom.token + after.token[0])
        if len(spellings) <= _MOST_SPELLINGS:
            spellings = [[*spelling, token_of(token)] for spelling in spellings for token in tokens]
    ending = " *" if run.atoms[-1].character else ""
    return [quoted(spelling) + ending for spelling in spellings]


def _marked(marks: tuple[str, ...], begins: bool) -> Plan:
    if begins:
        (beginning,) = marks
        if beginning.rstrip("=") in SHORTENED:
            return Plan(None, exact=True)
        return Plan(_either(f"{quoted([mark_token(part)])} *" for part in _parts(beginning)), exact=True)
    exact = not any(mark.startswith(SHORTENED) for mark in marks)
    return Plan(_either(quoted([mark_token(part)]) for mark in marks for part in _parts(mark)), exact)


def _parts(mark: str) -> tuple[str, ...]:
    """A mark of a participant as marks of an actor or a recipient, which are indexed."""
    if "event.participant" not in mark:
        return (mark,)
    return tuple(mark.replace("event.participant", f"event.{part}", 1) for part in ("actor", "recipient"))


def _named(leaf: Named) -> Plan:
    by_mark = _marked(leaf.marks, begins=False)
    if leaf.run is None:
        return by_mark
    by_name = _phrase("", leaf.run, _words_of(leaf.field if leaf.field in NAMED else "entity"))
    is_exact = by_name.exact and leaf.field in NAMED
    return Plan(_either((by_mark.expression or "", by_name.expression or "")), is_exact)


def _between(leaf: Between) -> Plan:
    if leaf.low is None and leaf.high is None:
        known = leaf.field in TIME_FIELDS  # every item has those
        return Plan(None if known else f"{quoted([f'#{leaf.field}~'])} *", exact=True)
    marks = wanted_marks(leaf)
    return Plan(None if marks is None else _either(quoted([f"#{mark}"]) for mark in marks), exact=False)


def _one_event(part: Node, stems_for: StemsFor) -> Plan:
    if isinstance(part, Marked):
        return compile_query(part, stems_for)
    pair, wanted = _pair(part), _without_not(part, stems_for)
    if pair is None:
        return Plan(wanted, exact=False)
    if isinstance(part, And) and len(part.parts) == 2:
        return Plan(pair, exact=True)
    return Plan(f"{pair} AND ({wanted})" if wanted else pair, exact=False)


def _pair(part: Node) -> str | None:
    """The token of a type and a status that one event must have."""
    if not isinstance(part, And):
        return None
    marks = [
        mark
        for each in part.parts
        if isinstance(each, Marked) and len(each.marks) == 1
        for mark in each.marks
    ]
    types = [mark for mark in marks if mark.startswith("event.type=")]
    statuses = [mark for mark in marks if mark.startswith("event.status=")]
    return quoted([pair_token(types[0], statuses[0])]) if types and statuses else None


def _without_not(part: Node, stems_for: StemsFor) -> str | None:
    """What an item must have for one of its events to match: another event may have what this one must not."""
    match part:
        case Not():
            return quoted(["#event.type="]) + " *"
        case And(parts):
            wanted = [each for each in (_without_not(p, stems_for) for p in parts) if each is not None]
            return " AND ".join(f"({each})" for each in wanted) or None
        case Or(parts):
            either = [_without_not(p, stems_for) for p in parts]
            return None if any(each is None for each in either) else _either(each or "" for each in either)
        case _:
            return compile_query(part, stems_for).expression
