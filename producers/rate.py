"""How fast a feed brings news: an estimate that forgets, and knows the hours of its day. Pure."""

from dataclasses import dataclass
from datetime import datetime

FORGOTTEN_H = 72.0
"""After so many hours of watching an observation counts for a third."""
DAYS_KNOWN = 3.0
"""So many days of watching before the hours of a day count."""
_E = 2.718281828459045


@dataclass(frozen=True, slots=True)
class Rate:
    """New items an hour: `overall`, and `by_hour` for each hour of a day (UTC), as shares of it (1: as usual). `watched_h` are the hours
    observed so far."""

    overall: float = 0.0
    watched_h: float = 0.0
    by_hour: tuple[float, ...] = (1.0,) * 24

    def at(self, moment: datetime) -> float:
        """Items an hour to be expected from a moment on."""
        return self.overall * (self.by_hour[moment.hour] if self.watched_h >= DAYS_KNOWN * 24 else 1.0)


def observed(rate: Rate, new: int, since_h: float, now: datetime) -> Rate:
    """The rate after so many new items in the hours since the last look. Looks closer than a second are none."""
    if since_h < 1 / 3600:
        return rate
    hours = min(since_h, FORGOTTEN_H)
    seen = new / since_h
    weight = 1 - _E ** (-hours / FORGOTTEN_H) if rate.watched_h else 1.0
    weight = max(weight, hours / (rate.watched_h + hours))
    overall = rate.overall + weight * (seen - rate.overall)
    share = min(seen / overall, 5.0) if overall > 0 else 1.0
    by_hour = list(rate.by_hour)
    for_hour = min(hours, 1.0) * 0.2
    by_hour[now.hour] += for_hour * (share - by_hour[now.hour])
    return Rate(
        round(overall, 6),
        round(min(rate.watched_h + hours, 24 * 365.0), 3),
        tuple(round(each, 4) for each in by_hour),
    )
