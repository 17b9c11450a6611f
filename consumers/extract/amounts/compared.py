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
        re.compile(r"(?:\bagainst|\bversus|\bvs\.?|\bcompared (?:with|to)|\b(?:up|down) from)\s+\Z"),
        re.compile(
            r"\b(?:twice|double|triple|(?:[\d.]+|two|three|four|five|six|ten|several|many) times) (?:(?P<up>as (?:many|much)"
            r"|the (?:figure|number|volume|amount|level)|more than|that of|last year)|(?P<down>fewer|less|lower))"
            r"|(?:%|percent|per cent|percentage points|a (?:third|quarter|fifth|half)) (?:(?P<up2>more|higher|larger) than"
            r"|(?P<down2>less|fewer|lower|smaller) than)"
        ),
        80,
    ),
    "ru": _Words(
        re.compile(r"(?:\bпротив|\bсравнению с|\bа (?:год(?:ом)?|месяц(?:ем)?) (?:назад|ранее)[^\d,.;]{0,12})\s*\Z"),
        re.compile(
            r"(?:\b(?:вдвое|втрое|вчетверо|впятеро|в полтора раза|в (?:[\d,]+|два|три|четыре|пять) раза?)|%|процент\w*|\bна (?:треть|четверть"
            r"|половину)) (?:(?P<up>больше|выше)|(?P<down>меньше|ниже)),? "
        ),
        80,
    ),
    "zh": _Words(
        re.compile(r"(?:去年同期|上年同期|去年|上年)(?:为|是|仅为|仅)\Z"),
        re.compile(r"[比较較](?:去年|上年|前年|上月|上季|\d{4}年)[^，。；]{0,6}?(?:(?P<up>多|高)|(?P<down>少(?!数)|低))"),
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
        if earlier and _is_against(lowered, level, earlier, words):
            level.direction = _way(level, earlier)
            continue
        stop = min(end, level.end + words.reach)
        if following is not None and not following.is_change:
            stop = min(stop, following.start)
        more = words.more.search(lowered, level.end, stop)
        if more and not level.is_change and not _PARTED.search(lowered, level.end, more.start()):
            level.direction = "up" if more.lastgroup and more.lastgroup.startswith("up") else "down"
            if following and following.is_change and following.start == more.end():
                following.direction = following.direction or level.direction


def _same_unit(draft: Draft, level: Draft) -> bool:
    return (draft.kind, draft.unit) == (level.kind, level.unit)


def _is_against(lowered: str, level: Draft, earlier: Draft, words: _Words) -> bool:
    """Whether a figure is what the one before it is compared with."""
    if earlier.start - level.end > words.reach or _PARTED.search(lowered, level.end, earlier.start):
        return False
    return words.against.search(lowered, level.end, earlier.start) is not None


def _way(level: Draft, earlier: Draft) -> Direction:
    if level.value == earlier.value:
        return "flat"
    return "up" if level.value > earlier.value else "down"
