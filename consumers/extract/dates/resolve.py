"""From what an expression says to the days it means, seen from a day. Pure; knows no language."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from consumers.extract.dates.calendar_days import (
    FIRST_YEAR,
    LAST_YEAR,
    first_day,
    iso,
    last_day,
    month_from,
    moved,
    narrowed,
    precision,
    same_day,
)
from consumers.extract.dates.expression import (
    Calendar,
    Earlier,
    Expression,
    Grain,
    Mod,
    Shift,
    Stretch,
    Tense,
    Unit,
    Vague,
    Weekday,
)

Resolution = Literal["absolute", "underspecified", "relative", "vague"]

_DURATION_LETTER: dict[str, tuple[int, str]] = {
    "day": (1, "D"), "week": (1, "W"), "weekend": (1, "W"), "month": (1, "M"), "quarter": (3, "M"),
    "half": (6, "M"), "year": (1, "Y"), "decade": (10, "Y"), "century": (100, "Y"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resolved:
    """A TIMEX3 value with its days. `by_context`: the day it counts from is another date of the text."""

    value: str
    grain: Grain
    first: date | None
    last: date | None
    resolution: Resolution
    mod: Mod | None = None
    timex_type: Literal["DATE", "DURATION", "SET"] = "DATE"
    by_context: bool = False
    times: int | None = None
    weekday: int | None = None


def resolve(
    expression: Expression, anchor: date | None, tense: Tense | None, context: Resolved | None
) -> Resolved | None:
    """The days an expression means, seen from `anchor` (the publication day) in a clause of this tense;
    `context` is the date that governs the text before it. None where that cannot be told or no such day exists."""
    if isinstance(expression, Calendar | Weekday):
        tense = expression.tense or tense
    if isinstance(expression, Calendar):
        return _calendar(expression, anchor, tense, context)
    if isinstance(expression, Vague):
        return _vague(expression, anchor)
    if isinstance(expression, Stretch):
        return _stretch(expression, anchor)
    if isinstance(expression, Earlier):
        return _earlier(expression, anchor, context)
    if anchor is None:
        return None
    if isinstance(expression, Weekday):
        day = _weekday(expression, anchor, tense)
        if expression.days == 1:
            return Resolved(day.isoformat(), "day", day, day, "relative")
        return _stretch_of(day, day + timedelta(days=expression.days - 1), "weekend", None)
    return _shift(expression, anchor)


def _calendar(
    said: Calendar, anchor: date | None, tense: Tense | None, context: Resolved | None
) -> Resolved | None:
    if said.of_context is not None:
        if context is None or context.first is None:
            years = said.years if said.years is not None else said.of_context or None
            return _of_known_year(replace(said, of_context=None, years=years), anchor)
        known = replace(said, of_context=None, years=None, year=context.first.year + said.of_context)
        found = _calendar(known, anchor, tense, None)
        return replace(found, resolution="relative", by_context=True) if found else None
    if said.closed and anchor and anchor.month <= _LAST_MONTH_OF_RESULTS and tense != "future":
        said = replace(said, years=-1)
    if said.year is not None or said.years is not None:
        return _of_known_year(said, anchor)
    if anchor is None:
        return None
    choices = [found for known in _choices(said, anchor) if (found := _of_known_year(known, anchor))]
    chosen = _choose(choices, said, anchor, tense)
    return (
        replace(chosen, resolution="relative" if said.months is not None else "underspecified")
        if chosen
        else None
    )


_LAST_MONTH_OF_RESULTS = 3
"""Until then "the results of the year" are those of the year before."""


def filed_on(said: Calendar, anchor: date) -> Resolved | None:
    """The day of a dateline that says no year: the last such day that is not in the future."""
    latest = anchor + timedelta(days=_CLOCKS_APART)
    choices = [found for known in _choices(said, anchor) if (found := _of_known_year(known, anchor))]
    past = [found for found in choices if found.first is not None and found.first <= latest]
    return replace(past[-1], resolution="underspecified") if past else None


_CLOCKS_APART = 1
"""Days by which the calendar of the place of filing may be ahead of the anchor's."""


def _choices(said: Calendar, anchor: date) -> list[Calendar]:
    if said.months is not None:
        year, month = month_from(anchor, said.months)
        return [replace(said, months=None, year=year, month=month)]
    if said.month is None:
        around = [month_from(anchor, shift) for shift in (-2, -1, 0, 1, 2)]
        return [replace(said, year=year, month=month) for year, month in around]
    reach = 4 if (said.month, said.day) == (2, 29) else 1
    return [replace(said, year=year) for year in range(anchor.year - reach, anchor.year + reach + 1)]


