"""The words, numbers and marks of a text, read with a lexicon: each gets one character, its symbol.

A grammar then is a regular expression over symbols ("MD,Y" is "May 5, 2025"): short, blind to cases and spelling,
and linear in the number of words.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from consumers.extract.dates.lexicon import Lexicon
from consumers.extract.dates.numerals import CHINESE_DIGITS, chinese_number
from consumers.extract.reading import RulesLanguage

OTHER = "."
"""The symbol of everything a lexicon does not know."""


class Token(NamedTuple):
    """`text[start:end]`, its symbol, and what the lexicon knows of it (a month's number, a decimal, …)."""

    start: int
    end: int
    symbol: str
    value: object


class Raw(NamedTuple):
    """A token before any lexicon. `kind`: N number, O ordinal, E decade, I full date, T time of day, X letters
    with digits, W word, P mark."""

    start: int
    end: int
    kind: str
    surface: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence's tokens and, at the same places, their symbols."""

    tokens: list[Token]
    symbols: str


Sort = Callable[[Raw], tuple[str, object]]
"""Symbol and value of a token that is no word."""

_SPACES = "\u00a0\u202f\u2009"
_SHARED = r"""
    (?P<I>\d{4}-\d\d-\d\d(?![\d-])|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{1,2}/\d{1,2}/\d{4}(?!\d)|\d{4}[./]\d{1,2}[./]\d{1,2}(?!\d))
    |(?P<T>\d{1,2}:\d\d(?::\d\d)?(?!\d))
"""
_PATTERNS: Mapping[RulesLanguage, str] = {
    "en": rf"""{_SHARED}
    |(?P<O>\d+(?:st|nd|rd|th)\b)
    |(?P<E>\d{{2}}(?:\d0)?[’']?s\b)
    |(?P<N>\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)
    |(?P<X>[^\W\d_]+\d\w*)
    |(?P<W>[^\W\d_]+)
    |(?P<P>[^\w\s])""",
    "ru": rf"""{_SHARED}
    |(?P<E>\d{{2}}(?:\d0)?-[ех]\b)
    |(?P<O>\d+-(?:го|й|я|е|х|м|му|ю|ая|ое|ый|ой|ом|ых|ми|и)\b)
    |(?P<N>\d{{1,3}}(?:[ {_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)
    |(?P<X>[^\W\d_]+\d\w*)
    |(?P<W>[^\W\d_]+)
    |(?P<P>[^\w\s])""",
    "zh": rf"""{_SHARED}
    |(?P<N>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|[〇零○一二两兩三四五六七八九十百千]+)
    |(?P<X>[A-Za-z]+\d\w*)
    |(?P<P>[-–—~～/,，、。；;:：()（）$%％])""",
}


_LEADING_DIGITS = re.compile(r"\d+")


@cache
def _scanner(language: RulesLanguage) -> re.Pattern[str]:
    return re.compile(_PATTERNS[language], re.VERBOSE)


def _scan(text: str, start: int, end: int, language: RulesLanguage) -> Iterator[Raw]:
    for match in _scanner(language).finditer(text, start, end):
        yield Raw(match.start(), match.end(), match.lastgroup or "P", match[0])


def read_line(text: str, start: int, end: int, lexicon: Lexicon, sort: Sort) -> Line:
    """Read `text[start:end]`: words by the lexicon, everything else by `sort`."""
    if lexicon.language == "zh":
        tokens = list(_chinese(text, start, end, lexicon, sort))
    else:
        tokens = _western(text, start, end, lexicon, sort)
    return Line(tokens, "".join([token.symbol for token in tokens]))


def _western(text: str, start: int, end: int, lexicon: Lexicon, sort: Sort) -> list[Token]:
    tokens: list[Token] = []
    words, capitals, dotted = lexicon.words, lexicon.capitals, lexicon.dotted
    for raw in _scan(text, start, end, lexicon.language):
        if raw.kind == "W":
            symbol, value = words.get(raw.surface.lower(), (OTHER, None))
            if symbol in capitals and not raw.surface[0].isupper():
                symbol = OTHER
            tokens.append(Token(raw.start, raw.end, symbol, value))
        elif raw.surface == "." and tokens and _abbreviated(text, tokens[-1], raw.start, dotted):
            tokens[-1] = tokens[-1]._replace(end=raw.end)
        else:
            symbol, value = words.get(raw.surface.lower(), (OTHER, None)) if raw.kind in "XP" else sort(raw)
            tokens.append(Token(raw.start, raw.end, symbol, value))
    return tokens


def _abbreviated(text: str, last: Token, at: int, dotted: frozenset[str]) -> bool:
    return last.end == at and text[last.start : last.end].lower() in dotted


def _chinese(text: str, start: int, end: int, lexicon: Lexicon, sort: Sort) -> Iterator[Token]:
    """Known words (longest first), numbers and marks; what lies between them is one token of no meaning."""
    at = start
    both = [*_chinese_words(text, start, end, lexicon), *_chinese_rest(text, start, end, lexicon, sort)]
    for token in sorted(both, key=lambda token: (token.start, -token.end)):
        if token.start < at:
            continue
        if token.start > at:
            yield Token(at, token.start, OTHER, None)
        yield token
        at = token.end
    if at < end:
        yield Token(at, end, OTHER, None)


def _chinese_words(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Token]:
    for first, last, (symbol, value) in lexicon.found_in(text, start, end):
        yield Token(first, last, symbol, value)


def _chinese_rest(text: str, start: int, end: int, lexicon: Lexicon, sort: Sort) -> Iterator[Token]:
    for raw in _scan(text, start, end, "zh"):
        symbol, value = lexicon.words.get(raw.surface, (OTHER, None)) if raw.kind in "XP" else sort(raw)
        yield Token(raw.start, raw.end, symbol, value)


def sort_numbers(raw: Raw) -> tuple[str, object]:
    """What a number can be in a date: D day, Y year, N other, O ordinal, I full date, E decade; T time of day is
    no part of one."""
    if raw.kind == "I":
        return "I", raw.surface
    if raw.kind == "T":
        return OTHER, None
    digits = raw.surface
    if raw.kind in "OE":
        digits = _LEADING_DIGITS.match(digits)[0]  # type: ignore[index]
    number = (
        int(digits) if digits.isdigit() else chinese_number(digits) if digits[0] in CHINESE_DIGITS else None
    )
    if number is None:
        return "N", None
    if raw.kind == "E":
        return "E", number
    if 1 <= number <= 31 and len(digits) <= 3:
        return "O" if raw.kind == "O" else "n" if digits[0] in CHINESE_DIGITS else "D", number
    if len(digits) == 4 and 1000 <= number <= 2199:
        return "Y", number
    return "N", number
