"""What an alert rule is."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from consumers.alert.quiet import Quiet
from consumers.alert.subjects import Per
from consumers.alert.when import AtOnce, When
from consumers.query.nodes import Query
from schemas.alert import Priority

Alarm = Literal["dead_letters", "feed_failing", "stage_lagging"]
ALARMS: tuple[Alarm, ...] = ("dead_letters", "feed_failing", "stage_lagging")
"""The program's own troubles that a rule can be about, in place of a query."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A standing question. `id` survives renaming: the ledger knows alerts by it. `query` is its text as written, `parsed` its
    tree. `languages` (of "en", "ru", "zh", …), `sources` (ids), `controls` and `levels` narrow the rule to items of theirs;
    none: all. `alarm` makes it a rule about the program itself. The rest says when, about what, and to whom it speaks."""

    id: str
    name: str
    query: str
    parsed: Query = field(repr=False)
    channels: tuple[str, ...]
    languages: tuple[str, ...] = ()
    enabled: bool = True
    sources: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    when: When = field(default_factory=AtOnce)
    per: Per = "event"
    max_per_hour: int | None = None
    quiet: Quiet | None = None
    mute_until: datetime | None = None
    priority: Priority = "normal"
    tags: tuple[str, ...] = ()
    owner: str = ""
    team: str = ""
    template: str = ""
    alarm: Alarm | None = None


class RuleBook:
    """The rules in force at a moment, by id and in their order."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules = tuple(rules)
        self._by_id = {rule.id: rule for rule in self.rules}

    def get(self, rule_id: str) -> Rule | None:
        """A rule by its id."""
        return self._by_id.get(rule_id)


def fixed(rules: Iterable[Rule]) -> Callable[[], RuleBook]:
    """Rules that stay what they are."""
    book = RuleBook(rules)
    return lambda: book


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
