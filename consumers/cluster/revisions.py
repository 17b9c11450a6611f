"""What a revision says otherwise than the one before: amounts, dates, actors, quotes, statuses, withdrawal."""

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from schemas.amount import Amount
from schemas.change import Change
from schemas.facts import Facts

TOLD_MOST = 48
"""Statements of a kind that are remembered of a revision."""

QUOTE_MOST = 240
SAME_QUOTE = 0.75
"""Of a quote's letters: what is said in nearly the same words is the same quote, worded otherwise."""

Kind = Literal["amount", "date", "actor", "quote", "status"]
_KINDS: tuple[Kind, ...] = ("amount", "date", "actor", "quote", "status")
_WHATEVER_ABOUT = ("amount", "date", "actor")
"""A figure, day or name that both revisions have is no change, whatever each is read to be about."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Told:
    """What a revision states, by kind: of what (`about`), and the values in the order of the text."""

    statements: Mapping[Kind, Mapping[str, tuple[str, ...]]]

    def pack(self) -> bytes:
        """The statements, small enough to be kept of every open item."""
        return zlib.compress(json.dumps(self.statements, ensure_ascii=False).encode(), 1)

    @classmethod
    def unpack(cls, packed: bytes) -> "Told":
        """The statements that were packed."""
        kept: dict[Kind, dict[str, list[str]]] = json.loads(zlib.decompress(packed))
        return cls({kind: {about: tuple(v) for about, v in kept[kind].items()} for kind in kept})


def told_by(facts: Facts) -> Told:
    """What later revisions are compared with."""
    found: dict[Kind, defaultdict[str, list[str]]] = {kind: defaultdict(list) for kind in _KINDS}
    for kind, about, value in _statements(facts):
        if sum(map(len, found[kind].values())) < TOLD_MOST and value not in found[kind][about]:
            found[kind][about].append(value)
    return Told({kind: {a: tuple(values) for a, values in found[kind].items() if values} for kind in _KINDS})


def changes_between(before: Told, after: Told) -> tuple[Change, ...]:
    """The material changes, by kind, in the order of the text. The same facts in other words are none."""
    found: list[Change] = []
    for kind in _KINDS:
        old, new = before.statements.get(kind, {}), after.statements.get(kind, {})
        if kind in _WHATEVER_ABOUT:
            old, new = _without(old, new), _without(new, old)
        for about in dict.fromkeys((*old, *new)):
            compare = _compare_quotes if kind == "quote" else _compare
            pairs = compare(old.get(about, ()), new.get(about, ()))
            found += (Change(kind=kind, about=about, before=b, after=a) for b, a in pairs)
    return tuple(found)


def _without(
    these: Mapping[str, tuple[str, ...]], others: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Statements whose value the other revision has nowhere."""
    there = {value for values in others.values() for value in values}
    return {about: tuple(v for v in values if v not in there) for about, values in these.items()}


def _compare(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """What is only in one of the two, the first gone with the first that came, and so on."""
    gone = [value for value in old if value not in new]
    came = [value for value in new if value not in old]
    for n in range(max(len(gone), len(came))):
        yield gone[n] if n < len(gone) else None, came[n] if n < len(came) else None


def _compare_quotes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Quotes of one speaker: what is said in nearly the same words is no change, unless its figures differ."""
    gone, came = [q for q in old if q not in new], [q for q in new if q not in old]
    for quote in list(gone):
        alike = max(came, key=lambda other: _likeness(quote, other), default=None)
        if alike is None or _likeness(quote, alike) < SAME_QUOTE:
            continue
        gone.remove(quote)
        came.remove(alike)
        if _NUMBER.findall(quote) != _NUMBER.findall(alike):
            yield quote, alike
    yield from _compare(gone, came)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _statements(facts: Facts) -> Iterator[tuple[Kind, str, str]]:
    names = {entity.id: entity.name for entity in facts.entities}
    dates = {timex.id: timex.value for timex in facts.dates}
    for amount in facts.amounts:
        about = " ".join(filter(None, (amount.indicator or amount.kind, dates.get(amount.period or ""))))
        yield "amount", about, written_amount(amount)
    for event in facts.events:
        if event.date:
            yield "date", event.type, dates[event.date]
        yield "status", event.type, event.status
        for actor in (*event.actor, *event.recipient):
            yield "actor", event.type, names[actor]
    for quote in facts.quotes:
        speaker = _joined(names[s] for s in quote.speaker) or "unnamed"
        yield "quote", speaker, " … ".join(span.surface for span in quote.content)[:QUOTE_MOST]


def _joined(names: Iterable[str]) -> str:
    return ", ".join(names)


def written_amount(amount: Amount) -> str:
    """An amount as people compare it: value or range, and unit."""
    value = amount.value if amount.value_max is None else f"{amount.value}–{amount.value_max}"
    return f"{value} {amount.unit}"
