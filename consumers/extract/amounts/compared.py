"""Figures that are compared with an earlier one: which way they went follows from the two, or from how many times."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from consumers.extract.amounts.draft import Draft
from consumers.extract.amounts.measure import Direction
from consumers.extract.reading import RulesLanguage


@dataclass(frozen=True, slots=True)
class _Words:
    """`against`: what ends right before the earlier figure; `more`: how the later one differs; `reach`: characters
    from the later figure to either."""

    against: re.Pattern[str]
    more: re.Pattern[str]
    reach: int


_WORDS: dict[RulesLanguage, _Words] = {
    "en": _Words(
        re.compile(r"(?:\bagainst|\bversus|\bvs\.?|\bcompared (?:with|to)|\b(?:up|down) from|, from|\bfrom)\s+(?:the current |only |just )?\Z"),
        re.compile(
            r"\b(?:twice|double|triple|(?:[\d.]+|two|three|four|five|six|ten|several|many) times) (?:(?P<up>as (?:many|much)"
            r"|the (?:figure|number|volume|amount|level)|more than|that of|last year)|(?P<down>fewer|less|lower))"
            r"|(?P<up3>(?:against|compared with|up from) (?:one|two|three|four|five|six|seven|eight|nine)\b)"
            r"|(?P<flat>(?:roughly |about |almost |much )?the same as in )"
            r"|(?:%|percent|per cent|percentage points|a (?:third|quarter|fifth|half)) (?:(?P<up2>more|higher|larger) than"
            r"|(?P<down2>less|fewer|lower|smaller) than)"
        ),
        80,
    ),
    "ru": _Words(
        re.compile(r"(?:\bпротив(?: (?:нынешних|прошлогодних|прежних|предыдущих))?|\bсравнению с|\bа (?:год(?:ом)?|месяц(?:ем)?) (?:назад|ранее)[^\d,.;]{0,12})\s*\Z"),
        re.compile(
            r"(?:\b(?:вдвое|втрое|вчетверо|впятеро|в полтора раза|в (?:[\d,]+|два|три|четыре|пять) раза?)|%|процент\w*|\bна (?:треть|четверть"
            r"|половину)) (?:(?P<up>больше|выше)|(?P<down>меньше|ниже)),? "
            r"|(?P<up3>против (?:одного|двух|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти)\b)"
        ),
        80,
    ),
    "zh": _Words(
        re.compile(r"(?:去年同期|上年同期|去年|上年)(?:为|是|仅为|仅)\Z"),
        re.compile(r"[比较較](?:去年|上年|前年|上月|上季|\d{4}年)[^，。；]{0,6}?(?:(?P<up>多|高)|(?P<down>少(?!数)|低))"
            r"|(?P<up2>[是为為](?:去年|上年|前年|\d{4}年)(?:同期)?的(?:[两兩二三四五六七八九十几]|\d+(?:\.\d+)?)+倍)"
            r"|(?P<up3>高于|多于)|(?P<down3>低于|少于)"),
        26,
    ),
}  # fmt: skip

_PARTED = re.compile(r"[;；。]|\b(?:but|while|whereas|however|но|однако|тогда как)\b")


def mark_compared(
    lowered: str, start: int, end: int, drafts: Sequence[Draft], language: RulesLanguage
) -> None:
    """Give a direction to the figures of the sentence `lowered[start:end]` that have none and are compared."""
    words = _WORDS[language]
    levels = [draft for draft in drafts if draft.unit != "times" and not draft.base]
    for place, level in enumerate(levels):
        if level.direction is not None or level.value_max is not None:
            continue
        following = levels[place + 1] if place + 1 < len(levels) else None
        earlier = next(
            (draft for draft in drafts if draft.start >= level.end and _same_unit(draft, level)), None
        )
        if earlier and (
            _is_against(lowered, level, earlier, words)
            or _is_told_of_before(lowered, level, earlier, language)
        ):
            level.direction = _way(level, earlier)
            continue
        stop = min(end, level.end + words.reach)
        if following is not None and not following.is_change:
            stop = min(stop, following.start)
        more = words.more.search(lowered, level.end, stop)
        may_be = not level.is_change or (more is not None and more.lastgroup in ("up3", "down3"))
        if more and may_be and not _PARTED.search(lowered, level.end, more.start()):
            way = (more.lastgroup or "").rstrip("23")
            level.direction = way if way in ("up", "flat") else "down"  # type: ignore[assignment]
            if following and following.is_change and following.start == more.end():
                following.direction = following.direction or level.direction


def _same_unit(draft: Draft, level: Draft) -> bool:
    return (draft.kind, draft.unit) == (level.kind, level.unit)


def _is_against(lowered: str, level: Draft, earlier: Draft, words: _Words) -> bool:
    """Whether a figure is what the one before it is compared with."""
    if earlier.start - level.end > words.reach or _PARTED.search(lowered, level.end, earlier.start):
        return False
    return words.against.search(lowered, level.end, earlier.start) is not None


_BEFORE: dict[RulesLanguage, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:last year['’]s|the year[- ]earlier|the previous year['’]s|(?:\w+ )?years? (?:ago|earlier|before)|last year|the year before)"
        r"[^.;\d]{0,36}\b(?:was|were|stood at|came to|totall?ed|had been|of)\s(?:only |just |about )?\Z"
    ),
    "ru": re.compile(
        r"\b(?:(?:год[а]?|годом|лет|месяц[аев]*) (?:назад|ранее)|в прошлом году|прошлогодн\w+|за тот же период(?: прошлого года)?)[^.;\d]{0,30}"
        r"(?:был[аои]?|составлял[аои]?|—|–|-)\s(?:лишь |только |около )?\Z"
    ),
    "zh": re.compile(
        r"(?:去年同期|上年同期|去年|上年|[一两兩二三四五六七八九十\d]年前)[^，。；\d]{0,8}(?:为|是|仅|只有|才)\Z"
    ),
}


def _is_told_of_before(lowered: str, level: Draft, earlier: Draft, language: RulesLanguage) -> bool:
    """Whether a figure is the one of the year before: "$352 a tonne; last year's price was $346"."""
    if earlier.start - level.end > _FAR[language]:
        return False
    return _BEFORE[language].search(lowered, level.end, earlier.start) is not None


_FAR: dict[RulesLanguage, int] = {"en": 120, "ru": 120, "zh": 40}


def _way(level: Draft, earlier: Draft) -> Direction:
    if level.value == earlier.value:
        return "flat"
    return "up" if level.value > earlier.value else "down"


_EXPECTED: dict[RulesLanguage, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:expect(?:s|ed|ing)?|forecasts?|predict(?:s|ed)?|project(?:s|ed)|(?:could|may|might|will|to) (?:reach|hit|total|come to))\b"
    ),
    "ru": re.compile(
        r"\b(?:ожида\w+|достигнет|достигнут|прогнозиру\w+|ждёт|ждет|ждут|рассчитыва\w+|может достичь|могут достичь)\b"
    ),
    "zh": re.compile(r"预计|预期|有望|力争|将达"),
}
_EXPECTED_WITHIN: dict[RulesLanguage, int] = {"en": 60, "ru": 50, "zh": 24}
_EARLIER_FIGURES = 6


def mark_expected(
    lowered: str, start: int, drafts: Sequence[Draft], earlier: Sequence[Draft], language: RulesLanguage
) -> None:
    """A figure that is expected goes up or down from the last one of its kind that the text gives."""
    for place, level in enumerate(drafts):
        if level.direction is not None or level.is_change or level.base or level.value_max is not None:
            continue
        floor = max(start, level.start - _EXPECTED_WITHIN[language])
        if not _EXPECTED[language].search(lowered, floor, level.start):
            continue
        told = [*earlier[-_EARLIER_FIGURES:], *drafts[:place]]
        last = next((draft for draft in reversed(told) if _same_unit(draft, level) and not draft.base), None)
        if last is not None and last.value != level.value:
            level.direction = _way(level, last)
