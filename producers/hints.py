"""How often a feed wants to be asked, in its own words: ttl, sy:updatePeriod and updateFrequency, skipHours, skipDays. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_HEAD_BYTES = 16_384
"""A document's head is looked into so far."""

_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(
    rb"<(?:\w{1,20}:)?updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*</", re.IGNORECASE
)
_FREQUENCY = re.compile(rb"<(?:\w{1,20}:)?updateFrequency>\s*(\d{1,4})\s*</", re.IGNORECASE)
_SKIP_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(rb"<skipDays>(.{0,1000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*([a-z]{6,9})\s*</day>", re.IGNORECASE)
_PERIODS = {
    b"hourly": 3600.0,
    b"daily": 86_400.0,
    b"weekly": 604_800.0,
    b"monthly": 2_592_000.0,
    b"yearly": 31_536_000.0,
}
_DAYS = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")
HINT_MOST_S = 1800.0
"""A hint is followed up to half an hour: many are left from templates, and a wire that says "daily" brings news all day."""


@dataclass(frozen=True, slots=True)
class Hints:
    """`every_s` between polls, hours (UTC) and weekdays (0: Monday) in which nothing comes."""

    every_s: float | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


def hints_of(document: bytes) -> Hints:
    """The hints in a document's head."""
    head = document[:_HEAD_BYTES]
    ttl, period, frequency = _TTL.search(head), _PERIOD.search(head), _FREQUENCY.search(head)
    every: list[float] = []
    if ttl:
        every.append(int(ttl[1]) * 60.0)
    if period:
        every.append(_PERIODS[period[1].lower()] / max(int(frequency[1]) if frequency else 1, 1))
    return Hints(max(every, default=None), tuple(_hours(head)), tuple(_weekdays(head)))


def after_skipped(moment: datetime, hints: Hints) -> datetime:
    """The moment, or the first hour after it in which a feed may have news; never more than a day later."""
    for later in range(24):
        at = (
            moment
            if later == 0
            else moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=later)
        )
        if at.hour not in hints.skip_hours and at.weekday() not in hints.skip_days:
            return at
    return moment


def _hours(head: bytes) -> list[int]:
    found = _SKIP_HOURS.search(head)
    hours = sorted({int(hour) % 24 for hour in _HOUR.findall(found[1])}) if found else []
    return hours if len(hours) < 24 else []


def _weekdays(head: bytes) -> list[int]:
    found = _SKIP_DAYS.search(head)
    named = {day.lower() for day in _DAY.findall(found[1])} if found else set()
    days = [number for number, day in enumerate(_DAYS) if day in named]
    return days if len(days) < 7 else []
