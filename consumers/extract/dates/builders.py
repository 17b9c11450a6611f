"""What matched words say, as expressions: shared by the grammars, which use one alphabet of symbols.

M month   W weekday   D 1–31   O ordinal figure   Y year   N other number   n number word   Q ordinal word
I full date   E decade   R last/this/next (-1, 0, 1)   y m w d k H c x year, month, week, day, quarter, half,
decade, weekend   L J months and days as lengths   P last year, this year, … in one word   p the previous, the
following   z that year in one word   B beginning, middle, end   S season   T today, yesterday, …   V vague
"""

from dataclasses import replace
from typing import TypedDict

from consumers.extract.dates.expression import (
    Calendar,
    Earlier,
    Expression,
    Mod,
    Shift,
    Stretch,
    Tense,
    Unit,
    Vague,
    Weekday,
)
from consumers.extract.dates.grammar import Words

UNITS: dict[str, Unit] = {
    "y": "year", "m": "month", "w": "week", "d": "day", "k": "quarter", "H": "half", "c": "decade", "x": "weekend",
    "J": "day", "L": "month", "v": "week",
}  # fmt: skip
NUMBERS = "DNnOQ"


class YearOf(TypedDict):
    """Which year a month or quarter is of."""

    year: int | None
    years: int | None
    of_context: int | None


def year_of(words: Words) -> YearOf:
    """By its number, from the anchor's year ("last year"), from the date before it ("that year"), or not said."""
    whole = words.has("y")
    years = words.first("RP" if whole else "P")
    return YearOf(year=words.first("Yj"), years=years, of_context=words.first("pz" if whole else "z"))


def tense_of(words: Words) -> Tense | None:
    """What the words themselves tell: "last May", "by May", «на май»."""
    shift = words.first("R") if not words.has("y") else None
    if shift in (-1, 1):
        return "past" if shift == -1 else "future"
    return "future" if words.has("b") or (words.text("i") == "ahead" and not words.has("DO")) else None


def mod_of(words: Words) -> Mod | None:
    """START, MID or END."""
    mod = words.text("BG")
    return mod if mod in ("START", "MID", "END") else None  # type: ignore[return-value]


def full_date(words: Words) -> Calendar | None:
    """2025-05-07, 2025.5.7, 07.05.2025, 5/27/2025 (month first only where it cannot be the day)."""
    written = words.text("I") or ""
    numbers = [int(part) for part in written.replace("/", "-").replace(".", "-").split("-")]
    if len(numbers[:1]) and numbers[0] > 31:
        year, month, day = numbers
    elif "/" in written and numbers[1] > 12:
        month, day, year = numbers
    elif "/" in written and numbers[0] <= 12 and numbers[0] != numbers[1]:
        return None
    else:
        day, month, year = numbers
    return Calendar("day", year, month, day)


def day(words: Words) -> Calendar:
    """One day of a month."""
    return Calendar(
        "day", month=words.first("M"), day=words.first("DO"), tense=tense_of(words), **year_of(words)
    )


def days(words: Words) -> Calendar:
    """A stretch of days: May 7 to 10, December 30, 2024 to January 2, 2025."""
    months, numbers, years = words.all("M"), words.all("DO"), words.all("Y")
    known = year_of(words)
    last_year = years[-1] if years else None
    if len(years) == 1 and months[-1] < months[0]:
        known["year"] = years[0] - 1
    return Calendar(
        "day", month=months[0], day=numbers[0], last_year=last_year, last_month=months[-1], last_day=numbers[-1],
        **known,
    )  # fmt: skip


def each_day(words: Words) -> list[Expression]:
    """Several days of one month: May 7, 8 and 10. Days in a row are one stretch."""
    return days_named(words.first("M"), words.all("DO"), year_of(words))


def days_named(month: int | None, numbers: list[int], known: YearOf) -> list[Expression]:
    """The days of a month one by one, or the stretch they make."""
    if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return [Calendar("day", month=month, day=numbers[0], last_day=numbers[-1], **known)]
    return [Calendar("day", month=month, day=number, **known) for number in numbers]


