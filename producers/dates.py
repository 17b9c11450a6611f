"""When an entry says it was published, and what is wrong with the claim.

Newswires write dates in every way: without seconds, with a zone of four or five letters, with month names of their
own language, as `2020/1/10`. The forms of RFC 822 and ISO 8601 and their common misspellings are read here, with
their zone; what is left to feedparser are the rare ones. A date is never a reason to drop an entry.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from schemas.item import TimeFlag

FUTURE_AFTER = timedelta(hours=1)  # clocks of publishers are off by minutes
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # no feed is older; 1970 and year 1 are unset clocks
FURTHEST = timedelta(days=366)

_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "west": 60, "met": 60, "cest": 120,
    "mest": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180, "мск": 180, "msd": 240, "gst": 240, "pkt": 300,
    "ist": 330, "hkt": 480, "sgt": 480, "awst": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720,
    "nzdt": 780, "ast": -240, "edt": -240, "est": -300, "et": -300, "cdt": -300, "mdt": -360, "mst": -420,
    "pdt": -420, "pst": -480,
}  # fmt: skip
"""Minutes east of Greenwich. CST is missing: it is China's and central America's; the source's country tells."""

_CST_OF = {"CHN": 480, "TWN": 480, "HKG": 480, "MAC": 480}
_COUNTRY_ZONES = {
    "CHN": 480, "HKG": 480, "MAC": 480, "TWN": 480, "SGP": 480, "MYS": 480, "JPN": 540, "KOR": 540, "PRK": 540,
    "RUS": 180, "BLR": 180, "IND": 330, "PAK": 300, "IRN": 210, "TUR": 180, "UZB": 300, "KAZ": 300,
}  # fmt: skip
"""The clock a country's newsrooms live by (Russia's: Moscow), for claims that name no zone. Countries that
change their clocks are left out: there the claim is read as UTC."""

_MONTH_STEMS = {
    **{name: n for n, names in enumerate(
        (
            "jan янв січ ene gen", "feb фев лют fév févr", "mar мар бер mär mrz", "apr апр кві abr avr",
            "may мая май тра mai mag", "jun июн чер juin giu", "jul июл лип juil lug", "aug авг сер ago août",
            "sep сен вер set", "oct окт жов okt ott", "nov ноя лис", "dec дек гру dez dic déc",
        ), start=1,
    ) for name in names.split()},
    **{f"{name}月": n for n, name in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], start=1)},
}  # fmt: skip
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{1,2})(?:[.,]\d{1,9})?)?\s*(?P<half>[ap]\.?m\.?)?"
_ZONE = r"\s*(?P<zone>(?:utc|gmt)?\s*[+-]\s*\d{1,2}(?::?\d{2})?|[^\W\d_]{1,5})?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 2026-02-18T02:12:29Z, 2020/1/10 14:33:00, 2006-05-31, 2020年1月10日 14:33
        rf"(?P<year>\d{{4}})[-/.年](?P<month>\d{{1,2}})[-/.月](?P<day>\d{{1,2}})日?(?:[T\s]\s*{_CLOCK}{_ZONE})?",
        # 20150316T163956Z
        rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})T(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?(?P<half>$a)?{_ZONE}",
        # Mon, 16 Mar 2015 16:39 GMT; Пн, 16 марта 2015 16:39:56 +0300; 16-Mar-15
        r"(?:[^\W\d_]{1,12}\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[.\s-]\s*(?P<name>[^\W\d_]{2,12})\.?,?[\s-]+"
        rf"(?P<year>\d{{2}}|\d{{4}})(?:\s*г(?:ода)?)?\.?,?(?:\s+(?:at\s+|в\s+)?{_CLOCK}{_ZONE})?",
        # March 16, 2015 4:39 PM EST
        rf"(?:[^\W\d_]{{3,12}},?\s+)?(?P<name>[^\W\d_]{{3,12}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
        rf",?(?:\s+(?:at\s+)?{_CLOCK}{_ZONE})?",
        # Mon Mar 16 16:39:56 2015, Mon Mar 16 16:39:56 MSK 2015
        rf"[^\W\d_]{{3,12}}\s+(?P<name>[^\W\d_]{{3,12}})\s+(?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
        # 16.03.2015 16:39
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})(?:,?\s+{_CLOCK}{_ZONE})?",
    )
)
_CLEAR = re.compile(
    r"(?:(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?P<day>\d\d?) (?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?P<year>\d{4}) "
    r"|(?P<iso>\d{4}-\d\d-\d\d)T)(?P<clock>(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)"
    r" ?(?P<zone>GMT|Z|(?P<east>[+-])(?P<hours>0\d|1[0-3]):?(?P<minutes>[0-5]\d))",
    re.ASCII,
)
"""A time as most feeds write it. The forms above read it as well, in ten times the time."""
_EPOCH = re.compile(r"\d{9,10}(\d{3})?")


