"""A query's source to its tree, on luqum's reading of Lucene syntax."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NoReturn, cast

from luqum import tree as lucene
from luqum.exceptions import ParseError
from luqum.thread import parse as luqum_parse

from consumers.query import fields as f
from consumers.query.fault import QuerySyntaxError
from consumers.query.field_names import check_field
from consumers.query.names import NamesFor, gazetteer_names
from consumers.query.nodes import And, Everything, Marked, Node, Not, OneEvent, Or, Query, TextField
from consumers.query.ranges import range_clause
from consumers.query.shape import check_shape
from consumers.query.text_clauses import near_clause, text_clause
from consumers.query.value_clauses import value_clause
from consumers.query.written import Bounds, Written

MOST_CLAUSES = 200
_DEEPEST = 60
"""Operators within operators: parentheses are limited before, this stops NOT NOT NOT …"""


def parse_query(source: str, *, names_for: NamesFor = gazetteer_names, now: datetime | None = None) -> Query:
    """The query that a source in Lucene syntax writes (docs/query-language.md).

    `names_for` resolves the names of entity clauses; `now` is what now-7d and today count from, without it they
    are refused (a rule cannot depend on the present). Raises QuerySyntaxError with position and hint.
    """
    check_shape(source)
    try:
        parsed = luqum_parse(source)
    except ParseError as error:
        _refuse(source, error)
    except (ValueError, ArithmeticError) as error:
        raise QuerySyntaxError(
            "A number after ~ or ^ cannot be read.", 0, len(source), "Write a whole number."
        ) from error
    return Query(source, _Reader(source, names_for, now).read(parsed, _Place()))


def _refuse(source: str, error: ParseError) -> NoReturn:
    """luqum's complaint at the place it complains of."""
    found = re.search(r"at position (\d+)", str(error))
    at = int(found[1]) if found else len(source.rstrip()) - 1
    if (opened := source.rfind("[", 0, at)) >= 0 and "]" not in source[opened:at]:
        raise QuerySyntaxError(
            "This range cannot be read.",
            opened,
            at + 1 - opened,
            "A range is written [a TO b], * for an open end.",
        ) from error
    raise QuerySyntaxError(
        f'"{source[at]}" cannot stand here.', at, 1, f"To look for the character itself write \\{source[at]}."
    ) from error


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the query a part stands: under which field, in an event's group, how deep."""

    field: str = "text"
    in_field: bool = False
    in_event: bool = False
    depth: int = 0


