"""When a rule alerts: at once, by a clock, by number, more than usual, or where nothing comes. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

_SPAN = re.compile(r"(\d{1,5})\s*(min|h|d|w)")
_SPANS = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_COUNT = re.compile(r"count\s*>=\s*(\d{1,4})\s+within\s+(.+)")
_SPIKE = re.compile(r"spike\s*>=\s*(\d{1,3}(?:\.\d)?)\s*x\s+within\s+(.+)")
_SILENCE = re.compile(r"silence\s+(.+)")
_DIGEST = re.compile(r"digest\s+((?:\S+\s+){4}\S+)(?:\s+(\S+))?")

COUNT_MOST = 500
WINDOW_MOST = timedelta(days=31)
SPIKE_PAST = timedelta(days=14)
"""What a spike is measured against: the rule's own last two weeks."""

FORMS = (
    '"at once", "digest 0 8 * * mon-fri Europe/Berlin" (cron and time zone), "count >= 3 within 2h", '
    '"spike >= 3x within 6h", "silence 24h"'
)


class WhenError(ValueError):
    """What was written is none of the forms; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Each subject as it comes."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What came, at the times of a cron expression on a zone's clock (daylight saving included)."""

    cron: str
    zone: str

    def next_after(self, moment: datetime) -> datetime:
        """The first time of it after a moment."""
        return next(CronSim(self.cron, moment.astimezone(ZoneInfo(self.zone)))).astimezone(moment.tzinfo)


@dataclass(frozen=True, slots=True)
class Count:
    """When so many different subjects came within a time; then it counts anew."""

    least: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Spike:
    """When within a time at least `times` as many subjects came as are usual for the rule, and three at least."""

    times: float
    within: timedelta


@dataclass(frozen=True, slots=True)
class Silence:
    """When nothing came for so long, once, until something comes."""

    span: timedelta


When = AtOnce | Digest | Count | Spike | Silence


def when_of(written: str) -> When:
    """What was written in a rule. Raises WhenError."""
    text = " ".join(written.split())
    if text == "at once":
        return AtOnce()
    if found := _DIGEST.fullmatch(text):
        return _digest(found[1], found[2] or "UTC")
    if found := _COUNT.fullmatch(text):
        least = int(found[1])
        if not 2 <= least <= COUNT_MOST:
            raise WhenError(f"a count is from 2 to {COUNT_MOST}")
        return Count(least, span_of(found[2]))
    if found := _SPIKE.fullmatch(text):
        if float(found[1]) <= 1:
            raise WhenError("a spike is more than once the usual: 2x or 3x")
        return Spike(float(found[1]), span_of(found[2]))
    if found := _SILENCE.fullmatch(text):
        return Silence(span_of(found[1]))
    raise WhenError(f"write {FORMS}")


def span_of(written: str) -> timedelta:
    """A length of time as it is written: 30min, 2h, 7d, 2w; 31 days at most. Raises WhenError."""
    found = _SPAN.fullmatch(written.strip())
    span = int(found[1]) * _SPANS[found[2]] if found else timedelta(0)
    if not timedelta(0) < span <= WINDOW_MOST:
        raise WhenError(
            f"{written.strip()!r} is no length of time: write 30min, 2h, 7d or 2w (31 days at most)"
        )
    return span


def zone_of(name: str) -> ZoneInfo:
    """A time zone by its name. Raises WhenError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise WhenError(
            f"there is no time zone {name!r}: write Europe/Berlin, Asia/Shanghai or UTC"
        ) from error


def _digest(cron: str, zone: str) -> Digest:
    zone_of(zone)
    try:
        next(CronSim(cron, datetime(2026, 1, 1)))
    except (CronSimError, StopIteration) as error:
        raise WhenError(
            f"{cron!r} is no cron expression that ever comes: minute hour day month weekday, as in 0 8 * * mon-fri"
        ) from error
    return Digest(cron, zone)
