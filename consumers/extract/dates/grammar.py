"""Grammars: rules over symbols, tried together, longest-standing first."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from consumers.extract.dates.expression import Expression, Found
from consumers.extract.dates.tokens import Line, Token


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


Build = Callable[[Words], Expression | Sequence[Expression] | None]
"""What a match says; a sequence where it names several dates ("May 7 and 8"), None where it is no date."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` is a regular expression over symbols, without capturing groups."""

    name: str
    pattern: str
    build: Build


class Grammar:
    """Rules in order of preference: at each place the first that matches and builds wins."""

    def __init__(self, rules: Sequence[Rule], begins_with: str, core: str) -> None:
        """`begins_with`: the symbols a match can begin with, so that other places cost nothing;
        `core`: the symbols of which every match has one."""
        self._rules = {rule.name: rule for rule in rules}
        if len(self._rules) != len(rules):
            raise ValueError("two rules share a name")
        self._order = [(rule, re.compile(rule.pattern)) for rule in rules]
        self._core = re.compile(f"[{re.escape(core)}]")
        any_rule = "|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in rules)
        self._all = re.compile(f"(?=[{re.escape(begins_with)}])(?:{any_rule})")

    def could_match(self, line: Line) -> bool:
        """Whether the line holds more than small words and marks."""
        return self._core.search(line.symbols) is not None

    def find(self, line: Line) -> Iterator[Found]:
        """The expressions of a line, in order, none overlapping another."""
        at = 0
        while match := self._all.search(line.symbols, at):
            found = self._read(line, match)
            yield from found
            at = match.end() if found else match.start() + 1

    def _read(self, line: Line, match: re.Match[str]) -> list[Found]:
        rule = self._rules[match.lastgroup or ""]
        found = _built(line, rule, match.start(), match.end())
        if found:
            return found
        place = [known for known, _ in self._order].index(rule)
        for other, pattern in self._order[place + 1 :]:
            again = pattern.match(line.symbols, match.start())
            if again and (found := _built(line, other, again.start(), again.end())):
                return found
        return []


def _built(line: Line, rule: Rule, first: int, end: int) -> list[Found]:
    tokens = line.tokens[first:end]
    said = rule.build(Words(tokens))
    if said is None:
        return []
    expressions = [said] if not isinstance(said, Sequence) else list(said)
    return [Found(tokens[0].start, tokens[-1].end, expression, rule.name) for expression in expressions]
