"""Items that come from files instead of polls, brought into the form of feeds, so that all else is the same.

A row of a table, a page, an article becomes an entry of an RSS document, and that is read as a feed is: the same
normalising, the same identity, and original bytes that a replay can parse again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from producers.dates import read_published
from schemas.source import Source

_MARKUP = re.compile(
    r"<(?:/?(?:p|br|div|a|b|i|em|strong|ul|ol|li|img|span|h[1-6]|blockquote|table)\b[^<>]*)>", re.IGNORECASE
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One item as a file gives it. `place` says where ("line 7"); `body` is the article, `summary` less than it; the time of
    publication is as written; `source_id` and `source_name` where the file says them."""

    place: str
    title: str = ""
    body: str = ""
    summary: str = ""
    link: str = ""
    guid: str = ""
    published: str = ""
    language: str = ""
    source_id: str = ""
    source_name: str = ""


def fault_of(row: Row, source: Source, now: datetime) -> str | None:
    """Why a row is no item; None where it is one. Its date must be readable where it has one: read as undated it would
    count as of today."""
    if not (row.title or row.body or row.summary):
        return "there is neither a title nor a text"
    if row.published:
        read = read_published(((row.published, None),), now, source.country)
        if read.at is None:
            return f"the date {row.published[:60]!r} cannot be read; write it as 2025-05-08 or 2025-05-08T10:00:00+03:00"
    return None


def rss_of(rows: Sequence[Row]) -> bytes:
    """Rows as an RSS document, the last first, as feeds have the newest first."""
    entries = "".join(_entry(row) for row in reversed(rows))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{entries}</channel></rss>'
    ).encode()


def _entry(row: Row) -> str:
    fields = (
        ("title", row.title),
        ("link", row.link),
        ("guid", row.guid),
        ("pubDate", row.published),
        ("dc:language", row.language),
        ("description", _markup_of(row.summary)),
        ("content:encoded", _markup_of(row.body)),
    )
    inside = "".join(
        f"<{name}{_attribute(name)}>{escape(_clean(value))}</{name}>"
        for name, value in fields
        if value.strip()
    )
    return f"<item>{inside}</item>"


def _attribute(name: str) -> str:
    return ' isPermaLink="false"' if name == "guid" else ""


def _markup_of(text: str) -> str:
    """A text as feeds carry it: markup as it is, lines of plain text as paragraphs."""
    if not text.strip() or _MARKUP.search(text):
        return text
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _clean(value: str) -> str:
    return _NOT_XML.sub(" ", value).strip()
