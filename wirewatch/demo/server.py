"""Serves the demo's feeds on loopback, dated so that the newest entry is of this week."""

import csv
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from importlib.resources import files

from aiohttp import web

NEWEST = date(2026, 11, 23)
"""The day of the newest entry as the feeds are written."""

_TYPES = {
    ".rss.xml": "application/rss+xml",
    ".atom.xml": "application/atom+xml",
    ".rdf.xml": "application/rdf+xml",
}
_RFC_822 = re.compile(rb"(<(?:pubDate|lastBuildDate)>)([^<]+)(<)")
_ISO_8601 = re.compile(rb"(<(?:dc:date|published|updated)>)(\d{4}-\d\d-\d\d)")
_ENTRY = re.compile(rb"<(item|entry)[ >].*?</\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DemoFeed:
    """A line of feeds.csv."""

    file: str
    row: dict[str, str]


def demo_feeds() -> tuple[DemoFeed, ...]:
    """The feeds of the demo."""
    text = files("wirewatch.demo").joinpath("feeds.csv").read_text(encoding="utf-8")
    return tuple(DemoFeed(row.pop("file"), row) for row in csv.DictReader(io.StringIO(text)))


def shift_of(today: date) -> timedelta:
    """By how much dates are moved: whole weeks, so that "on Monday" stays true, up to this week."""
    return timedelta(weeks=max((today - NEWEST).days, 0) // 7)


def dated(document: bytes, shift: timedelta) -> bytes:
    """A document with its date elements moved; dates it cannot read, and those in texts, stay as written."""

    def moved_rfc_822(found: re.Match[bytes]) -> bytes:
        try:
            moment = parsedate_to_datetime(found[2].decode("ascii")) + shift
        except ValueError:
            return found[0]
        return found[1] + format_datetime(moment).encode() + found[3]

    def moved_iso_8601(found: re.Match[bytes]) -> bytes:
        return found[1] + (date.fromisoformat(found[2].decode()) + shift).isoformat().encode()

    if not shift:
        return document
    return _ISO_8601.sub(moved_iso_8601, _RFC_822.sub(moved_rfc_822, document))


def older_half(document: bytes) -> bytes:
    """A document as it was before its newest half came: feeds list the newest entries first."""
    entries = list(_ENTRY.finditer(document))
    if len(entries) < 2:
        return document
    return document[: entries[0].start()] + document[entries[len(entries) // 2].start() :]


class DemoSite:
    """The feeds over HTTP. Until `news_is_out`, each shows only its older half."""

    def __init__(self, today: date | None = None) -> None:
        self.shift = shift_of(today or datetime.now(UTC).date())
        self.news_is_out = False

    async def answer(self, request: web.Request) -> web.Response:
        """One feed document, or 404."""
        name = request.match_info["file"]
        if name not in {feed.file for feed in demo_feeds()}:
            raise web.HTTPNotFound
        document = dated(files("wirewatch.demo").joinpath("feeds", name).read_bytes(), self.shift)
        kind = next(kind for ending, kind in _TYPES.items() if name.endswith(ending))
        body = document if self.news_is_out else older_half(document)
        return web.Response(body=body, headers={"Content-Type": kind})

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """Serve on a free port of loopback; gives the address."""
        app = web.Application()
        app.router.add_get("/{file}", self.answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            host, port = runner.addresses[0][:2]
            yield f"http://{host}:{port}"
        finally:
            await runner.cleanup()


def catalogue_text(address: str) -> str:
    """The demo's catalogue in the catalogue's own format, with the feeds at an address."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    feeds = demo_feeds()
    table.writerow(["url", *feeds[0].row])
    table.writerows([f"{address}/{feed.file}", *feed.row.values()] for feed in feeds)
    return written.getvalue()