def bare_day(words: Words) -> Calendar:
    """ "On the 8th", «8-го числа»: of the month the text speaks of or the nearest."""
    return Calendar("day", day=words.first("DO"), tense=tense_of(words))


def bare_days(words: Words) -> list[Expression]:
    """ "On the 8th and 9th", "from the 8th to the 10th"."""
    numbers = words.all("DO")
    if words.has("t-") or numbers[1] == numbers[0] + 1:
        return [Calendar("day", day=numbers[0], last_day=numbers[-1])]
    return [Calendar("day", day=number) for number in numbers]


def bare_day_of_near(words: Words) -> Calendar:
    """ "On the 8th of this month"."""
    return Calendar("day", day=words.first("O"), months=words.first("R"))


def weekend(words: Words) -> Weekday:
    """ "Over the weekend": the last one or the next, by tense."""
    return Weekday(5, days=2)


def eve(words: Words) -> Earlier:
    """«Накануне»: the day before the one the text has just told of, or before the anchor."""
    return Earlier("day", -1, of_last_day=True)


def next_day(words: Words) -> Earlier:
    """次日: after the date before it."""
    return Earlier("day", 1, from_text=True)


def next_day_of_text(words: Words) -> Earlier | None:
    """«На следующий день»: after the date before it."""
    return next_day(words) if words.first("R") == 1 else None


_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def two_days(words: Words) -> list[Expression]:
    """Days of two months: May 7 and June 3; a month's last and the next one's first are a stretch."""
    known = year_of(words)
    pairs = list(zip(words.all("M"), words.all("DO"), strict=False))
    (month, day), (next_month, next_day) = pairs[0], pairs[1]
    if next_day == 1 and next_month == month % 12 + 1 and day >= _LAST_DAYS[month - 1]:
        return [Calendar("day", month=month, day=day, last_month=next_month, last_day=next_day, **known)]
    return [Calendar("day", month=month, day=number, **known) for month, number in pairs]


def month(words: Words) -> Calendar:
    """A month, or a part of it."""
    return Calendar(
        "month", month=words.first("M"), mod=mod_of(words), tense=tense_of(words), **year_of(words)
    )


def month_of_near(words: Words) -> Calendar:
    """«В сентябре нынешнего»: of the anchor's year, or of one beside it."""
    return Calendar("month", month=words.first("M"), years=words.first("R"))


def month_adjective(words: Words) -> Calendar:
    """«Июльский»: of July."""
    return Calendar("month", month=words.first("J"), **year_of(words))


def months(words: Words) -> Calendar:
    """A stretch of months: January–September, December 2024 to February 2025."""
    named, years, known = words.all("M"), words.all("Y"), year_of(words)
    last_year = None
    if len(years) == 2:
        known["year"], last_year = years
    elif named[1] < named[0] and known["year"] is not None:
        known["year"], last_year = known["year"] - 1, known["year"]
    return Calendar("other", month=named[0], last_year=last_year, last_month=named[1], **known)


def months_up_to(words: Words) -> Calendar | None:
    """So many months up to one: "the nine months to September", January to September."""
    count, last, known = words.first("Dn") or 0, words.first("M") or 0, year_of(words)
    if not 2 <= count <= 12:
        return None
    first, last_year = (last - count) % 12 + 1, None
    if first > last and known["year"] is not None:
        known["year"], last_year = known["year"] - 1, known["year"]
    return Calendar("other", month=first, last_year=last_year, last_month=last, **known)


def each_month(words: Words) -> list[Expression]:
    """Several months: May and June."""
    known = year_of(words)
    return [Calendar("month", month=number, **known) for number in words.all("M")]


def quarter(words: Words) -> Calendar | None:
    """A quarter by its number; "the last quarter of" is the fourth."""
    number = words.first("QODqR" if words.has("y") or words.has("Y") else "QODq")
    number = 4 if number == -1 else number
    return _part(words, "quarter", number, 3)


