"""Item: its text with every fact marked where it stands, why it is relevant, what it changed, who speaks."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from consumers.alert.key_facts import key_facts
from consumers.classify.explain import RULES_IN_WORDS
from schemas.coverage import Coverage
from schemas.fact import Fact
from schemas.facts import Facts
from wirewatch.export.citation import citation_of
from wirewatch.export.formats.bibliography import as_text
from wirewatch.export.rows import fact_rows
from wirewatch.render.marked import Mark, marks_of
from wirewatch.when import local


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text, and the facts it is evidence of, the innermost last."""

    text: str
    kinds: tuple[str, ...]
    facts: tuple[str, ...]
    told: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """What the page shows."""

    coverage: Coverage
    paragraphs: tuple[tuple[Stretch, ...], ...]
    rows: tuple[Any, ...]
    reasons: tuple[tuple[float, str, str], ...]
    key_facts: tuple[str, ...]
    cited: str
    published: str
    seen: str


def view(coverage: Coverage) -> ItemView:
    """The item's view."""
    item = coverage.item
    best = max(coverage.verdicts, key=lambda verdict: verdict.score, default=None)
    reasons = () if best is None else tuple(
        (reason.weight, RULES_IN_WORDS.get(reason.rule, reason.rule), "; ".join(span.surface for span in reason.evidence[:4]))
        for reason in sorted(best.reasons, key=lambda reason: -abs(reason.weight))
    )  # fmt: skip
    return ItemView(
        coverage,
        paragraphs(item.text, item.body_start, coverage.facts),
        tuple(fact_rows(coverage)),
        reasons,
        key_facts(coverage.facts),
        as_text(citation_of(coverage)),
        local(item.published_at) if item.published_at else "undated",
        local(item.first_seen_at),
    )


def paragraphs(text: str, start: int, facts: Facts) -> tuple[tuple[Stretch, ...], ...]:
    """The text from `start` on, by paragraphs, each in stretches over which the same facts stand."""
    marks = marks_of(facts)
    told = {fact.id: _told(fact) for fact in facts.all()}
    found = []
    at = start
    for line in text[start:].split("\n"):
        if line.strip():
            found.append(tuple(_stretches(text, at, at + len(line), marks, told)))
        at += len(line) + 1
    return tuple(found)


def _stretches(
    text: str, start: int, end: int, marks: Iterable[Mark], told: dict[str, str]
) -> Iterable[Stretch]:
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    edges = sorted(
        {start, end, *(edge for mark in here for edge in (mark.start, mark.end) if start < edge < end)}
    )
    for first, after in pairwise(edges):
        over = [mark for mark in here if mark.start <= first and after <= mark.end]
        yield Stretch(
            text[first:after],
            tuple(mark.kind for mark in over),
            tuple(mark.fact_id for mark in over),
            " · ".join(told.get(mark.fact_id, "") for mark in over),
        )


def _told(fact: Fact) -> str:
    return f"{fact.id}: {fact.extractor.name}/{fact.extractor.rule}, confidence {fact.confidence:.2f}"
