"""What is wrong with a query, and where."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from schemas.errors import ConfigurationError


class QuerySyntaxError(ConfigurationError):
    """A query that cannot be read: `source[position : position + length]` is at fault, `hint` says what to write
    instead (empty where nothing sensible can be said)."""

    def __init__(self, message: str, position: int, length: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.length = max(length, 1)
        self.hint = hint


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that is spelled most like a word; None where none is near."""
    close = get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.6)
    return close[0] if close else None


WINDOW = 60
"""Columns of a query that are shown on each side of its fault, where the query is long."""


def caret(error: QuerySyntaxError, source: str) -> str:
    """The query with carets under the fault, then message and hint, one a line:

    topic:enrgy AND gas
          ^^^^^
    There is no topic "enrgy".
    Did you mean topic:energy?

    Carets stand right under Chinese characters too, which terminals draw two columns wide. Of a long query the
    neighbourhood of the fault is shown, with … where it goes on.
    """
    line = "".join(" " if letter.isspace() or not letter.isprintable() else letter for letter in source)
    before, fault, after = _around(line, error.position, error.position + error.length)
    margin = " " * _columns(before)
    marked = "^" * max(_columns(fault), 1)
    return "\n".join(
        part for part in (before + fault + after, margin + marked, error.message, error.hint) if part
    )


def _around(line: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before, at and after the fault; each cut to WINDOW columns where the line is longer than two."""
    before, fault, after = line[:start], line[start:end], line[end:]
    if _columns(line) <= 2 * WINDOW:
        return before, fault, after
    return _cut(before[::-1])[::-1], _cut(fault), _cut(after)


def _cut(text: str) -> str:
    width = 0
    for at, letter in enumerate(text):
        width += _columns(letter)
        if width > WINDOW:
            return text[:at] + "…"
    return text


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