def quarters(words: Words) -> Calendar | None:
    """The second and third quarters, II–III кварталы."""
    numbers = words.all("QOD")
    if len(numbers) != 2 or not 1 <= numbers[0] < numbers[1] <= 4:
        return None
    return Calendar("other", month=3 * numbers[0] - 2, last_month=3 * numbers[1], **year_of(words))


def last_quarter(words: Words) -> Calendar | None:
    """The last quarter of a year is the fourth."""
    return _part(words, "quarter", 4, 3)


def half(words: Words) -> Calendar | None:
    """A half-year."""
    return _part(words, "half", words.first("QODh"), 6)


def _part(words: Words, grain: str, number: int | None, size: int) -> Calendar | None:
    if number is None or not 1 <= number <= 12 // size:
        return None
    known = year_of(words)
    return Calendar(
        grain,  # type: ignore[arg-type]
        month=size * (number - 1) + 1, last_month=size * number, mod=mod_of(words), tense=tense_of(words), **known,
    )  # fmt: skip


def first_months(words: Words) -> Calendar | None:
    """The first eight months, the first three quarters."""
    count = words.first("DNnO") or 0
    last = count * (3 if words.has("k") else 1)
    if words.first("Q") not in (None, 1) or not 2 <= last <= 12:
        return None
    return Calendar("other", month=1, last_month=last, **year_of(words))


def months_so_far(words: Words) -> Calendar | None:
    """«За семь месяцев»: January to July, in a report that follows them; «на семь месяцев» is how long something is to last."""
    if words.text("i") == "ahead":
        return None
    said = first_months(words)
    return replace(said, fresh=True) if said else None


def half_so_far(words: Words) -> Calendar | None:
    """«За полугодие»: the one that ended last."""
    return Calendar("half", month=1, last_month=6, fresh=True)


def half_of_month(words: Words) -> Calendar:
    """The first half of May: its beginning."""
    mod: Mod = "START" if words.first("Q") == 1 else "END"
    return Calendar("month", month=words.first("M"), mod=mod, **year_of(words))


def season(words: Words) -> Calendar | None:
    """Spring is March to May, and so on; winter runs over the new year."""
    first, known = words.first("SZ"), year_of(words)
    if first is None:
        return None
    tense = tense_of(words) if words.has("R") else None
    return Calendar(
        "season", month=first, last_month=(first + 1) % 12 + 1, mod=mod_of(words), deadline=words.has("b"),
        tense=tense, **known,
    )  # fmt: skip


def year(words: Words) -> Calendar | Shift | Earlier | None:
    """A year by its number or from the anchor's, or a part of it."""
    known = year_of(words)
    if known["year"] is None and known["years"] is None and known["of_context"] is None:
        known["years"] = 0
    return Calendar("year", mod=mod_of(words), **known)


def year_past(words: Words) -> Calendar:
    """«По итогам года»: the anchor's, or, soon after its end, the one before."""
    return Calendar("year", years=0, closed=True)


def year_elided(words: Words) -> Calendar:
    """«…, чем в прошлом»: the year is left out."""
    return Calendar("year", years=words.first("R"))


def each_year(words: Words) -> list[Expression]:
    """Several years: 2023 and 2024."""
    return [Calendar("year", year=number) for number in words.all("Y")]


def years(words: Words) -> Calendar | None:
    """2024–2030, 2025/26."""
    numbers = words.all("YDN")
    if len(numbers) != 2:
        return None
    first, last = numbers
    if last < 100:
        last += first // 100 * 100
    return Calendar("other", year=first, last_year=last) if first < last else None


def decade(words: Words) -> Calendar | None:
    """The 1990s, 90-е."""
    first = words.first("E")
    if first is None or first % 10:
        return None
    first += 0 if first >= 1000 else 1900 if first >= 30 else 2000
    return Calendar("decade", year=first, last_year=first + 9, mod=mod_of(words))


def near(words: Words) -> Expression | None:
    """Last week, this month, next year."""
    unit, count = _unit(words), words.first("R")
    if unit is None or count is None:
        return None
    if words.text("ymwkdc") == "many":
        return Vague("PRESENT_REF" if count == 0 else "PAST_REF" if count < 0 else "FUTURE_REF")
    if unit == "year":
        return Calendar("year", years=count, mod=mod_of(words))
    return Stretch(1, unit, count) if unit == "decade" and count else Shift(unit, count, mod_of(words))