def _choose(choices: list[Resolved], said: Calendar, anchor: date, tense: Tense | None) -> Resolved | None:
    """Which of the years (or months) it is: by tense; the nearest where a day's tense is not known."""
    dated = [(found, found.first, found.last) for found in choices if found.first and found.last]
    if said.day is not None and said.month is None and said.months is None:
        return _nearest_day(dated, anchor, tense)
    if said.day is not None and said.month is not None and tense is not None:
        return _by_tense_or_near(dated, anchor, tense)
    if said.day is not None and said.month is not None and tense is None:
        return (
            min((_apart(first, anchor), found.value, found) for found, first, _ in dated)[2]
            if dated
            else None
        )
    if said.months is not None:
        return dated[0][0] if dated else None
    is_next = said.grain == "season" and said.tense == "future"  # in spring, "next spring" is a year away
    ahead = next(
        (
            (found, (first - anchor).days)
            for found, first, last in dated
            if (first if is_next else last) >= anchor
        ),
        None,
    )
    past = [(found, last) for found, first, last in dated if _begun(said, first, last) <= anchor]
    if said.fresh and (not past or not -_MONTH_DAYS < (anchor - past[-1][1]).days <= _FRESH):
        return None
    behind = (past[-1][0], (anchor - past[-1][1]).days) if past else None
    if said.deadline and tense is None:
        tense = "future"
    return _stretch_by_tense(ahead, behind, tense, surely=said.tense is not None)


def _apart(day: date, anchor: date) -> float:
    """Days between the two; those to come count half as much again, for news tells more of what has been."""
    days = (day - anchor).days
    return days * 1.5 if days > 0 else -days


_Apart = tuple[Resolved, int] | None
"""A choice and its days from the anchor: none or fewer where the anchor lies within it."""


def _stretch_by_tense(ahead: _Apart, behind: _Apart, tense: Tense | None, *, surely: bool) -> Resolved | None:
    """A month or more: on the tense's side, past where none tells, unless what lies next door on the other side
    must be meant: of a June "in May" was, and "in July" will be, whatever the verb beside it."""
    by_tense, other = (ahead, behind) if tense == "future" else (behind, ahead)
    if by_tense is None or surely or other is None:
        return by_tense[0] if by_tense else None
    next_door = _NEXT_DOOR["future" if tense == "future" else "past"] if tense else _UNTOLD
    return other[0] if by_tense[1] > _FAR_STRETCH and other[1] <= next_door else by_tense[0]


_FAR_STRETCH = 230
_NEXT_DOOR = {"past": 75, "future": 40}
_UNTOLD = 100
"""Days to the stretch on the other side of the tense's within which it is meant, if the one on its own side is far."""

_AGAINST_TENSE = 10


def _nearest_day(
    dated: list[tuple[Resolved, date, date]], anchor: date, tense: Tense | None
) -> Resolved | None:
    """ "The 8th" is the nearest; a tense that speaks against it counts for some days' distance."""

    def distance(choice: tuple[Resolved, date, date]) -> tuple[int, date]:
        _, first, last = choice
        ahead = (first - anchor).days
        against = (tense == "past" and ahead > 0) or (tense == "future" and (last - anchor).days < 0)
        return abs(ahead) + (_AGAINST_TENSE if against else 0), first

    return min(dated, key=distance)[0] if dated else None


_FRESH, _MONTH_DAYS = 92, 31
"""Days within which a report on a stretch follows its end."""

_FAR = 270
"""Days: a year-less day this far away is not meant where one as near as `_NEAR` lies on the other side."""
_NEAR = {"past": 90, "future": 14}


def _by_tense_or_near(
    dated: list[tuple[Resolved, date, date]], anchor: date, tense: Tense
) -> Resolved | None:
    """The nearest on the tense's side, unless the other side's is next door and it is most of a year away."""
    ahead = next(((found, (last - anchor).days) for found, _, last in dated if last >= anchor), None)
    behind = [(found, (anchor - first).days) for found, first, _ in dated if first <= anchor][-1:]
    by_tense, other = (ahead, behind[0] if behind else None)
    if tense == "past":
        by_tense, other = other, by_tense
    if by_tense and other and by_tense[1] > _FAR and other[1] <= _NEAR[tense]:
        return other[0]
    return by_tense[0] if by_tense else None


def _begun(said: Calendar, first: date, last: date) -> date:
    """The day from which a stretch is spoken of in the past: a month from its first day, a quarter from its
    middle, January–September from September."""
    if said.grain in ("quarter", "half", "season"):
        return first + (last - first) / 2
    if said.day is None and said.last_month is not None:
        return last.replace(day=1)
    return first


