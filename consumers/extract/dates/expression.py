"""What a date expression says, before any calendar: the small language between grammars and `resolve.py`."""

from dataclasses import dataclass
from typing import Literal

Grain = Literal["day", "week", "month", "quarter", "half", "season", "year", "decade", "other"]
Mod = Literal["APPROX", "START", "MID", "END", "BEFORE", "AFTER", "MORE_THAN", "LESS_THAN"]
Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"]
Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days, months or years by their numbers, "2025-05-07" or "May 7 to 10"; what is not said is None.

    The first of the stretch is year-month-day, the last last_year-last_month-last_day (each as the first where
    None). `years` counts years from the anchor's ("去年7月": -1), `months` months ("上月15日": -1).
    """

    grain: Grain
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_year: int | None = None
    last_month: int | None = None
    last_day: int | None = None
    mod: Mod | None = None
    years: int | None = None
    months: int | None = None
    of_context: int | None = None
    """Years from the year of the date before it ("that year": 0, "the following year": 1); where there is none,
    `years` holds, if given, or the anchor's year stands for it."""
    tense: Tense | None = None
    """What the words themselves tell ("last May": past), stronger than the clause."""
    deadline: bool = False
    """By then, 底前: in the future where the clause tells nothing."""
    closed: bool = False
    """A year's results, which are told when it is over or nearly so."""
    fresh: bool = False
    """Meant only where it ended shortly before the anchor: «за семь месяцев» in a report of August."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """Monday is 0. `week`: weeks from the anchor's (上周二: -1). `which`: -1 the last one before the anchor
    ("last Friday"), 1 the next one after it; both None: by tense."""

    day: int
    week: int | None = None
    which: int | None = None
    tense: Tense | None = None
    days: int = 1
    """2: a weekend, from the day on."""


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from the anchor: "last week", "five years ago", "tomorrow"."""

    unit: Unit
    count: int
    mod: Mod | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The date that governs the text, moved ("a year earlier") or put into another year ("the same period of
    2023": `to_year`)."""

    unit: Unit
    count: int
    to_year: int | None = None
    same_period: bool = False
    """"The same period": of the figure's own, not counted from a day."""
    of_last_day: bool = False
    """Counted from the last day told anywhere before it, if that was of these days."""
    from_text: bool = False
    """Meant only where a date stands before it: "the next day"."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time that ends at the anchor (`side` -1, "over the past decade") or begins there (1);
    a SET where it is `repeated` ("every year")."""

    count: int
    unit: Unit
    side: int
    """-1 before the anchor, 1 from it on, 0 a length that lies nowhere ("for 30 years")."""
    mod: Mod | None = None
    repeated: bool = False
    times: int | None = None
    """How often in each: "twice a year"."""
    weekday: int | None = None
    """Of a repeated week: "every Monday"."""


@dataclass(frozen=True, slots=True)
class Vague:
    """PAST_REF, PRESENT_REF or FUTURE_REF."""

    reference: str


Expression = Calendar | Weekday | Shift | Earlier | Stretch | Vague
