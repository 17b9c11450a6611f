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


def caret(error: QuerySyntaxError, source: str) -> str:
    """The query with carets under the fault, then message and hint, one a line:

    topic:enrgy AND gas
          ^^^^^
    There is no topic "enrgy".
    Did you mean topic:energy?

    Carets stand right under Chinese characters too, which terminals draw two columns wide.
    """
    line = "".join(" " if letter.isspace() or not letter.isprintable() else letter for letter in source)
    margin = " " * _columns(line[: error.position])
    marked = "^" * max(_columns(line[error.position : error.position + error.length]), 1)
    return "\n".join(part for part in (line, margin + marked, error.message, error.hint) if part)


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