def _of_known_year(said: Calendar, anchor: date | None) -> Resolved | None:
    year = said.year
    resolution: Resolution = "absolute"
    if said.years is not None:
        if anchor is None:
            return None
        year, resolution = anchor.year + said.years, "relative"
    if year is None:
        return None
    last_month = said.last_month if said.last_month is not None else said.month
    over_new_year = said.last_year is None and said.month and last_month and last_month < said.month
    last_year = year + 1 if over_new_year else said.last_year if said.last_year is not None else year
    day_of_last = said.last_day if said.last_day is not None else said.day
    first, last = first_day(year, said.month, said.day), last_day(last_year, last_month, day_of_last)
    if first is None or last is None or first > last:
        return None
    value = iso(first, said.month, said.day)
    closing = iso(last, last_month, day_of_last)
    if value != closing:
        value = f"{value}/{closing}"
    first, last = narrowed(first, last, said.grain, said.mod)
    return Resolved(value, said.grain, first, last, resolution, said.mod)


def _weekday(said: Weekday, anchor: date, tense: Tense | None) -> date:
    if said.week is not None:
        return anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * said.week + said.day)
    back = (anchor.weekday() - said.day) % 7
    ahead = (said.day - anchor.weekday()) % 7
    if said.which == -1:
        return anchor - timedelta(days=back or 7)
    if said.which == 1:
        return anchor + timedelta(days=ahead or 7)
    return anchor + timedelta(days=ahead) if tense == "future" else anchor - timedelta(days=back)


def _shift(said: Shift, anchor: date) -> Resolved | None:
    try:
        first, last = moved(anchor, said.unit, said.count)
    except (ValueError, OverflowError):
        return None
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        return None
    return _stretch_of(first, last, said.unit, said.mod)


def _stretch_of(first: date, last: date, unit: Unit, mod: Mod | None) -> Resolved:
    month, day = precision(unit)
    value = iso(first, month, day)
    closing = iso(last, month, day)
    if value != closing:
        value = f"{value}/{closing}"
    grain: Grain = "other" if unit in ("weekend", "century") else unit  # type: ignore[assignment]
    first, last = narrowed(first, last, grain, mod)
    return Resolved(value, grain, first, last, "relative", mod)


def _stretch(said: Stretch, anchor: date | None) -> Resolved | None:
    factor, letter = _DURATION_LETTER[said.unit]
    value = f"P{said.count * factor}{letter}"
    if said.repeated:
        return Resolved(
            value,
            _grain_of(said.unit),
            None,
            None,
            "vague",
            said.mod,
            "SET",
            times=said.times,
            weekday=said.weekday,
        )
    if said.side == 0:
        return Resolved(value, _grain_of(said.unit), None, None, "absolute", said.mod, "DURATION")
    first = last = None
    if anchor is not None:
        try:
            end = same_day(anchor, said.unit, said.count * said.side)
        except (ValueError, OverflowError):
            return None
        first, last = min(anchor, end), max(anchor, end)
    resolution: Resolution = "vague" if anchor is None else "relative"
    return Resolved(value, _grain_of(said.unit), first, last, resolution, said.mod, "DURATION")


def _grain_of(unit: Unit) -> Grain:
    return "other" if unit in ("weekend", "century") else unit  # type: ignore[return-value]


def _earlier(said: Earlier, anchor: date | None, context: Resolved | None) -> Resolved | None:
    if context is None or context.first is None or context.last is None:
        if said.to_year is not None:
            return _of_known_year(Calendar("year", said.to_year), anchor)
        return _shift(Shift(said.unit, said.count), anchor) if anchor and not said.from_text else None
    try:
        return _context_moved(context, said)
    except (ValueError, OverflowError):
        return None


def _context_moved(context: Resolved, said: Earlier) -> Resolved:
    by_year = said.same_period or (said.unit == "year" and abs(said.count) == 1)
    if by_year and context.grain == "day" and context.first == context.last and context.first:
        year = context.first.year + said.count if said.to_year is None else said.to_year
        found = _of_known_year(Calendar("year", year), context.first)
        if found:  # a day is when a figure was told, hardly the period it is of
            return replace(found, resolution="relative", by_context=True)
    if said.to_year is not None and context.first:
        said = replace(said, count=said.to_year - context.first.year, to_year=None)
    move: Callable[[date], date] = lambda day: same_day(day, said.unit, said.count)  # noqa: E731
    first, _, last = context.value.partition("/")
    parts = [_moved_part(part, move) for part in (first, last) if part]
    whole_first = move(context.first) if context.first else None
    whole_last = move(context.last) if context.last else None
    return Resolved(
        "/".join(parts), context.grain, whole_first, whole_last, "relative", context.mod, by_context=True
    )


def _moved_part(part: str, move: Callable[[date], date]) -> str:
    padded = date.fromisoformat(part + "-01-01"[len(part) - 10 :] if len(part) < 10 else part)
    return move(padded).isoformat()[: len(part)]


def _vague(said: Vague, anchor: date | None) -> Resolved:
    past, future = said.reference == "PAST_REF", said.reference == "FUTURE_REF"
    return Resolved(said.reference, "other", anchor if future else None, anchor if past else None, "vague")
