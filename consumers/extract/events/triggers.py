"""The words that tell of events, as data: `data/<language>.tsv`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from schemas.event import EventType


@dataclass(frozen=True, slots=True)
class Trigger:
    """`text[start:end]` tells of an event of this type."""

    type: EventType
    subtype: str | None
    start: int
    end: int


def find_triggers(language: str, folded: str, start: int, end: int) -> Iterator[Trigger]:
    """The triggers in a stretch of lower-case text, left to right, none overlapping another."""
    pattern, kinds = _pattern(language)
    for match in pattern.finditer(folded, start, end):
        if match.lastgroup and match.end() > match.start():
            event_type, subtype = kinds[match.lastgroup]
            words = match[0]
            first = match.start() + len(words) - len(words.lstrip())
            yield Trigger(event_type, subtype, first, match.start() + len(words.rstrip()))


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a data file, without comments."""
    for line in files(__package__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def states_zh() -> dict[str, str]:
    """The countries that one-character names stand for in Chinese ("访俄")."""
    return {character: code for character, code in rows("states_zh")}  # noqa: C416 - dict() of lists has no type


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, tuple[EventType, str | None]]]:
    kinds: dict[str, tuple[EventType, str | None]] = {}
    parts = []
    for number, (event_type, subtype, pattern) in enumerate(rows(language)):
        kinds[f"t{number}"] = (cast(EventType, event_type), subtype or None)
        parts.append(
            f"(?P<t{number}>{pattern})" if language == "zh" else f"(?P<t{number}>(?:{pattern})(?!\\w))"
        )
    border = "" if language == "zh" else r"(?<![\w-])"
    return re.compile(border + "(?:" + "|".join(parts) + ")"), kinds
