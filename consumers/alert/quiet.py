"""Hours in which a rule sends nothing at once; what came meanwhile goes out as one digest when they end. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from consumers.alert.when import WhenError, zone_of

_WRITTEN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})(?:\s+(\S+))?")


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one time of day to another on a zone's clock, over midnight where the first is later."""

    begins: time
    ends: time
    zone: str

    def until(self, moment: datetime) -> datetime | None:
        """When the quiet that a moment lies in ends; None where it lies in none."""
        here = moment.astimezone(ZoneInfo(self.zone))
        of_day = here.time().replace(tzinfo=None)
        over_midnight = self.begins > self.ends
        inside = (
            of_day >= self.begins or of_day < self.ends
            if over_midnight
            else self.begins <= of_day < self.ends
        )
        if not inside:
            return None
        day = here.date() + timedelta(days=1 if over_midnight and of_day >= self.begins else 0)
        return datetime.combine(day, self.ends, here.tzinfo).astimezone(moment.tzinfo)


def quiet_of(written: str) -> Quiet:
    """Quiet hours as they are written: 22:00-07:00 Europe/Moscow. Raises WhenError."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise WhenError("write quiet hours as 22:00-07:00 Europe/Moscow")
    zone_of(found[5] or "UTC")
    try:
        begins, ends = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    except ValueError as error:
        raise WhenError("an hour is from 00:00 to 23:59") from error
    if begins == ends:
        raise WhenError("quiet hours begin and end at different times")
    return Quiet(begins, ends, found[5] or "UTC")
