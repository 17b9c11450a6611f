"""An entry as its feed gives it, and the plain values made of it: the same ones, whoever read the feed."""

from collections.abc import Sequence
from dataclasses import dataclass

from producers.entry import BodyFrom, Entry
from producers.links import web_link
from producers.text import line_of, text_of

MAX_CLAIM_CHARS = 120  # of a date as written
MAX_GUID_CHARS = 1024
MAX_SOURCE_CHARS = 200

Body = tuple[str, BodyFrom, bool]
"""A body in the feed's own markup, where it stands, and whether it is HTML."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """What an entry says, before it is text: the title and whether it is HTML, its bodies (of which the longest is
    taken), what may be its address, best first, and its dates as claimed, with feedparser's reading of those that
    `dates.py` may need help with (seconds since 1970); `source` is whom a search feed names as the publisher."""

    title: str | None
    title_is_html: bool
    body: Body
    links: Sequence[str]
    guid: str | None
    published: str | None
    published_s: float | None
    updated: str | None
    created: str | None
    updated_s: float | None
    language: str | None
    source: str | None = None


def entry_of(raw: RawEntry, base: str, *, keep_markup: bool) -> Entry:
    """The entry, its links resolved against `base`."""
    title, (body, body_from, is_html) = raw.title, raw.body
    if not body.strip():
        body, body_from, is_html = "", "nothing", False
    return Entry(
        title=(line_of(title, is_html=raw.title_is_html) or None) if title else None,
        body=text_of(body, is_html=is_html) if body else "",
        body_from=body_from,
        link=next((link for given in raw.links if (link := web_link(given, base))), None),
        guid=_guid(raw.guid),
        published=_claim(raw.published),
        published_s=raw.published_s,
        updated=_claim(raw.updated) or _claim(raw.created),
        updated_s=raw.updated_s,
        language=raw.language,
        source=line_of(raw.source, is_html=False)[:MAX_SOURCE_CHARS] or None if raw.source else None,
        markup={"title": title or "", "body": body, "body_from": body_from} if keep_markup else None,
    )


def longest(
    summary: str, is_html: bool, contents: Sequence[tuple[str, str]], full_texts: Sequence[str]
) -> Body:
    """The longest body an entry offers: its content (each with its type), a newswire's full-text element, or its
    summary."""
    best: Body = (summary, "summary", is_html)
    for value, kind in contents:
        if len(value) >= len(best[0]) and kind.endswith(("html", "html+xml", "plain")):
            best = (value, "content", kind != "text/plain")
    for value in full_texts:
        if len(value) > len(best[0]):
            best = (value, "content", True)
    return best


def _guid(given: str | None) -> str | None:
    guid = line_of(given or "", is_html=False)[:MAX_GUID_CHARS]
    if "@" in guid and "//" in guid:
        return web_link(guid) or guid
    return guid or None


def _claim(claim: str | None) -> str | None:
    if not claim:
        return None
    return line_of(claim[: 2 * MAX_CLAIM_CHARS], is_html=False)[:MAX_CLAIM_CHARS] or None
