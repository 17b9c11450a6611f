"""Datelines: the place and day a report was filed, at the start of a paragraph."""

import re
from collections.abc import Mapping

from consumers.extract.reading import RulesLanguage

_LONGEST = 70
"""Characters from the paragraph's start to the day."""

_BEFORE: Mapping[RulesLanguage, re.Pattern[str]] = {
    "en": re.compile(r"(?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*(?:/[A-Z]\w+)?, ?)+"),
    "ru": re.compile(r"(?:[А-ЯЁ][\w-]*(?:[ -][А-ЯЁ]?[\w-]+){0,2}(?:, |\. |/))+"),
    "zh": re.compile(r"[^\s，。：；]{2,16}"),
}
_AFTER: Mapping[RulesLanguage, re.Pattern[str]] = {
    "en": re.compile(r"\.? ?(?:\([A-Z][^()\n]{1,30}\)|/[^/\n]{2,30}/|[-–—]{1,2}\s)"),
    "ru": re.compile(
        r"\.? ?(?:\([А-ЯЁA-Z][^()\n]{1,30}\)|/[^/\n]{2,30}/|[-–—]{1,2}\s|[A-ZА-Я. /]{4,30} [-–—])"
    ),
    "zh": re.compile(r"(?:电|電|讯|訊)"),
}


def is_dateline(text: str, paragraph_start: int, start: int, end: int, language: RulesLanguage) -> bool:
    """Whether the date `text[start:end]` closes the dateline that opens its paragraph: "MOSCOW, May 5 (Reuters) -"."""
    if not 0 < start - paragraph_start <= _LONGEST:
        return False
    return bool(
        _AFTER[language].match(text, end) and _BEFORE[language].fullmatch(text, paragraph_start, start)
    )
