"""What figures measure: trade turnover, exports, prices, …"""

import re
from functools import cache

from consumers.extract.amounts.figures import alternatives, table
from consumers.extract.dates.tokens import lower_case
from consumers.extract.reading import RulesLanguage


@cache
def _patterns(language: RulesLanguage) -> tuple[re.Pattern[str], tuple[str, ...]]:
    cells = table("indicators")[language]
    edge = "" if language == "zh" else r"\b"
    groups = "|".join(f"({alternatives(cell.lower())})" for cell in cells.values())
    return re.compile(rf"{edge}(?:{groups}){edge}"), tuple(cells)


def indicators_of(text: str, start: int, end: int, language: RulesLanguage) -> list[tuple[int, int, str]]:
    """Where a sentence names what is measured, in order."""
    pattern, names = _patterns(language)
    return [
        (match.start(), match.end(), names[(match.lastindex or 1) - 1])
        for match in pattern.finditer(lower_case(text), start, end)
    ]


def has_indicator(text: str, start: int, end: int, language: RulesLanguage) -> bool:
    """Whether something measured is named in `text[start:end]`."""
    return _patterns(language)[0].search(lower_case(text), start, end) is not None