def current(words: Words) -> Expression | None:
    """The end of the year, of the month: the anchor's own."""
    unit = _unit(words)
    return Shift(unit, words.first("R") or 0, mod_of(words)) if unit else None


def ago(words: Words) -> Expression | None:
    """Five years ago, a year ago."""
    unit, count = _unit(words), _count(words)
    if unit is None or (count or 1) >= 1000 or (count is None and words.text("ymwdc") == "many"):
        return None
    count = 1 if count is None else count
    return Shift("year", -10 * count) if unit == "decade" else Shift(unit, -count)


def earlier(words: Words) -> Expression | None:
    """A year earlier, counted from the date that governs the text."""
    unit, count = _unit(words), _count(words)
    return Earlier(unit, -(1 if count is None else count)) if unit and (count or 1) < 1000 else None


def around(words: Words) -> Expression | None:
    """The previous month, the following day: beside the date that governs the text."""
    unit, count = _unit(words), words.first("p")
    return Earlier(unit, count, from_text=count > 0) if unit and count else None


def same_period(words: Words) -> Expression:
    """The same period of another year: last year where none is named."""
    return Earlier("year", words.first("R") or -1, to_year=words.first("Y"), same_period=True)


def year_ahead(words: Words) -> Calendar:
    """The year ahead, seen from the date before it."""
    return Calendar("year", of_context=0, years=0)


def stretch(words: Words) -> Expression | None:
    """The past ten years, the last decade or so, the next five years."""
    unit, count = _unit(words), words.first(NUMBERS)
    if unit is None or (count or 1) > 1000:
        return None
    side = words.first("Rr") or -1
    return Stretch(count or 1, unit, side, "APPROX" if words.has("u") else None)


def repeated(words: Words) -> Expression | None:
    """Every year, every two weeks; every Monday is once a week."""
    unit = "week" if words.has("W") else _unit(words)
    return Stretch(_count(words) or 1, unit, 1, repeated=True, weekday=words.first("W")) if unit else None


def regularly(words: Words) -> Expression | None:
    """Annually, 每年, twice a year, 每年两次."""
    unit = words.text("α") or _unit(words)
    times = words.first("ω") or (words.first("DNn") or 1 if words.has("τ") else None)
    return Stretch(1, unit, 1, repeated=True, times=times) if unit else None  # type: ignore[arg-type]


def length(words: Words) -> Expression | None:
    """For 30 years, a four-day visit, 为期三天: a length that lies nowhere."""
    unit, count = _unit(words), _count(words)
    return Stretch(count, unit, 0) if unit and count and count < 1000 else None


def weekday(words: Words) -> Weekday | None:
    """Tuesday, last Tuesday, next Tuesday, this Tuesday."""
    number, which = words.first("W"), words.first("R")
    if number is None:
        return None
    return Weekday(number, week=0) if which == 0 else Weekday(number, which=which, tense=tense_of(words))


def near_day(words: Words) -> Shift | None:
    """Today, yesterday, tomorrow."""
    count = words.first("T")
    return Shift("day", count) if count is not None else None


def vague(words: Words) -> Vague | None:
    """Recently, soon."""
    reference = words.text("V")
    return Vague(reference) if reference else None


def weekday_to_come(words: Words) -> Weekday | None:
    """«Не раньше среды»: the next one."""
    number = words.first("W")
    return Weekday(number, tense="future") if number is not None else None


def _count(words: Words) -> int | None:
    """A number before a unit: «двадцать пять» is one."""
    numbers = words.all(NUMBERS + "A")
    if len(numbers) == 2 and numbers[0] > numbers[1] and numbers[0] % 10 == 0:
        return sum(numbers)
    return numbers[0] if numbers else None


def _unit(words: Words) -> Unit | None:
    return next((UNITS[token.symbol] for token in words.tokens if token.symbol in UNITS), None)
