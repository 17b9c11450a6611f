"""From a figure the grammar found to an amount in the making: is it one at all, what does it count, what bounds it?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from consumers.extract.amounts.draft import Draft
from consumers.extract.amounts.figures import bound_after, bound_before
from consumers.extract.amounts.implied import is_left_to_guess, is_vote, money_at
from consumers.extract.amounts.measure import Kind, Measure
from consumers.extract.amounts.things import thing_after
from consumers.extract.dates.grammar import Match
from consumers.extract.reading import RulesLanguage, Sentence

LEAST_COUNT = 10
"""Smaller counts ("two ministers", "the three sides") are left to the reader."""

_NAMED = re.compile(
    r"(?:[^\W\d_][-–./]|[№#]\s?|\b(?:No|Nos|Art|Article|Section|Chapter|Clause|Boeing|Airbus|Flight|Group\sof|top|Resolution"
    r"|Route|Page|Phase|Covid|Unit|Highway|Type|Tu|Il|MiG|Su|Formula|aged?|статья|статьи|статью|статье|пункт|пункта"
    r"|номер|топ|Боинг|ст|п|рейс|рейса|трасса|трассы)\.?[\s-])\Z",
    re.IGNORECASE,
)
"""What makes the number after it a name: "Su-35", "№ 5", "Article 51"."""
_LONGEST_NAME = 16

_AGE = re.compile(r"[\s-]olds?\b")
_AGED = frozenset(("year", "month", "week", "day"))
_LEAST_WON = 1000
_STRONG = re.compile(r"-(?:strong|member|person|man|people)\b")
_OF_THE = re.compile(
    r" of (?:the|these|those|its|their|his|her|our)(?: \d+)?(?= )| из (?:этих |тех )?\d+(?= )"
)
_A_DAY: dict[RulesLanguage, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "en": (re.compile(r"(?!)"), re.compile(r" (?:per|a) day\b|/d\b| daily\b")),
    "ru": (re.compile(r"\bежесуточно \Z"), re.compile(r" (?:в|за) (?:сутки|день)\b| ежедневно\b")),
    "zh": (re.compile(r"(?:每日|每天|日均|平均每日)[^，。；\d]{0,6}\Z"), re.compile(r"/日|每[日天]")),
}
_TIMES = "times"
_FIRST_YEAR, _LAST_YEAR = 1990, 2060


@dataclass(frozen=True, slots=True)
class Place:
    """Where figures are drafted: a sentence of a text, the figures before it in the text, and in it so far."""

    text: str
    language: RulesLanguage
    sentence: Sentence
    earlier: Sequence[Draft]
    so_far: Sequence[Draft]


def draft_of(match: Match[Measure], place: Place) -> Draft | None:
    """The figure in its place; None where it is a name's, an age, a year, or a count too small to tell."""
    text, start, end = place.text, match.start, match.end
    said = _in_millions(match, place)
    if _is_no_amount(said, match, place):
        return None
    before = bound_before(text, place.sentence.start, start, place.language)
    if before is None and _is_a_year(said, text[start : start + 4], place.language):
        return None
    if not said.unit:
        told = _counted(
            said, start, end, place, bounded=before is not None and before[1] in ("approx", "gt", "ge")
        )
        if told is None:
            return None
        said, end = told
    if said.kind == "count" and said.unit != _TIMES and (said.value < LEAST_COUNT or said.value % 1):
        return None  # nor are there 206.97 of anything
    if said.unit == "bbl" and (day := _a_day(place, start, end)):
        said, end = replace(said, unit="bbl/d"), day
    after = bound_after(text, end, place.sentence.end, place.language)
    return Draft(
        start=before[0] if before else start,
        end=after[0] if after else end,
        figure=start,
        kind=said.kind,
        value=said.value,
        value_max=said.value_max,
        unit=said.unit,
        rule=match.rule,
        unit_from=said.unit_from,
        scaled=said.scaled,
        own_unit=said.own_unit,
        joined_by=said.joined_by,
        comparator=before[1] if before else after[1] if after else said.comparator or "eq",
    )


def _a_day(place: Place, start: int, end: int) -> int | None:
    """Where barrels are told by the day, the end of the words that say so."""
    before, after = _A_DAY[place.language]
    if said := after.match(place.text, end, place.sentence.end):
        return said.end()
    floor = max(place.sentence.start, start - _LONGEST_NAME)
    return end if before.search(place.text, floor, start) else None


