"""The setting of a sentence's figures: what they measure, in which period, between whom."""

from bisect import bisect_left
from collections.abc import Sequence

from consumers.extract.amounts.draft import Draft
from consumers.extract.amounts.indicators import indicators_of
from consumers.extract.reading import Reading, RulesLanguage, Sentence
from schemas.timex import Timex

_BETWEEN_COUNTRIES = frozenset(
    ("trade turnover", "trade", "exports", "imports", "supplies", "investment", "transit")
)


def mark_setting(
    reading: Reading,
    sentence: Sentence,
    drafts: Sequence[Draft],
    dates: Sequence[Timex],
    language: RulesLanguage,
) -> None:
    """Fill in indicator, period and partners."""
    indicators = indicators_of(reading.text, sentence.start, sentence.end, language)
    periods = [date for date in dates if _is_period(date) and _inside(date, sentence)]
    countries = _countries(reading, sentence)
    for draft in drafts:
        draft.indicator = _nearest_before(indicators, draft)
        draft.period = _period_of(draft, periods, reading.text)
        if draft.change_of and draft.change_of.indicator:
            draft.indicator = draft.indicator or draft.change_of.indicator
        if draft.indicator in _BETWEEN_COUNTRIES and len(countries) == 2:
            draft.partners = countries


def _is_period(date: Timex) -> bool:
    """A stretch a figure can be of: no dateline, no vague date, and no mere day it was reported on."""
    if date.function == "dateline" or date.resolution == "vague" or date.timex_type == "SET":
        return False
    if date.timex_type == "DURATION" and date.earliest is None:
        return False
    return date.grain != "day" or "/" in date.value


def _inside(date: Timex, sentence: Sentence) -> bool:
    return sentence.start <= date.evidence[0].start < sentence.end


def _period_of(draft: Draft, periods: Sequence[Timex], text: str) -> str | None:
    """The date right after the figure ("5 million in 2019"), else the last one before it, else the next."""
    after = [date for date in periods if date.evidence[0].start >= draft.end]
    if after and _belongs(text[draft.end : after[0].evidence[0].start]):
        return after[0].id
    before = [date for date in periods if date.evidence[0].end <= draft.start]
    if before:
        return before[-1].id
    return after[0].id if after else None


_RIGHT_AFTER = 5
"""Characters from a figure to a date that belongs to it alone."""


def _belongs(between: str) -> bool:
    return len(between) <= _RIGHT_AFTER and not any(mark in between for mark in ",，、;；")


def _nearest_before(indicators: Sequence[tuple[int, int, str]], draft: Draft) -> str | None:
    before = [name for _, end, name in indicators if end <= draft.start]
    if before:
        return before[-1]
    after = [name for start, _, name in indicators if start >= draft.end]
    return after[0] if after else None


def _countries(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """The states the sentence names, in order of first mention."""
    first = bisect_left(reading.hits, sentence.start, key=lambda hit: hit.start)
    last = bisect_left(reading.hits, sentence.end, key=lambda hit: hit.start)
    named = (
        hit.entry.country
        for hit in reading.hits[first:last]
        if hit.entry.type == "country" and hit.entry.country
    )
    return tuple(dict.fromkeys(named))