class _Reader:
    def __init__(self, source: str, names_for: NamesFor, now: datetime | None) -> None:
        self._source = source
        self._names_for = names_for
        self._now = now
        self._clauses = 0

    def read(self, item: Any, place: _Place) -> Node:
        if place.depth > _DEEPEST:
            raise QuerySyntaxError("The query is nested too deep.", item.pos, 1, "Write it flatter.")
        place = replace(place, depth=place.depth + 1)
        match item:
            case lucene.BaseOperation():
                return self._join(list(_flat(item)), place)
            case lucene.BaseGroup():
                return self.read(item.expr, place)
            case lucene.Plus():
                return self.read(item.a, place)
            case lucene.Not() | lucene.Prohibit():
                return self._not(item, place)
            case lucene.SearchField():
                return self._field(item, place)
            case _:
                self._count(item)
                return self._leaf(item, self._slice(item), place)

    def _join(self, sequence: Sequence[Any], place: _Place) -> Node:
        """Operands with the operators between them, by our precedence: AND before OR before standing side by side
        (which means AND). luqum's own varies with what follows."""
        for operator in (lucene.UnknownOperation, lucene.OrOperation, lucene.AndOperation):
            cuts = [at for at, part in enumerate(sequence) if part is operator]
            if cuts:
                edges = zip([-1, *cuts], [*cuts, len(sequence)], strict=True)
                parts = tuple(self._join(sequence[before + 1 : cut], place) for before, cut in edges)
                return Or(parts) if operator is lucene.OrOperation else And(parts)
        return self.read(sequence[0], place)

    def _not(self, item: Any, place: _Place) -> Node:
        if place.in_field and isinstance(item, lucene.Prohibit) and _is_number(place.field):
            self._count(item)
            return self._leaf(item, self._slice(item), place)  # a negative number
        return Not(self._slice(item), self.read(item.a, place))

    def _field(self, item: Any, place: _Place) -> Node:
        name, at = str(item.name), int(item.pos)
        if place.in_field:
            raise QuerySyntaxError(
                f"{name}: stands inside another field.", at, len(name) + 1, "Close the parenthesis before it."
            )
        name = re.sub(r"\\(.)", r"\1", name)
        full = check_field(name, at, in_event=place.in_event)
        if full == "event":
            return self._event(item, place)
        inner = replace(place, field=full, in_field=True)
        if isinstance(item.expr, lucene.FieldGroup | lucene.Not | lucene.Plus) or (
            isinstance(item.expr, lucene.Prohibit) and not _is_number(full)
        ):
            return self.read(item.expr, inner)
        self._count(item)
        return self._leaf(item.expr, self._slice(item), inner)

    def _event(self, item: Any, place: _Place) -> Node:
        clause = self._slice(item)
        if isinstance(item.expr, lucene.FieldGroup):
            return OneEvent(clause, self.read(item.expr, replace(place, in_event=True)))
        if isinstance(item.expr, lucene.Word) and item.expr.value == "*":
            return Marked(clause, ("event.type=",), begins=True)
        value = str(item.expr)
        raise QuerySyntaxError(
            "event: takes a group.",
            item.expr.pos,
            len(value.rstrip()),
            "Write event:(type:visit AND status:scheduled).",
        )

    def _leaf(self, item: Any, clause: str, place: _Place) -> Node:
        length = len(self._slice(item))
        if place.in_event and not place.in_field:
            raise QuerySyntaxError(
                "Words cannot be looked for in an event.",
                item.pos,
                length,
                "Write type:, status:, actor: or date: before it.",
            )
        match item:
            case lucene.Word(value="*") if not place.in_field:
                return Everything(clause)
            case lucene.Word() | lucene.Phrase():
                return self._value(_written(item, clause), place)
            case lucene.Proximity(term=term, degree=degree) if place.field in f.TEXT_FIELDS:
                return near_clause(cast(TextField, place.field), _written(term, clause), int(degree))
            case lucene.Range() | lucene.OpenRange() | lucene.Prohibit():
                return self._range(item, clause, place)
            case lucene.Boost():
                raise QuerySyntaxError("Clauses have no weight here.", item.pos, length, "Leave ^ out.")
            case lucene.Fuzzy() | lucene.Proximity():
                raise QuerySyntaxError(
                    "~ belongs after a phrase.",
                    item.pos,
                    length,
                    'Write "several words"~5, or word* for endings.',
                )
            case _:
                raise QuerySyntaxError("This cannot be read.", item.pos, length)

    def _value(self, written: Written, place: _Place) -> Node:
        if place.field in f.TEXT_FIELDS:
            return text_clause(cast(TextField, place.field), written)
        return value_clause(place.field, written, self._names_for, self._now)

    def _range(self, item: Any, clause: str, place: _Place) -> Node:
        match item:
            case lucene.Range(low=low, high=high):
                sides = (_side(low), _side(high))
                bounds = Bounds(clause, item.pos, *sides, not item.include_low, not item.include_high)
            case lucene.From(a=a):
                bounds = Bounds(clause, item.pos, _side(a), None, above=not item.include)
            case lucene.To(a=a):
                bounds = Bounds(clause, item.pos, None, _side(a), below=not item.include)
            case _:
                bounds = Bounds(clause, item.pos, _side(item), _side(item))
        return range_clause(place.field, bounds, self._now)

    def _count(self, item: Any) -> None:
        self._clauses += 1
        if self._clauses > MOST_CLAUSES:
            raise QuerySyntaxError(
                f"The query has more than {MOST_CLAUSES} clauses.", item.pos, 1, "Split it in several."
            )

    def _slice(self, item: Any) -> str:
        return self._source[item.pos : item.pos + item.size].strip()


def _is_number(field: str) -> bool:
    return field in f.NUMBER_FIELDS or field.startswith("amount.")


def _flat(item: Any) -> Iterator[Any]:
    """Operands and, between them, the classes of their operators, in the order written."""
    for n, operand in enumerate(item.operands):
        if n:
            yield type(item)
        if isinstance(operand, lucene.BaseOperation):
            yield from _flat(operand)
        else:
            yield operand


def _written(item: Any, clause: str) -> Written:
    value = str(item.value)
    if isinstance(item, lucene.Phrase):
        return Written(clause, value[1:-1], item.pos, quoted=True)
    return Written(clause, value, item.pos)


def _side(item: Any) -> Written | None:
    """One end of a range; None where it is open."""
    if isinstance(item, lucene.Prohibit):
        return Written(f"-{item.a.value}", f"-{item.a.value}", item.pos)
    written = _written(item, str(item.value))
    return None if written.is_any else written
