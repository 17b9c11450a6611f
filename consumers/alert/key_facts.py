"""An item's facts in a few lines of words: who, what, when, how much, in what state, and what was said. Pure."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from schemas.amount import Amount
from schemas.event import Event
from schemas.facts import Facts
from schemas.quote import Quote

EVENTS_MOST, AMOUNTS_MOST, QUOTES_MOST = 3, 3, 2
QUOTE_CHARACTERS = 160
_COMPARED = {"approx": "about ", "gt": "more than ", "lt": "less than ", "ge": "at least ", "le": "at most "}
_UP = {"up": "↑", "down": "↓", "flat": "→"}


def key_facts(facts: Facts) -> tuple[str, ...]:
    """Events first, then amounts of something named, then quotes with a speaker."""
    names = {entity.id: entity.name for entity in facts.entities}
    dates = {timex.id: timex.value for timex in facts.dates}
    lines = [
        *_different((_event(event, names, dates) for event in facts.events), EVENTS_MOST),
        *_different((_amount(each, dates) for each in _telling(facts.amounts)), AMOUNTS_MOST),
        *islice((_quote(quote, names) for quote in facts.quotes if quote.speaker), QUOTES_MOST),
    ]
    return tuple(lines)


def _different(lines: Iterable[str], most: int) -> list[str]:
    """The first so many that differ; no more are made."""
    found: list[str] = []
    for line in lines:
        if line not in found:
            found.append(line)
            if len(found) == most:
                break
    return found


def _event(event: Event, names: dict[str, str], dates: dict[str, str]) -> str:
    what = event.type.replace("_", " ") + ("" if event.status == "occurred" else f" {event.status}")
    who = ", ".join(names[key] for key in event.actor)
    whom = ", ".join(names[key] for key in event.recipient)
    parts = [
        f"{who} → {whom}" if who and whom else who or whom,
        dates.get(event.date or "", ""),
        ", ".join(names[key] for key in event.place),
    ]
    return f"{what}: {' · '.join(part for part in parts if part)}"


def _telling(amounts: Iterable[Amount]) -> Iterator[Amount]:
    """Money, and what measures something named."""
    return (amount for amount in amounts if amount.kind == "money" or amount.indicator)


def _amount(amount: Amount, dates: dict[str, str]) -> str:
    value = _grouped(amount.value) + (f"–{_grouped(amount.value_max)}" if amount.value_max else "")
    unit = f"{value} {amount.unit}" if amount.unit != "%" else f"{value}%"
    about = " ".join(
        filter(
            None, (amount.indicator and amount.indicator.replace("_", " "), dates.get(amount.period or ""))
        )
    )
    sign = f" {_UP[amount.direction]}" if amount.direction else ""
    return f"{_COMPARED.get(amount.comparator, '')}{unit}{sign}{f' ({about})' if about else ''}"


def _grouped(exact: str) -> str:
    return f"{Decimal(exact):,f}"


def _quote(quote: Quote, names: dict[str, str]) -> str:
    said = " … ".join(" ".join(span.surface.split()) for span in quote.content)
    said = said if len(said) <= QUOTE_CHARACTERS else said[: QUOTE_CHARACTERS - 1] + "…"
    return f"{', '.join(names[key] for key in quote.speaker)}: “{said}”"
