"""What feedparser says of a document, as plain values."""

import calendar
from collections.abc import Mapping, Sequence
from typing import Any

from producers.dates import is_clear
from producers.entry import ParsedFeed
from producers.links import web_link
from producers.raw_entry import Body, RawEntry, entry_of, longest
from producers.text import line_of


def feed_of(parsed: Mapping[str, Any]) -> ParsedFeed:
    """The feed, without its entries."""
    feed = parsed["feed"]
    return ParsedFeed(
        version=parsed.get("version") or "",
        title=_line(feed, "title"),
        about=_line(feed, "subtitle") or _line(feed, "summary") or _line(feed, "info"),
        rights=_line(feed, "rights"),
        site=_string(feed, "link"),
        updated=_string(feed, "updated"),
        language=_string(feed, "language"),
        fault=_fault(parsed),
    )


_LINE_MOST = 2_000
"""Characters of what a feed says of itself; one that says more is cut."""


def _line(feed: Mapping[str, Any], name: str) -> str | None:
    said = _string(feed, name)
    return line_of(said[:_LINE_MOST], is_html=True) if said else None


def base_of(parsed: Mapping[str, Any], address: str) -> str:
    """What relative links are resolved against: the feed's own link, and that against `address`."""
    return web_link(_string(parsed["feed"], "link"), address) or address


def entries_of(parsed: Mapping[str, Any], address: str, *, keep_markup: bool = False) -> ParsedFeed:
    """The feed with its entries."""
    feed, base = feed_of(parsed), base_of(parsed, address)
    return feed.with_entries(
        [entry_of(_raw(entry, feed.language), base, keep_markup=keep_markup) for entry in parsed["entries"]]
    )


def _raw(entry: Any, language: str | None) -> RawEntry:
    published = _string(entry, "published")
    updated, created = _string(entry, "updated"), _string(entry, "created")
    return RawEntry(
        title=_string(entry, "title"),
        title_is_html=_is_html(entry, "title"),
        body=_body(entry),
        links=_links(entry),
        guid=_string(entry, "id"),
        published=published,
        published_s=None if is_clear(published) else _seconds(entry, "published_parsed"),
        updated=updated,
        created=created,
        updated_s=None
        if is_clear(updated or created)
        else _seconds(entry, "updated_parsed") or _seconds(entry, "created_parsed"),
        language=_string(entry, "language") or _language(entry) or language,
        source=_source(entry),
    )


def _body(entry: Any) -> Body:
    return longest(
        _string(entry, "summary") or "",
        _is_html(entry, "summary"),
        [
            (value, dict.get(content, "type") or "")
            for content in dict.get(entry, "content") or ()
            if isinstance(value := dict.get(content, "value"), str)
        ],
        [value for name, value in entry.items() if name.endswith("full-text") and isinstance(value, str)],
    )


def _is_html(entry: Any, name: str) -> bool:
    detail = dict.get(entry, f"{name}_detail")
    return isinstance(detail, dict) and _string(detail, "type") != "text/plain"


def _links(entry: Any) -> Sequence[str]:
    """The article's own address before a feed service's; then what the entry calls its page."""
    candidates = [_string(entry, "feedburner_origlink"), _string(entry, "link")]
    candidates += [
        _string(link, "href")
        for link in dict.get(entry, "links") or ()
        if _string(link, "rel") in (None, "alternate", "via", "related")
    ]
    if dict.get(entry, "guidislink", True):  # rdf:about, and guids not said to be no links
        candidates.append(_string(entry, "id"))
    return [candidate for candidate in candidates if candidate]


def _seconds(entry: Any, name: str) -> float | None:
    read = dict.get(entry, name)
    try:
        return float(calendar.timegm(read)) if read else None
    except (ValueError, OverflowError, TypeError):
        return None


def _source(entry: Any) -> str | None:
    """The title of an entry's source, where it has one and is of RSS: Atom's names the feed it was copied from."""
    source = dict.get(entry, "source")
    return _string(source, "title") if isinstance(source, dict) and not dict.get(source, "id") else None


def _language(entry: Any) -> str | None:
    for name in ("title_detail", "summary_detail"):
        detail = dict.get(entry, name)
        if isinstance(detail, dict) and _string(detail, "language"):
            return _string(detail, "language")
    return None


def _string(values: Mapping[str, Any], name: str) -> str | None:
    """A text field. `dict.get`, because feedparser's dictionaries answer for other names too, with warnings."""
    value = dict.get(values, name)  # type: ignore[call-overload]
    return value if isinstance(value, str) else None


def _fault(parsed: Any) -> str | None:
    if not parsed.get("bozo"):
        return None
    error = parsed.get("bozo_exception")
    return " ".join(str(error).split())[:200] if error else "not well-formed"
