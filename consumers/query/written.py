"""A clause as the query writes it, before it is read."""

import re
from dataclasses import dataclass

from consumers.query.fault import QuerySyntaxError

_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Written:
    """What a clause consists of, as written: `value` at `at` (quoted: a phrase), the whole clause as `clause`."""

    clause: str
    value: str
    at: int
    quoted: bool = False

    @property
    def length(self) -> int:
        """Characters the value takes in the query."""
        return len(self.value) + (2 if self.quoted else 0)

    @property
    def plain(self) -> str:
        """The value without its escapes."""
        return _ESCAPE.sub(r"\1", self.value)

    @property
    def is_any(self) -> bool:
        """Whether it is the lone * that stands for any value."""
        return self.value == "*" and not self.quoted

    def fault(self, message: str, hint: str = "") -> QuerySyntaxError:
        """An error at the value."""
        return QuerySyntaxError(message, self.at, self.length, hint)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range as written; None is an open side (*)."""

    clause: str
    at: int
    low: Written | None
    high: Written | None
    above: bool = False
    below: bool = False
