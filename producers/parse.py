"""What runs in the parser's process: a document's bytes in, plain entries out.

feedparser is used as it is fastest and safest: bytes wrapped (it would try them as a file name), no sanitising
and no link resolving of its own (ours is in `text.py` and `links.py`), and `bozo` never a reason to drop, for it
also marks harmless things. This module must import little: its process has a memory limit.
"""

import calendar
import io
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from xml.parsers import expat

import feedparser

from producers.entry import BodyFrom, Entry, ParsedFeed
from producers.links import web_link
from producers.strict import parse_strictly
from producers.text import line_of, text_of

MAX_CLAIM_CHARS = 120  # of a date as written
MAX_GUID_CHARS = 1024
_IN_UTF8 = {"content-type": "application/xml; charset=utf-8"}


def parse_document(document: bytes, address: str, *, keep_markup: bool = False) -> ParsedFeed:
    """The entries of a document in UTF-8. Relative links are resolved against the feed's own link, and that
    against `address`. The same bytes give the same entries."""
    started_s = time.process_time()
    parsed = parse_strictly(document) or parse_anyhow(document)
    read = entries_of(parsed, address, keep_markup=keep_markup)
    return replace(read, cost_s=time.process_time() - started_s)


def parse_anyhow(document: bytes) -> Mapping[str, Any]:
    """What feedparser says of a document, well-formed or not."""
    parsed: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(document),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers=dict(_IN_UTF8),
    )
    return parsed


def entries_of(parsed: Mapping[str, Any], address: str, *, keep_markup: bool = False) -> ParsedFeed:
    """What feedparser says, as plain values."""
    feed = parsed["feed"]
    base = web_link(_string(feed, "link"), address) or address
    language = _string(feed, "language")
    title = _string(feed, "title")
    return ParsedFeed(
        version=parsed.get("version") or "",
        title=line_of(title, is_html=True) if title else None,
        language=language,
        fault=_fault(parsed),
        entries=tuple(_entry(entry, base, language, keep_markup) for entry in parsed["entries"]),
    )


def check_expat() -> None:
    """Raise RuntimeError unless expat stops an entity that grows without end."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 7))
    bomb = f'<!DOCTYPE b [<!ENTITY e0 "{"x" * 20}">{levels}]><b>&e6;</b>'
    try:
        expat.ParserCreate().Parse(bomb, True)
    except expat.ExpatError as error:
        if "amplification" in str(error):
            return
    raise RuntimeError(
        f"{expat.EXPAT_VERSION} has no limit on the growth of entities; 2.4.1 or newer is needed"
    )


def _entry(entry: Any, base: str, language: str | None, keep_markup: bool) -> Entry:
    title = _string(entry, "title")
    body, body_from, is_html = _body(entry)
    return Entry(
        title=(line_of(title, is_html=_is_html(entry, "title")) or None) if title else None,
        body=text_of(body, is_html=is_html) if body else "",
        body_from=body_from,
        link=_link(entry, base),
        guid=_guid(entry),
        published=_claim(entry, "published"),
        published_s=_seconds(entry, "published_parsed"),
        updated=_claim(entry, "updated") or _claim(entry, "created"),
        updated_s=_seconds(entry, "updated_parsed") or _seconds(entry, "created_parsed"),
        language=_string(entry, "language") or _language(entry) or language,
        markup={"title": title or "", "body": body or "", "body_from": body_from} if keep_markup else None,
    )


def _body(entry: Any) -> tuple[str | None, BodyFrom, bool]:
    """The longest the entry offers: its content, a newswire's full-text element, or its summary."""
    summary = _string(entry, "summary") or ""
    best: tuple[str, BodyFrom, bool] = (summary, "summary", _is_html(entry, "summary"))
    for content in dict.get(entry, "content") or ():
        value = dict.get(content, "value")
        kind = dict.get(content, "type") or ""
        if (
            isinstance(value, str)
            and len(value) >= len(best[0])
            and kind.endswith(("html", "html+xml", "plain"))
        ):
            best = (value, "content", kind != "text/plain")
    for name, value in entry.items():
        if name.endswith("full-text") and isinstance(value, str) and len(value) > len(best[0]):
            best = (value, "content", True)
    return best if best[0].strip() else (None, "nothing", False)


def _is_html(entry: Any, name: str) -> bool:
    detail = dict.get(entry, f"{name}_detail")
    return isinstance(detail, dict) and _string(detail, "type") != "text/plain"


def _link(entry: Any, base: str) -> str | None:
    """The article's own address before a feed service's; then what the entry calls its page."""
    candidates = [_string(entry, "feedburner_origlink"), _string(entry, "link")]
    candidates += [
        _string(link, "href")
        for link in dict.get(entry, "links") or ()
        if _string(link, "rel") in (None, "alternate", "via", "related")
    ]
    if dict.get(entry, "guidislink", True):  # rdf:about, and guids not said to be no links
        candidates.append(_string(entry, "id"))
    links = (web_link(candidate, base) for candidate in candidates if candidate)
    return next((link for link in links if link), None)


def _guid(entry: Any) -> str | None:
    guid = line_of(_string(entry, "id") or "", is_html=False)[:MAX_GUID_CHARS]
    if "@" in guid and "//" in guid:
        return web_link(guid) or guid
    return guid or None


def _claim(entry: Any, name: str) -> str | None:
    claim = _string(entry, name)
    return line_of(claim[: 2 * MAX_CLAIM_CHARS], is_html=False)[:MAX_CLAIM_CHARS] or None if claim else None


def _seconds(entry: Any, name: str) -> float | None:
    read = dict.get(entry, name)
    try:
        return float(calendar.timegm(read)) if read else None
    except (ValueError, OverflowError, TypeError):
        return None


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