def _in_millions(match: Match[Measure], place: Place) -> Measure:
    """ "1.5m people" are no metres."""
    said = match.said
    letter = place.text[match.end - 2 : match.end]
    if said.unit != "m" or place.language != "en" or not (letter[0].isdigit() and letter[1] == "m"):
        return said
    if thing_after(place.text, match.end, place.sentence.end, place.language) is None:
        return said
    return replace(said, kind="count", value=said.value * 1_000_000, unit="", scaled=True)


def _is_no_amount(said: Measure, match: Match[Measure], place: Place) -> bool:
    if said.unit in _AGED and _AGE.match(place.text, match.end):
        return True
    if said.unit == "KRW" and not said.scaled and said.value < _LEAST_WON:
        return True  # "he of the 20 won"
    if said.scaled or said.kind not in ("count", "quantity"):
        return False
    floor = max(place.sentence.start, match.start - _LONGEST_NAME)
    return _NAMED.search(place.text, floor, match.start) is not None


def _is_a_year(said: Measure, digits: str, language: RulesLanguage) -> bool:
    """ "2025 profits": a count of so many would have its comma. In Chinese a measure word tells."""
    if language == "zh" and said.unit:
        return False
    if said.kind != "count" or said.scaled or not digits.isdigit():
        return False
    return _FIRST_YEAR <= said.value <= _LAST_YEAR


def _counted(
    said: Measure, start: int, end: int, place: Place, *, bounded: bool
) -> tuple[Measure, int] | None:
    """The measure with what it counts, and where that ends: the noun after it, or what the text spoke of before."""
    if strong := _STRONG.match(place.text, end):
        return replace(said, unit="person"), strong.end()
    hyphened = place.text[end : end + 1] == "-"
    thing = None
    if place.language != "zh" and not hyphened:
        thing = thing_after(place.text, end, place.sentence.end, place.language)
    if thing is None and (of := _OF_THE.match(place.text, end, place.sentence.end)):
        thing = thing_after(place.text, of.end(), place.sentence.end, place.language)
    if thing:
        return replace(said, unit=thing.unit), thing.end
    if hyphened:
        return None
    if is_vote(place.text, place.sentence.start, start, end, place.language):
        return replace(said, unit="vote", unit_from="before"), end
    if said.scaled or bounded:
        return _as_before(said, start, place), end
    if is_left_to_guess(place.text, place.sentence.start, start, end, place.language):
        told = _of_what_before(place)
        return (replace(said, kind=told[0], unit=told[1], unit_from="before"), end) if told else None
    return None


def _as_before(said: Measure, start: int, place: Place) -> Measure:
    """A bare figure is of what the figure before it in the sentence was of; a large one, of money that is spoken of;
    or else of what was counted last."""
    same = next(
        (draft for draft in reversed(place.so_far) if not draft.is_change and draft.unit != "item"), None
    )
    if said.scaled and same and same.unit not in _AGED and (same.scaled or same.kind == "money"):
        return replace(said, kind=same.kind, unit=same.unit, unit_from="before")
    if said.scaled and (currency := _currency(said, start, place)):
        return replace(said, kind="money", unit=currency, unit_from="convention")
    if said.scaled and same and same.unit not in _AGED:
        return replace(said, kind=same.kind, unit=same.unit, unit_from="before")
    counts = (
        d.unit for d in reversed((*place.earlier, *place.so_far)) if d.kind == "count" and d.unit != _TIMES
    )
    return replace(said, unit=next(counts, "item"), unit_from="before")


def _currency(said: Measure, start: int, place: Place) -> str | None:
    """The currency of a large figure that names none: the text's last one, where money is spoken of or the last
    large figure was money; else the one that is meant where none is said."""
    speaks_of_money = money_at(place.text, place.sentence.start, start, place.language)
    large = next((d for d in reversed(place.earlier) if d.scaled and not d.is_change), None)
    if large is not None and (large.kind == "money" or speaks_of_money):
        return next((d.unit for d in reversed(place.earlier) if d.kind == "money"), speaks_of_money)
    return speaks_of_money


def _of_what_before(place: Place) -> tuple[Kind, str] | None:
    """What the last figure of the sentence, or of the text, was of."""
    told = next((d for d in reversed(place.so_far) if not d.is_change and d.kind != "money"), None)
    if told is None:
        told = next((d for d in reversed(place.earlier[-3:]) if d.kind != "money" and not d.is_change), None)
    return (told.kind, told.unit) if told else None
