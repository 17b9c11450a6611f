"""Feed documents for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime

from producers.feed import Feed
from producers.ports import Fetched, Validators
from schemas.source import Source

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
FEED = Feed("https://agency.example/rss", Source(id="agency", name="Agency", language="en", country="CHN"))


def item(number: int, title: str | None = None, **fields: str) -> str:
    """An RSS item; `fields` add elements or replace the usual ones."""
    usual = {
        "title": title or f"Ministers sign agreement {number}",
        "link": f"https://agency.example/news/{number}",
        "guid": f"tag:agency.example,2026:{number}",
        "pubDate": "Mon, 02 Mar 2026 09:00:00 GMT",
        "description": f"Summary of report {number}.",
    }
    return (
        "<item>"
        + "".join(f"<{name}>{value}</{name}>" for name, value in {**usual, **fields}.items() if value)
        + "</item>"
    )


def rss(*items: str, head: str = "<title>Agency</title><link>https://agency.example/</link>") -> bytes:
    """An RSS document."""
    body = "\n".join(items)
    return f"<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0'><channel>{head}{body}</channel></rss>".encode()


def fetched(body: bytes, etag: str | None = None) -> Fetched:
    """What a server answers with."""
    return Fetched(body, FEED.key, "application/rss+xml", Validators(etag))


def documents(bodies: Sequence[bytes]) -> list[Fetched]:
    """What a server answers with, one after the other."""
    return [fetched(body) for body in bodies]
