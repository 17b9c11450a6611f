"""Chinese date expressions.

Besides the common symbols (`builders.py`): P last year, this year, … in one word, z that year, the next; K last month,
this month, …; Z X B parts of a year, of a month, of either; L J months and days as lengths of time.
"""

from functools import cache

from consumers.extract.dates import builders as b
from consumers.extract.dates.expression import Calendar, Earlier, Expression, Mod, Shift, Weekday
from consumers.extract.dates.grammar import Grammar, Rule, Words

_YEAR = "(?:Yy|P|z)"
_D = "[Dn]"
_NUMBER = "[DnN]"


def _mod(words: Words) -> Mod | None:
    return words.text("BXZ")  # type: ignore[return-value]


def _part_of_month(words: Words) -> Calendar:
    return Calendar(
        "month", month=words.first("Dn"), months=words.first("K"), mod=_mod(words), deadline=words.has("f"),
        **b.year_of(words),
    )  # fmt: skip


def _part_of_year(words: Words) -> Calendar:
    known = b.year_of(words)
    if known["year"] is None and known["of_context"] is None and known["years"] is None:
        known["years"] = 0
    return Calendar("year", mod=_mod(words), **known)


def _day_of_month(words: Words) -> Calendar:
    return Calendar("day", months=words.first("K"), day=words.first("Dn"))


def _bare_days(words: Words) -> Calendar:
    first, last = words.all("Dn")
    return Calendar("day", months=words.first("K"), day=first, last_day=last)


def _day(words: Words) -> Calendar:
    month, day = words.all("Dn")
    return Calendar("day", month=month, day=day, **b.year_of(words))


def _days(words: Words) -> Calendar:
    numbers, known = words.all("Dn"), b.year_of(words)
    years = words.all("Y")
    last_year = years[1] if len(years) == 2 else None
    if len(numbers) == 3:
        month, first, last = numbers
        return Calendar("day", month=month, day=first, last_day=last, **known)
    month, first, last_month, last = numbers
    if last_month < month and known["year"] is not None and last_year is None:
        last_year = known["year"] + 1
    return Calendar(
        "day", month=month, day=first, last_year=last_year, last_month=last_month, last_day=last, **known
    )


def _each_day(words: Words) -> list[Expression]:
    month, *days = words.all("Dn")
    return b.days_named(month, days, b.year_of(words))


def _months(words: Words) -> Calendar:
    first, last = words.all("Dn")
    known, years = b.year_of(words), words.all("Y")
    last_year = years[1] if len(years) == 2 else None
    return Calendar("other", month=first, last_year=last_year, last_month=last, **known)


def _each_month(words: Words) -> list[Expression]:
    known = b.year_of(words)
    return [Calendar("month", month=month, **known) for month in words.all("Dn")]


def _month(words: Words) -> Calendar:
    return Calendar("month", month=words.first("Dn"), deadline=words.has("f"), **b.year_of(words))


def _near_month(words: Words) -> Shift:
    return Shift("month", words.first("K") or 0)


def _first_months(words: Words) -> Calendar | None:
    count = (words.first("Dn") or 0) * (3 if words.has("k") else 1)
    return Calendar("other", month=1, last_month=count, **b.year_of(words)) if 2 <= count <= 12 else None


def _quarter(words: Words) -> Calendar | None:
    number = words.first("Dn") or 1
    if not 1 <= number <= 4:
        return None
    return Calendar("quarter", month=3 * number - 2, last_month=3 * number, **b.year_of(words))


def _quarters(words: Words) -> Calendar | None:
    first, last = words.all("Dn")
    if not 1 <= first < last <= 4:
        return None
    return Calendar("other", month=3 * first - 2, last_month=3 * last, **b.year_of(words))


def _half(words: Words) -> Calendar:
    number = words.first("H") or 1
    return Calendar("half", month=6 * number - 5, last_month=6 * number, **b.year_of(words))


def _decade(words: Words) -> Calendar | None:
    number = words.all("DnNY")[-1]
    if number % 10:
        return None
    century = (
        (words.all("DnN")[0] - 1) * 100
        if words.has("C")
        else 1900
        if words.has("U") or number >= 30
        else 2000
    )
    first = number if number >= 1000 else century + number
    return Calendar("decade", year=first, last_year=first + 9)


