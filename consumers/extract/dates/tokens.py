"""The words, numbers and marks of a text, read with a lexicon: each gets one character, its symbol.

A grammar then is a regular expression over symbols ("MD,Y" is "May 5, 2025"): short, blind to cases and spelling,
and linear in the number of words.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from consumers.extract.dates.lexicon import Lexicon
from consumers.extract.dates.numerals import CHINESE_DIGITS, chinese_number
from consumers.extract.reading import RulesLanguage

OTHER = "."
"""The symbol of everything a lexicon does not know."""


NAME = "@"
"""The symbol of an unknown word with a capital."""


LONGEST_NUMBER = 18
"""Characters; what is longer is an identifier, not a number."""


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
_INVISIBLE = "\u200b-\u200f\u2060\ufeff\u00ad"
"""Zero-width marks, which some wires strew between words: as if they were not there."""
_SHARED = r"""
    (?P<I>\d{4}-\d\d-\d\d(?![\d-])|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{1,2}/\d{1,2}/\d{4}(?!\d)|\d{4}[./]\d{1,2}[./]\d{1,2}(?!\d))
    |(?P<T>\d{1,2}:\d\d(?::\d\d)?(?!\d))
"""
_PATTERNS: Mapping[RulesLanguage, str] = {
    "en": rf"""{_SHARED}
    |(?P<O>\d+(?:st|nd|rd|th)\b)
    |(?P<E>\d{{2}}(?:\d0)?[’']?s\b)
    |(?P<N>\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)
    |(?P<X>(?!(?:US|USD|EUR|CNY|RMB|RUB|Rbs?|HKD)\d)[^\W\d_]+\d\w*)
    |(?P<W>U\.[SK](?=\.)|[^\W\d_]+)
    |(?P<P>[^\w\s{_INVISIBLE}])""",
    "ru": rf"""{_SHARED}
    |(?P<E>\d{{2}}(?:\d0)?-[ех]\b)
    |(?P<O>\d+-(?:го|й|я|е|х|м|му|ю|ая|ое|ый|ой|ом|ых|ми|и)\b)
    |(?P<N>\d{{1,3}}(?:[ {_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)
    |(?P<X>[^\W\d_]+\d\w*)
    |(?P<W>[^\W\d_]+)
    |(?P<P>[^\w\s{_INVISIBLE}])""",
    "zh": rf"""{_SHARED}
    |(?P<N>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|[〇零○一二两兩三四五六七八九十百千]+)
    |(?P<X>[A-Za-z]+\d\w*)
    |(?P<P>[-–—~～/,，、。；;:：()（）$%％])""",
}


_LEADING_DIGITS = re.compile(r"\d+")


@cache
def _scanner(language: RulesLanguage) -> re.Pattern[str]:
    return re.compile(_PATTERNS[language], re.VERBOSE)


@lru_cache(maxsize=4)
def lower_case(text: str) -> str:
    """The text in lower case, every character at its place (İ alone would grow)."""
    return text.replace("İ", "I").lower()


@lru_cache(maxsize=64)
def _scan(text: str, start: int, end: int, language: RulesLanguage) -> list[Raw]:
    """The raw tokens of a sentence; remembered for the finder that reads the same sentence next."""
    return [
        Raw(match.start(), match.end(), match.lastgroup or "P", match[0])
        for match in _scanner(language).finditer(text, start, end)
    ]


def read_line(text: str, start: int, end: int, lexicon: Lexicon, sort: Sort) -> Line:
    """Read `text[start:end]`: words by the lexicon, everything else by `sort`."""
    if lexicon.language == "zh":
        tokens = list(_chinese(text, start, end, lexicon, sort))
    else:
        tokens = _western(text, start, end, lexicon, sort)
    return Line(tokens, "".join([token[2] for token in tokens]))


def _western(text: str, start: int, end: int, lexicon: Lexicon, sort: Sort) -> list[Token]:
    tokens: list[Token] = []
    known, capitals, smalls, dotted = lexicon.words.get, lexicon.capitals, lexicon.smalls, lexicon.dotted
    for first, last, kind, surface in _scan(text, start, end, lexicon.language):
        if kind == "W":
            meaning = known(surface.lower())
            big = surface[0].isupper()
            if meaning is None or meaning[0] in (smalls if big else capitals):
                tokens.append(Token(first, last, NAME if big else OTHER, None))
            else:
                tokens.append(Token(first, last, meaning[0], meaning[1]))
        elif surface == "." and tokens and _abbreviated(text, tokens[-1], first, dotted):
            tokens[-1] = tokens[-1]._replace(end=last)
        else:
            symbol, value = (
                known(surface.lower(), _UNKNOWN) if kind in "XP" else sort(Raw(first, last, kind, surface))
            )
            tokens.append(Token(first, last, symbol, value))
    return tokens


_UNKNOWN: tuple[str, object] = (OTHER, None)


def _abbreviated(text: str, last: Token, at: int, dotted: frozenset[str]) -> bool:
    return last.end == at and text[last.start : last.end].lower() in dotted


def _chinese(text: str, start: int, end: int, lexicon: Lexicon, sort: Sort) -> Iterator[Token]:
    """Known words (longest first), numbers and marks; what lies between them is one token of no meaning."""
    at = start
    both = [
        _of_date(text, Token(first, last, *meaning), lexicon)
        for first, last, meaning in lexicon.found_in(text, start, end)
    ]
    for raw in _scan(text, start, end, "zh"):
        meaning = lexicon.words.get(raw.surface, _UNKNOWN) if raw.kind in "XP" else sort(raw)
        both.append(Token(raw.start, raw.end, *meaning))
    both.sort(key=_longest_first)
    for token in both:
        first = token[0]
        if first < at:
            continue
        if first > at:
            yield Token(at, first, OTHER, None)
        yield token
        at = token[1]
    if at < end:
        yield Token(at, end, OTHER, None)


_BEFORE_UNIT = {"年": re.compile(r"[12]\d{3}\Z"), "日": re.compile(r"月\d{1,2}\Z")}


def _of_date(text: str, token: Token, lexicon: Lexicon) -> Token:
    """The unit alone where a number stands before it that makes a date with it: 2024年会晤, 8月20日本报讯."""
    first = text[token.start]
    if token.symbol != OTHER or first not in _BEFORE_UNIT or token.end - token.start == 1:
        return token
    if _BEFORE_UNIT[first].search(text, max(0, token.start - 4), token.start):
        return Token(token.start, token.start + 1, *lexicon.words[first])
    return token


def _longest_first(token: Token) -> tuple[int, int]:
    return token[0], -token[1]


def sort_numbers(raw: Raw) -> tuple[str, object]:
    """What a number can be in a date: D day, Y year, N other, O ordinal, j ordinal year, I full date, E decade; T time of day is
    no part of one."""
    if raw.kind == "I":
        return "I", raw.surface
    if raw.kind == "T":
        return OTHER, None
    digits = raw.surface
    if len(digits) > LONGEST_NUMBER:
        return OTHER, None
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
        return "j" if raw.kind == "O" else "Y", number
    return "N", number
