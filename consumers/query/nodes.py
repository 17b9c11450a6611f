"""A parsed query: a tree of clauses. docs/query-language.md defines what each means."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

TextField = Literal["text", "title", "body", "quote"]
Bound = Decimal | int


@dataclass(frozen=True, slots=True)
class Atom:
    """A token at `offset` positions after a phrase's first; with `character` a single Han character, found as
    the first of any token."""

    offset: int
    token: str
    character: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Atoms at fixed distances: a word, a phrase, a Chinese word. `width` is how many positions it covers."""

    atoms: tuple[Atom, ...]
    width: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word or a phrase in a text field."""

    clause: str
    field: TextField
    run: Run


@dataclass(frozen=True, slots=True)
class Near:
    """All of several words, in any order, with at most `gaps` other positions among them."""

    clause: str
    field: TextField
    parts: tuple[Run, ...]
    gaps: int


@dataclass(frozen=True, slots=True)
class Wild:
    """A word with * (any letters) and ? (one letter), on words as written (folded). It begins with `prefix`."""

    clause: str
    field: TextField
    pattern: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A field has one of several values: any of `marks` is there (with `begins`, any that begins so)."""

    clause: str
    marks: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A person, body, place or source in the part `field` says: known by one of `marks`, or, where `run` is
    given, by these words of its name."""

    clause: str
    field: str
    marks: tuple[str, ...]
    run: Run | None


@dataclass(frozen=True, slots=True)
class Between:
    """A number, time or day of a field lies in a range (or its own range overlaps it). Times are microseconds
    since 1970 (UTC), days are ordinals. None leaves a side open; `above`, `below` leave the bound itself out."""

    clause: str
    field: str
    low: Bound | None
    high: Bound | None
    above: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class OneEvent:
    """One event of the item has all that `part` asks."""

    clause: str
    part: "Node"


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every item."""

    clause: str


@dataclass(frozen=True, slots=True)
class And:
    """All parts match."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part matches."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not match."""

    clause: str
    part: "Node"


Leaf = Phrase | Near | Wild | Marked | Named | Between | OneEvent | Everything
Node = Leaf | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A query as written and as read."""

    source: str
    root: Node


def wanted_leaves(node: Node) -> Iterator[Leaf]:
    """The clauses that speak for an item, in the order written: none under NOT; one event's group is one."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted_leaves(part)
        case Not():
            return
        case _:
            yield node