@dataclass(frozen=True, slots=True)
class Published:
    """A publication time in UTC (none where the claim gives none that can be true), the claim's wording, and
    what is wrong with it."""

    at: datetime | None = None
    claim: str | None = None
    flags: tuple[TimeFlag, ...] = ()


def read_published(
    claims: tuple[tuple[str | None, float | None], ...], now: datetime, country: str | None = None
) -> Published:
    """The publication time an entry claims.

    `claims` are its candidates, best first, each with feedparser's reading (seconds since 1970); `country` is
    the source's (ISO 3166 alpha-3), whose clock is meant where a claim names no zone.
    """
    written = [(claim, seconds) for claim, seconds in claims if claim]
    if not written:
        return Published(flags=("missing",))
    readings = [_read(claim, seconds, now, country) for claim, seconds in written]
    return next((reading for reading in readings if reading.at), readings[0])


def is_clear(claim: str | None) -> bool:
    """Whether a claim is read here without feedparser's help."""
    return claim is not None and _CLEAR.fullmatch(claim.strip()) is not None


def _read(claim: str, seconds: float | None, now: datetime, country: str | None) -> Published:
    flags: list[TimeFlag] = []
    at: datetime | None = None
    try:
        at, has_zone = _moment(claim, seconds, country)
        if not has_zone:
            flags.append("no_zone")
    except _Unreadable:
        flags.append("unreadable")
    except (ValueError, OverflowError):  # 31 February, hour 27
        flags.append("impossible")
    if at and not EARLIEST <= at <= now + FURTHEST:
        flags.append("future" if at > now else "impossible")
        at = None
    elif at and at > now + FUTURE_AFTER:
        flags.append("future")
    return Published(at, claim, tuple(flags))


class _Unreadable(Exception):
    """No form fits."""


def _moment(claim: str, seconds: float | None, country: str | None) -> tuple[datetime, bool]:
    if clear := _CLEAR.fullmatch(claim.strip()):
        return _clear_moment(clear), True
    for found in _matches(claim.strip()):
        month = _month(found)
        if month:
            minutes = _minutes_east(found["zone"], country)
            assumed = (
                _COUNTRY_ZONES.get(country or "", 0) if found["hour"] else 0
            )  # no zone moves a bare date
            zone = timezone(timedelta(minutes=assumed if minutes is None else minutes))
            return _at(found, month, zone).astimezone(UTC), minutes is not None
    if _EPOCH.fullmatch(claim):
        return datetime.fromtimestamp(int(claim[:10] if len(claim) > 10 else claim), UTC), True
    if seconds is not None:
        return datetime.fromtimestamp(seconds, UTC), True
    raise _Unreadable


def _clear_moment(found: re.Match[str]) -> datetime:
    day, name, year, iso, clock, _, east, hours, minutes = found.groups()
    at = datetime.fromisoformat(f"{iso or f'{year}-{_MONTH_STEMS[name.lower()]:02}-{day:>02}'}T{clock}+00:00")
    if not east:
        return at
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return at - offset if east == "+" else at + offset


def _matches(claim: str) -> Iterator[re.Match[str]]:
    return (found for found in (form.fullmatch(claim) for form in _FORMS) if found)


def _month(found: re.Match[str]) -> int | None:
    named = found.groupdict()
    if "month" in named:
        return int(named["month"])
    name = named["name"].lower()
    return _MONTH_STEMS.get(name[:3]) or _MONTH_STEMS.get(name[:4]) or _MONTH_STEMS.get(name)


def _minutes_east(zone: str | None, country: str | None) -> int | None:
    """Minutes east of Greenwich; None where no zone is named, or one that means nothing."""
    if not zone:
        return None
    zone = re.sub(r"\s", "", zone.lower())
    if zone == "cst":
        return _CST_OF.get(country or "", -360)
    offset = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?", zone)
    if not offset:
        return _ZONES.get(zone)
    minutes = 60 * int(offset[2]) + int(offset[3] or 0)
    return None if minutes > 14 * 60 else minutes if offset[1] == "+" else -minutes


def _at(found: re.Match[str], month: int, zone: timezone) -> datetime:
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 1900 if year >= 90 else 2000
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    half = (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour == 24 and minute == second == 0:
        return datetime(year, month, int(found["day"]), tzinfo=zone) + timedelta(days=1)
    return datetime(year, month, int(found["day"]), hour, minute, min(second, 59), tzinfo=zone)
