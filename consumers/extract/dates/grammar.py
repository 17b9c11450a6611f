"""Grammars: rules over the symbols of a line, tried together at each place."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from consumers.extract.dates.tokens import Line, Token

Said = TypeVar("Said")


class Words:
    """The tokens a rule matched, looked up by symbol."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def all(self, symbols: str) -> list[int]:
        """The whole-number values of the tokens that have one of these symbols, in order."""
        return [
            token.value for token in self.tokens if token.symbol in symbols and isinstance(token.value, int)
        ]

    def first(self, symbols: str) -> int | None:
        """The first of them."""
        return next(iter(self.all(symbols)), None)

    def text(self, symbols: str) -> str | None:
        """The first textual value among the tokens that have one of these symbols."""
        return next((t.value for t in self.tokens if t.symbol in symbols and isinstance(t.value, str)), None)

    def has(self, symbols: str) -> bool:
        """Whether any token has one of these symbols."""
        return any(token.symbol in symbols for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Match(Generic[Said]):
    """What was found at `text[start:end]`, and by which rule."""

    start: int
    end: int
    said: Said
    rule: str


@dataclass(frozen=True, slots=True)
class Rule(Generic[Said]):
    """`pattern` is a regular expression over symbols, without capturing groups. `build` says what a match means:
    several things ("May 7 and 8"), or None where it means nothing of the kind."""

    name: str
    pattern: str
    build: Callable[[Words], Said | list[Said] | None]


class Grammar(Generic[Said]):
    """Rules in order of preference: at each place the first that matches and builds wins."""

    def __init__(self, rules: Sequence[Rule[Said]], begins_with: str, core: str) -> None:
        """`begins_with`: the symbols a match can begin with, so that other places cost nothing; `core`: those of
        words of which every match without a figure has one."""
        self.core = core
        self._rules = {rule.name: (place, rule) for place, rule in enumerate(rules)}
        if len(self._rules) != len(rules):
            raise ValueError("two rules share a name")
        self._each = [(rule, re.compile(rule.pattern)) for rule in rules]
        any_rule = "|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in rules)
        self._all = re.compile(f"(?=[{re.escape(begins_with)}])(?:{any_rule})")

    def find(self, line: Line) -> Iterator[Match[Said]]:
        """The matches of a line, in order, none overlapping another."""
        at = 0
        while match := self._all.search(line.symbols, at):
            end, found = self._read(line, match)
            yield from found
            at = end

    def _read(self, line: Line, match: re.Match[str]) -> tuple[int, list[Match[Said]]]:
        """The first rule from the matched one on that builds; without one, the place is passed over."""
        place, rule = self._rules[match.lastgroup or ""]
        found = _built(line, rule, match.start(), match.end())
        if found:
            return match.end(), found
        for other, pattern in self._each[place + 1 :]:
            again = pattern.match(line.symbols, match.start())
            if again and (found := _built(line, other, again.start(), again.end())):
                return again.end(), found
        return match.start() + 1, []


def _built(line: Line, rule: Rule[Said], first: int, end: int) -> list[Match[Said]]:
    tokens = line.tokens[first:end]
    said = rule.build(Words(tokens))
    if said is None:
        return []
    things = said if isinstance(said, list) else [said]
    return [Match(tokens[0].start, tokens[-1].end, thing, rule.name) for thing in things]
