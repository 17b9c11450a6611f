"""Figures as each language writes them, and what stands around them."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

from consumers.extract.amounts.measure import Comparator
from consumers.extract.dates.numerals import CHINESE_DIGITS, chinese_number
from consumers.extract.dates.tokens import LONGEST_NUMBER, OTHER, Raw, Sort
from consumers.extract.reading import RulesLanguage

_NOT_DIGITS = re.compile(r"[^\d.]")
_WINDOW = 24
"""Characters before a figure in which a word that bounds it can stand."""


def sort_figures(language: RulesLanguage) -> Sort:
    """What a token that is no word is to amounts: N with its decimal, or nothing."""
    comma_is_point = language == "ru"

    def sort(raw: Raw) -> tuple[str, object]:
        if raw.kind != "N" or len(raw.surface) > LONGEST_NUMBER:
            return OTHER, None
        written = raw.surface
        if written[0] in CHINESE_DIGITS:
            value = chinese_number(written)
            return ("N", Decimal(value)) if value is not None else (OTHER, None)
        if comma_is_point:
            written = written.replace(",", ".")
        return "N", Decimal(_NOT_DIGITS.sub("", written))

    return sort


def alternatives(cell: str) -> str:
    """The regular expressions of a table's cell as one."""
    return "|".join(cell.split())


def table(name: str) -> Mapping[str, Mapping[str, str]]:
    """One of this package's TOML tables."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _bounds(language: RulesLanguage) -> tuple[re.Pattern[str], re.Pattern[str]]:
    sides = table(f"around.{language}")
    before = "|".join(f"(?P<{name}>{alternatives(cell)})" for name, cell in sides["before"].items())
    after = "|".join(f"(?P<{name}>{alternatives(cell)})" for name, cell in sides["after"].items())
    edge = "" if language == "zh" else r"\b"
    return re.compile(rf"{edge}(?:{before})[\s\u200b-\u200f\u2060\ufeff]*\Z", re.IGNORECASE), re.compile(
        rf"(?:{after}){edge}", re.IGNORECASE
    )


def bound_before(text: str, floor: int, start: int, language: RulesLanguage) -> tuple[int, Comparator] | None:
    """Where the word before a figure that bounds it ("over", "около") begins, and what it says."""
    match = _bounds(language)[0].search(text, max(floor, start - _WINDOW), start)
    return (match.start(), match.lastgroup) if match and match.lastgroup else None  # type: ignore[return-value]


def bound_after(text: str, end: int, ceiling: int, language: RulesLanguage) -> tuple[int, Comparator] | None:
    """Where the word after a figure that bounds it ("or more", 以上) ends, and what it says."""
    match = _bounds(language)[1].match(text, end, ceiling)
    return (match.end(), match.lastgroup) if match and match.lastgroup else None  # type: ignore[return-value]
