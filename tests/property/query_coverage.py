"""Corpora and queries drawn by a seed, and what they cover."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from consumers.query.match import match_query
from consumers.query.nodes import (
    And,
    Between,
    Marked,
    Named,
    Near,
    Node,
    Not,
    OneEvent,
    Or,
    Phrase,
    Query,
    Wild,
)
from consumers.query.parse import parse_query
from consumers.query.searchable import searchable_of
from schemas.coverage import Coverage
from tests.property.query_corpora import coverages, names_for, queries

T = TypeVar("T")

OPERATORS = frozenset(
    {
        "and", "or", "not", "word", "phrase", "character", "near", "wildcard", "everything", "value", "any value",
        "name", "number", "time", "day", "one event", "title", "body", "quote",
    }
)  # fmt: skip
SCRIPTS = frozenset({"latin", "cyrillic", "han"})


@dataclass(frozen=True)
class Drawn:
    """Items, queries, and the ids each query matches."""

    corpus: Sequence[Coverage]
    queries: Sequence[Query]
    expected: Sequence[frozenset[str]]

    @property
    def telling(self) -> float:
        """The share of queries that match some items and not all."""
        return sum(0 < len(ids) < len(self.corpus) for ids in self.expected) / len(self.queries)


@dataclass
class Covered:
    """How often each operator and script is asked for."""

    operators: Counter[str] = field(default_factory=Counter)
    scripts: Counter[str] = field(default_factory=Counter)


def drawn(number: int, items: int, asked: int) -> Drawn:
    """Items and queries of a seed; the same number draws the same ones."""
    corpus = [
        _renamed(each, f"i{n}" if n else "a") for n, each in enumerate(_each(coverages(), number, items))
    ]
    sources = _each(queries, number + 1, asked)
    parsed = [parse_query(source, names_for=names_for) for source in dict.fromkeys(sources)]
    opened = [(c.item.item_id, searchable_of(c)) for c in corpus]
    expected = [
        frozenset(id_ for id_, item in opened if match_query(query, item) is not None) for query in parsed
    ]
    return Drawn(corpus, parsed, expected)


def covered(asked: Sequence[Query]) -> Covered:
    """What queries ask for."""
    found = Covered()
    for query in asked:
        found.operators.update(set(_operators(query.root)))
        found.scripts.update(set(_scripts(query.source)))
    return found


def _each(strategy: st.SearchStrategy[T], number: int, count: int) -> list[T]:
    found: list[T] = []

    @seed(number)
    @settings(
        max_examples=count, derandomize=False, database=None, phases=[Phase.generate], deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def collect(value: T) -> None:
        found.append(value)

    collect()
    return found


def _renamed(coverage: Coverage, item_id: str) -> Coverage:
    return coverage.model_copy(update={"item": coverage.item.model_copy(update={"item_id": item_id})})


def _operators(node: Node) -> Iterator[str]:
    match node:
        case And(parts) | Or(parts):
            yield "and" if isinstance(node, And) else "or"
            for part in parts:
                yield from _operators(part)
        case Not(_, part):
            yield "not"
            yield from _operators(part)
        case OneEvent(_, part):
            yield "one event"
            yield from _operators(part)
        case Phrase(_, where, run):
            yield "phrase" if run.width > 1 else "word"
            if any(atom.character for atom in run.atoms):
                yield "character"
            yield where
        case Near(_, where, _, _):
            yield "near"
            yield where
        case Wild(_, where, _, _):
            yield "wildcard"
            yield where
        case Marked(_, _, begins):
            yield "any value" if begins else "value"
        case Named():
            yield "name"
        case Between(_, name, _, _):
            yield "time" if name.endswith("_at") else "day" if name == "event.date" else "number"
        case _:
            yield "everything"


def _scripts(source: str) -> Iterator[str]:
    for letter in source:
        if "a" <= letter.lower() <= "z":
            yield "latin"
        elif "\u0400" <= letter <= "\u04ff":
            yield "cyrillic"
        elif "\u4e00" <= letter <= "\u9fff":
            yield "han"
