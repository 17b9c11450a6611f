"""Figures whose unit is left out because the text has just said it, and money whose currency goes without saying."""

import re
from collections.abc import Mapping

from consumers.extract.reading import RulesLanguage

_BEFORE: Mapping[RulesLanguage, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:against|versus|vs\.?|from|compared (?:with|to)|had|has|expects?|expected|forecasts?|only|just|the other|the remaining|another|same|including|among them|of which|of them|of whom) \Z"
    ),
    "ru": re.compile(
        r"\b(?:против(?: —)?|вместо|лишь|только|всего|было|хотелось|ещё|еще|остальные|остальных|другие|из них|из которых|в том числе|включая) \Z",
        re.I,
    ),
    "zh": re.compile(r"(?!)"),
}
_AFTER: Mapping[RulesLanguage, re.Pattern[str]] = {
    "en": re.compile(
        r" (?:of (?:them|those|these|which|whom)\b|(?:a|one) (?:year|month|week) (?:ago|earlier|before)\b"
        r"|(?:in|during) (?:19|20)\d\d\b|(?:last|the previous) (?:year|month|week)\b)"
    ),
    "ru": re.compile(
        r" (?:из них\b|из которых\b|год(?:ом)? (?:назад|ранее)\b|в (?:19|20)\d\d\b|в прошлом году\b)"
    ),
    "zh": re.compile(r"(?!)"),
}
_ENDED = re.compile(
    r"(?: (?:in|from|of|for|at|on|из|от|в|на|с) |[,.;:!?)»”—–]|\s[—–-]\s|\s(?:and|or|but|и|а|но|или)\b|\Z)"
)
_WINDOW = 24


_OPENING = re.compile(r"\b(?:of (?:those|these|them|which|whom)|из них|из которых),? \Z", re.I)


def is_left_to_guess(text: str, floor: int, start: int, end: int, language: RulesLanguage) -> bool:
    """Whether the bare figure `text[start:end]` is of what the text has just counted: "against 11 in 1996",
    "412 of them"."""
    if _AFTER[language].match(text, end) or _OPENING.search(text, max(floor, start - _WINDOW), start):
        return True
    if not _ENDED.match(text, end):
        return False
    return _BEFORE[language].search(text, max(floor, start - _WINDOW), start) is not None


_VOTED: Mapping[RulesLanguage, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "en": (
        re.compile(
            r"\b(?:vot(?:ed?|ing|es?)|passed|approved|adopted|rejected)(?: (?:of|by))? (?:\d+(?:[- ]to[- ]|[-–]))?\Z"
        ),
        re.compile(r"(?:[- ]to[- ]|[-–])\d+\b"),
    ),
    "ru": (re.compile(r"\b(?:голосами|счётом|счетом) (?:\d+ против )?\Z", re.I), re.compile(r" против \d")),
    "zh": (re.compile(r"(?!)"), re.compile(r"(?!)")),
}


def is_vote(text: str, floor: int, start: int, end: int, language: RulesLanguage) -> bool:
    """Whether the bare figure `text[start:end]` is one side of a vote: "voted 71 to 12"."""
    before, after = _VOTED[language]
    said = before.search(text, max(floor, start - _WINDOW), start)
    if said is None:
        return False
    is_second = any(character.isdigit() for character in said[0])
    return is_second or after.match(text, end) is not None


_MONEY: Mapping[RulesLanguage, tuple[re.Pattern[str], str | None]] = {
    "en": (re.compile(r"\b(?:turnover|trade|paid|cost|costs|worth|valued|revenue|fine|loan|price)\b"), None),
    "ru": (
        re.compile(
            r"\b(?:требу\w+|требовал\w*|взыска\w+|стоимост\w+|стоит|стоил\w*|заплати\w+|выплат\w+|выручк\w+|штраф\w*|кредит\w*"
            r"|цен[аыуе]|сумм\w+|бюджет\w*|ущерб\w*|иск\w*|зарплат\w+|доход\w*|прибыл[ьи])\b"
        ),
        "RUB",
    ),
    "zh": (re.compile(r"投资|合同额|总额|产值|营收|收入|利润|造价|票房|罚款|贷款|价值|货值|成交额"), "CNY"),
}
_TRADE: Mapping[RulesLanguage, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:trade turnover|bilateral trade|two-way trade|mutual trade)\b"),
    "ru": re.compile(
        r"\b(?:товарооборот\w*|торгов\w+ оборот\w*|взаимн\w+ торговл\w+|двусторонн\w+ торговл\w+)\b"
    ),
    "zh": re.compile(r"双边贸易额|贸易额"),
}
_TRADE_CURRENCY = "USD"
"""In which customs and statesmen give trade between two countries when they name no currency."""


def money_at(text: str, floor: int, start: int, language: RulesLanguage) -> str | None:
    """The currency a sentence means that speaks of money before a figure without one."""
    sentence = text[floor:start].lower()
    if _TRADE[language].search(sentence):
        return _TRADE_CURRENCY
    pattern, currency = _MONEY[language]
    return currency if currency and pattern.search(sentence) else None
