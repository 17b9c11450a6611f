"""What was extracted from the demo's items, held against what a person labelled in them.

Plainer than a scorer: a labelled fact counts as found when an extracted fact of its kind agrees on what identifies it
(a name or mention, a value, most of a quote's letters, an event's type). What was missed is told by name.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from schemas.coverage import Coverage

KINDS = ("entities", "dates", "amounts", "quotes", "events")
_SAME_QUOTE = 0.6


@dataclass(frozen=True, slots=True)
class Missed:
    """A labelled fact that was not extracted."""

    item_id: str
    title: str
    kind: str
    fact: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts over all labelled items, and what was missed."""

    relevant_found: int
    relevant_labelled: int
    relevant_wrongly: int
    found: Mapping[str, int]
    labelled: Mapping[str, int]
    missed: tuple[Missed, ...]


def labels() -> tuple[dict[str, Any], ...]:
    """The labelled items."""
    text = files("wirewatch.demo").joinpath("expected.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in text.splitlines() if line.strip())


def compare(coverage: Iterable[Coverage], shift: timedelta) -> Comparison:
    """Hold the coverage of a run, whose feeds were dated `shift` later than written, against the labels."""
    extracted = {name: record for record in coverage for name in (record.item.guid, record.item.link) if name}
    relevant_found = relevant_labelled = relevant_wrongly = 0
    found = dict.fromkeys(KINDS, 0)
    labelled = dict.fromkeys(KINDS, 0)
    missed: list[Missed] = []
    for label in labels():
        record = extracted.get(label["id"])
        relevant = record is not None and record.relevant
        if not label["gold"]["relevant"]:
            relevant_wrongly += relevant
            continue
        relevant_labelled += 1
        relevant_found += relevant
        if record is None:
            missed.append(Missed(label["id"], label["title"], "relevance", "the whole item"))
        for kind in KINDS:
            for fact, is_there in _checked(kind, label["gold"][kind], record, shift):
                labelled[kind] += 1
                found[kind] += is_there
                if not is_there and record is not None:
                    missed.append(Missed(label["id"], label["title"], kind, fact))
    return Comparison(relevant_found, relevant_labelled, relevant_wrongly, found, labelled, tuple(missed))


def _checked(
    kind: str, gold: Sequence[dict[str, Any]], record: Coverage | None, shift: timedelta
) -> Iterator[tuple[str, bool]]:
    for fact in gold:
        match kind:
            case "entities":
                yield fact["text"], record is not None and _has_entity(record, fact)
            case "dates":
                yield fact["text"], record is not None and _has_date(record, fact, shift)
            case "amounts":
                yield fact["text"], record is not None and _has_amount(record, fact)
            case "quotes":
                yield (
                    f"{fact['speaker']}: {fact['text']}",
                    record is not None and _has_quote(record, fact["text"]),
                )
            case _:
                said = f"{fact['type']} ({', '.join(fact['participants'])}), {fact['status']}"
                yield (
                    said,
                    record is not None and any(event.type == fact["type"] for event in record.facts.events),
                )


def _has_entity(record: Coverage, fact: dict[str, Any]) -> bool:
    wanted = {_letters(fact["text"]), _letters(fact["name"])}
    return any(
        wanted & {_letters(name) for name in (entity.name, *(span.surface for span in entity.evidence))}
        for entity in record.facts.entities
    )


def _has_date(record: Coverage, fact: dict[str, Any], shift: timedelta) -> bool:
    values = {found.value for found in record.facts.dates}
    return fact["value"] in values or _shifted(fact["value"], shift) in values


def _shifted(value: str, shift: timedelta) -> str:
    def moved(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + shift).isoformat()

    return re.sub(r"\d{4}-\d\d-\d\d", moved, value)


def _has_amount(record: Coverage, fact: dict[str, Any]) -> bool:
    wanted = Decimal(fact["value"])
    return any(Decimal(amount.value) == wanted for amount in record.facts.amounts)


def _has_quote(record: Coverage, text: str) -> bool:
    wanted = _pairs(text)
    for quote in record.facts.quotes:
        said = _pairs("".join(span.surface for span in quote.content))
        if 2 * len(wanted & said) >= _SAME_QUOTE * (len(wanted) + len(said)):
            return True
    return False


def _pairs(text: str) -> set[str]:
    letters = _letters(text)
    return {letters[n : n + 2] for n in range(len(letters) - 1)}


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text)).casefold().replace("ё", "е")