def _week(words: Words) -> Shift | Weekday | None:
    week = words.first("w")
    if not words.has("Dnd"):
        return Shift("week", week or 0)
    day = 7 if words.has("d") else words.first("Dn") or 0
    return Weekday(day - 1, week=week) if 1 <= day <= 7 else None


def _weekend(words: Words) -> Shift:
    return Shift("weekend", words.first("x") or 0)


def _same_period(words: Words) -> Expression:
    return Earlier("year", words.first("P") or -1, to_year=words.first("Y"), same_period=True)


RULES: tuple[Rule[Expression], ...] = (
    Rule("full_date", "I", b.full_date),
    Rule("days_over_months", f"{_YEAR}?{_D}m{_D}d?t{_YEAR}?{_D}m{_D}d", _days),
    Rule("days_of_month", f"{_YEAR}?{_D}m{_D}d?t{_D}d", _days),
    Rule("each_day", f"{_YEAR}?{_D}m{_D}d?(?:a{_D}d?)*a{_D}d(?!t)", _each_day),
    Rule("day", f"{_YEAR}?{_D}m{_D}d", _day),
    Rule("days_of_near_month", f"K{_D}d?t{_D}d", _bare_days),
    Rule("day_of_near_month", f"K{_D}d", _day_of_month),
    Rule("months", f"{_YEAR}?{_D}m?t{_YEAR}?{_D}m", _months),
    Rule("each_month", f"{_YEAR}?{_D}m?a{_D}m(?!D)", _each_month),
    Rule("part_of_month", f"(?:{_YEAR}?{_D}m?X|{_YEAR}?{_D}mB|KX|KB)f?", _part_of_month),
    Rule("first_months", f"{_YEAR}?f{_D}[Lkm]", _first_months),
    Rule("quarters", f"{_YEAR}?{_D}k?[ta]{_D}k", _quarters),
    Rule("quarter", f"{_YEAR}?(?:Q?{_D}|f)k", _quarter),
    Rule("half", f"{_YEAR}?H", _half),
    Rule("season", f"{_YEAR}S", b.season),
    Rule("decade", f"(?:U|{_D}C)?[DnNY]E", _decade),
    Rule("month", f"{_YEAR}?(?<!Q){_D}mf?", _month),
    Rule("part_of_year", f"(?:YZ|PZ|{_YEAR}B|(?<![DnN])Z)", _part_of_year),
    Rule("same_period", f"{_YEAR}=", _same_period),
    Rule("fiscal_year", "Y(?:[/t][DnN])?F|Y[/t][DnN]y", lambda w: b.years(w) or b.year(w)),
    Rule("years", "Yy?tYy", b.years),
    Rule("year", "(?:YyG?|PG?|z)l?", b.year),
    Rule("year_within", "(?<![DnN])0", _part_of_year),
    Rule("stretch", f"r{_NUMBER}[yJLv]l?|(?<![QY]){_NUMBER}[yJLv]l", b.stretch),
    Rule("ago", f"{_NUMBER}[yJLv](?:g|f)", b.ago),
    Rule("next_day", "&", b.next_day),
    Rule("near_month", "K", _near_month),
    Rule("week", f"w(?:{_D}|d)?", _week),
    Rule("weekend", "x", _weekend),
    Rule("near_day", "T", b.near_day),
    Rule("weekday", "W", b.weekday),
    Rule("days", "(?<![QM])Dd?tDd", _bare_days),
    Rule("bare_day", "(?<![QM])Dd", _day_of_month),
    Rule("vague", "V", b.vague),
    Rule("regularly", f"α(?:{_NUMBER}τ)?", b.regularly),
    Rule("repeated", f"β{_NUMBER}[yJLv]", b.repeated),
    Rule("length", f"(?<![QYf]){_NUMBER}[yJLv](?![glf])", b.length),
)


@cache
def grammar() -> Grammar[Expression]:
    """The Chinese grammar."""
    return Grammar(RULES, begins_with="IYPzDnNKfQHUZ0rwxTWV&αβ", core="ymdJkPzKwxWTZXG0HSEFVL&vαβ")
