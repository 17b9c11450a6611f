"""Moments as people type them, "30d", "12h", "2026-11-01", and as they read them."""

import re
from datetime import UTC, datetime, timedelta

import click

_AGO = re.compile(r"(\d{1,6})\s*(min|h|d|w)")
_UNITS = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


def moment(text: str, now: datetime) -> datetime:
    """A moment in UTC: so long ago ("30min", "12h", "30d", "2w"), or an ISO date or time (UTC where it names no
    offset). Raises ValueError with what is accepted."""
    if ago := _AGO.fullmatch(text.strip()):
        try:
            return now - int(ago[1]) * _UNITS[ago[2]]
        except OverflowError:
            return datetime.min.replace(tzinfo=UTC)
    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(
            f"{text!r} is no time: write 12h, 30d, 2w, 2026-11-01 or 2026-11-01T08:00+03:00"
        ) from error
    return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)


def local(moment: datetime) -> str:
    """A moment on the reader's own clock, with its offset: 2026-11-23 15:04+03:00."""
    return moment.astimezone().isoformat(" ", "minutes")


class Moment(click.ParamType[datetime]):
    """A command-line option that is a moment."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment, or a usage error that says what is accepted."""
        try:
            return moment(str(value), datetime.now(UTC))
        except ValueError as error:
            self.fail(str(error), param, ctx)
