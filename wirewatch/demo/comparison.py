"""What was extracted from the demo's items, held against what a person labelled in them.

Plainer than a scorer: a labelled fact counts as found when an extracted fact of its kind agrees on what identifies it
(a name or mention, a value, most of a quote's letters, an event's type). What was missed is told by name.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
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
    """Counts over all labelled items, and what was missed; `unlabelled` are facts that were extracted from the
    relevant ones and stand for nothing a person labelled."""

    relevant_found: int
    relevant_labelled: int
    relevant_wrongly: int
    found: Mapping[str, int]
    labelled: Mapping[str, int]
    unlabelled: Mapping[str, int]
    missed: tuple[Missed, ...]


def labels() -> tuple[dict[str, Any], ...]:
    """The labelled items."""
    text = files("wirewatch.demo").joinpath("expected.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in text.splitlines() if line.strip())


def compare(coverage: Iterable[Coverage], shift: timedelta) -> Comparison:
    """Hold the coverage of a run, whose feeds were dated `shift` later than written, against the labels."""
    extracted = {name: record for record in coverage for name in (record.item.guid, record.item.link) if name}
    relevant_found = relevant_labelled = relevant_wrongly = 0
    found, labelled, unlabelled = Counter[str](), Counter[str](), Counter[str]()
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
            wanted = label["gold"][kind]
            facts = getattr(record.facts, kind) if record is not None else ()
            left = [one for one in wanted if not any(_agree(kind, fact, one, shift) for fact in facts)]
            labelled[kind] += len(wanted)
            found[kind] += len(wanted) - len(left)
            unlabelled[kind] += sum(
                not any(_agree(kind, fact, one, shift) for one in wanted) for fact in facts
            )
            if record is not None:
                missed += (Missed(label["id"], label["title"], kind, _told(kind, one)) for one in left)
    return Comparison(
        relevant_found, relevant_labelled, relevant_wrongly, found, labelled, unlabelled, tuple(missed)
    )


def _told(kind: str, label: dict[str, Any]) -> str:
    if kind == "quotes":
        return f"{label['speaker']}: {label['text']}"
    if kind == "events":
        return f"{label['type']} ({', '.join(label['participants'])}), {label['status']}"
    return str(label["text"])


def _agree(kind: str, fact: Any, label: dict[str, Any], shift: timedelta) -> bool:
    match kind:
        case "entities":
            names = {_letters(name) for name in (fact.name, *(span.surface for span in fact.evidence))}
            return bool(names & {_letters(label["text"]), _letters(label["name"])})
        case "dates":
            return fact.value in (label["value"], _shifted(label["value"], shift))
        case "amounts":
            return Decimal(fact.value) == Decimal(label["value"])
        case "quotes":
            wanted, said = _pairs(label["text"]), _pairs("".join(span.surface for span in fact.content))
            return 2 * len(wanted & said) >= _SAME_QUOTE * (len(wanted) + len(said))
        case _:
            return bool(fact.type == label["type"])


def _shifted(value: str, shift: timedelta) -> str:
    def moved(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + shift).isoformat()

    return re.sub(r"\d{4}-\d\d-\d\d", moved, value)


def _pairs(text: str) -> set[str]:
    letters = _letters(text)
    return {letters[n : n + 2] for n in range(len(letters) - 1)}


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text)).casefold().replace("ё", "е")
