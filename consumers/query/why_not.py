"""Why a query does not match an item: the clauses that fail, and those that are there."""

from dataclasses import dataclass
from typing import Literal

from consumers.query.match import match_query
from consumers.query.nodes import And, Node, Not, OneEvent, Or, Query
from consumers.query.searchable import Searchable
from schemas.match import Clause


@dataclass(frozen=True, slots=True)
class Failed:
    """A part that fails. `absent`: it is not there; `present`: it must not be there, and is (`seen`: by which words);
    `no single event`: each part of a group holds of some event or other, but all of none; `none of these`: every
    alternative fails, `inside` tells how."""

    clause: str
    how: Literal["absent", "present", "no single event", "none of these"]
    seen: tuple[Clause, ...] = ()
    inside: tuple["Failed", ...] = ()


def why_not(query: Query, item: Searchable) -> tuple[Failed, ...]:
    """The parts that keep a query from matching, in the order written; none where it matches. Mending all of them makes it
    match: of alternatives, any one."""
    return _failing(query.root, item)


def _matches(node: Node, item: Searchable) -> tuple[Clause, ...] | None:
    return match_query(Query("", node), item)


def _failing(node: Node, item: Searchable) -> tuple[Failed, ...]:
    if _matches(node, item) is not None:
        return ()
    match node:
        case And(parts):
            return tuple(failed for part in parts for failed in _failing(part, item))
        case Or(parts):
            inside = tuple(failed for part in parts for failed in _failing(part, item))
            return (Failed(_said(node), "none of these", inside=inside),)
        case Not(clause, part):
            return (Failed(clause, "present", seen=_matches(part, item) or ()),)
        case OneEvent(clause, part):
            parts = part.parts if isinstance(part, And) else (part,)
            each_holds = len(parts) > 1 and all(
                _matches(OneEvent(clause, one), item) is not None for one in parts
            )
            return (Failed(clause, "no single event" if each_holds else "absent"),)
        case _:
            return (Failed(node.clause, "absent"),)


def _said(node: Node) -> str:
    """A part as it can be written."""
    match node:
        case And(parts):
            return " AND ".join(f"({_said(part)})" if isinstance(part, Or) else _said(part) for part in parts)
        case Or(parts):
            return " OR ".join(_said(part) for part in parts)
        case _:
            return node.clause
