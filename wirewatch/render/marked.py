"""A text with its facts marked where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from schemas.facts import Facts
from schemas.span import Span
from wirewatch.logs import printable

STYLES = {
    "entity": "bold cyan",
    "date": "bold magenta",
    "amount": "bold green",
    "quote": "italic yellow",
    "event": "bold red",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text, the fact it is evidence of, and the fact's kind (a key of STYLES)."""

    start: int
    end: int
    fact_id: str
    kind: str


def marks_of(facts: Facts) -> tuple[Mark, ...]:
    """The marks of all facts, outer ones before the ones they enclose."""
    found = {
        *(_mark(span, fact.id, "entity") for fact in facts.entities for span in fact.evidence),
        *(_mark(span, fact.id, "date") for fact in facts.dates for span in fact.evidence),
        *(_mark(span, fact.id, "amount") for fact in facts.amounts for span in fact.evidence),
        *(_mark(span, quote.id, "quote") for quote in facts.quotes for span in quote.content),
        *(_mark(event.anchor, event.id, "event") for event in facts.events),
    }
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.fact_id)))


def _mark(span: Span, fact_id: str, kind: str) -> Mark:
    return Mark(span.start, span.end, fact_id, kind)


def marked(text: str, facts: Facts) -> Text:
    """The text with brackets and ids around every fact's evidence, coloured by kind: `[e1 Xi Jinping]`."""
    shown = Text()
    position = 0
    open_marks: list[Mark] = []
    for place, opening, mark in _edges(marks_of(facts)):
        shown.append(printable(text[position:place]), _style(open_marks))
        position = place
        if opening:
            shown.append(f"[{mark.fact_id} ", f"dim {STYLES[mark.kind]}")
            open_marks.append(mark)
        else:
            open_marks.remove(mark)
            shown.append("]", f"dim {STYLES[mark.kind]}")
    shown.append(printable(text[position:]))
    return shown


def _edges(marks: tuple[Mark, ...]) -> Iterator[tuple[int, bool, Mark]]:
    edges = [(mark.end, False, mark) for mark in marks] + [(mark.start, True, mark) for mark in marks]
    # at one place: what ends goes first, the innermost of them before the others; what begins later, outermost first
    yield from sorted(
        edges,
        key=lambda edge: (edge[0], edge[1], -edge[2].end if edge[1] else -edge[2].start, edge[2].fact_id),
    )


def _style(open_marks: list[Mark]) -> str:
    return STYLES[open_marks[-1].kind] if open_marks else ""
