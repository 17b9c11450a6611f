"""What an alert rule is."""

import re
import unicodedata
from dataclasses import dataclass, field

from consumers.query.nodes import Query


@dataclass(frozen=True, slots=True)
class Rule:
    """A standing question. `id` survives renaming: the ledger knows alerts by it. `languages` (of "en", "ru",
    "zh", …) narrows the rule to items in them; none: all. `query` is its text as written, `parsed` its tree."""

    id: str
    name: str
    query: str
    parsed: Query = field(repr=False)
    channels: tuple[str, ...]
    languages: tuple[str, ...] = ()
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake in a rules file: where, what, and how to mend it. `pointer` is a query's mistake told in lines:
    the query, carets under the fault, what is wrong."""

    file: str
    rule: str | None
    line: int | None
    message: str
    hint: str = ""
    pointer: str = ""

    def text(self) -> str:
        """The finding for a person: one line, then the pointer and the hint where there are."""
        place = self.file + (f":{self.line}" if self.line else "")
        named = f" rule {self.rule!r}:" if self.rule else ""
        lines = [f"{place}:{named} {self.message}"]
        lines += ("    " + line for line in self.pointer.splitlines())
        if self.hint:
            lines.append(f"  {self.hint}")
        return "\n".join(lines)


def slug(name: str) -> str:
    """The id of a rule that has none: its name in lower case, words joined by hyphens."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).lower())
    return "-".join(words)
