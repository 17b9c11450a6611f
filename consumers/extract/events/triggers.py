"""The words that tell of events, as data: `data/<language>.tsv`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from consumers.extract.events.first_letters import first_letters
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
    table = _table(language)
    at = start
    while border := table.borders.search(folded, at, end):
        at = border.start()
        match = table.patterns_at(folded[at]).match(folded, at, end)
        if match is None or match.end() == at:
            at += 1
            continue
        event_type, subtype = table.kinds[match.lastgroup or ""]
        words = match[0]
        yield Trigger(event_type, subtype, at + len(words) - len(words.lstrip()), at + len(words.rstrip()))
        at = match.end()


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a data file, without comments."""
    for line in files(__package__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def states_zh() -> dict[str, str]:
    """The countries that one-character names stand for in Chinese ("访俄")."""
    return {character: code for character, code in rows("states_zh")}  # noqa: C416 - dict() of lists has no type


class _Table:
    """A language's patterns, sorted by the letters they can begin with: of a hundred only a few are tried at a word.
    `borders` finds where a pattern may begin, `kinds` are the types by the group that matched."""

    def __init__(self, language: str) -> None:
        self.kinds: dict[str, tuple[EventType, str | None]] = {}
        self._patterns: list[tuple[str, frozenset[str] | None]] = []
        for number, (event_type, subtype, pattern) in enumerate(rows(language)):
            self.kinds[f"t{number}"] = (cast(EventType, event_type), subtype or None)
            whole = pattern if language == "zh" else f"(?:{pattern})(?:(?<=\\s)|(?!\\w))"
            self._patterns.append((f"(?P<t{number}>{whole})", first_letters(pattern)))
        self._by_letter: dict[str, re.Pattern[str]] = {}
        letters = [known for _, known in self._patterns]
        begins = (
            "(?s:.)"
            if None in letters
            else f"[{re.escape(''.join(sorted(frozenset().union(*filter(None, letters)))))}]"
        )
        self.borders = re.compile(begins if language == "zh" else rf"(?<![\w-]){begins}")

    def patterns_at(self, letter: str) -> re.Pattern[str]:
        """The patterns that can match where a letter stands, in the order of the file."""
        known = self._by_letter.get(letter)
        if known is None:
            fitting = [pattern for pattern, letters in self._patterns if letters is None or letter in letters]
            known = self._by_letter[letter] = re.compile("|".join(fitting) or r"(?!)")
        return known


@cache
def _table(language: str) -> _Table:
    return _Table(language)
