"""One plain entry while it is read: what feedparser's handlers would keep of it."""

import calendar
import re
from collections.abc import Mapping
from contextlib import suppress

from feedparser.api import StrictFeedParser
from feedparser.datetimes import _parse_date

from producers.dates import is_clear
from producers.raw_entry import RawEntry, longest
from producers.strict import Unusual

TEXTS = {
    "title": "title",
    "description": "summary", "summary": "summary", "dc:description": "summary",
    "content:encoded": "content", "content": "content",
    "link": "link",
    "guid": "id", "id": "id",
    "pubdate": "published", "published": "published", "issued": "published", "dcterms:issued": "published",
    "updated": "updated", "modified": "updated", "dc:date": "updated", "dcterms:modified": "updated",
    "created": "created", "dcterms:created": "created",
    "language": "language", "dc:language": "language",
    "feedburner:origlink": "feedburner_origlink",
    "full-text": "full-text",
    "source": "source",
}  # fmt: skip
"""The elements that are read, and the names under which feedparser keeps them."""

_DEFAULT_TYPES = {
    "title": "text/plain", "summary": "text/plain", "content": "text/plain",
    "description": "text/html", "dc:description": "text/html", "content:encoded": "text/html",
}  # fmt: skip
_TYPES = {
    "text": "text/plain", "plain": "text/plain", "text/plain": "text/plain", "html": "text/html", "text/html": "text/html",
}  # fmt: skip
_WITHOUT_ATTRIBUTES = frozenset(("feedburner:origlink", "full-text"))
_LINK_ATTRIBUTES = frozenset(("href", "rel", "type", "title", "length", "hreflang"))
_HTML_TYPES = frozenset(("html", "xhtml", "text/html", "application/xhtml+xml"))
_OF_THE_PAGE = frozenset(("alternate", "via", "related"))

_C1 = re.compile("[\x80-\x9f]")
_CP1252 = {
    n: bytes([n]).decode("cp1252") for n in range(0x80, 0xA0) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_REFERENCE = re.compile("&([A-Za-z0-9_]+);")


class PlainEntry:
    """Told of elements as they come; raises Unusual at what feedparser must judge."""

    def __init__(self, version: str, language: str | None) -> None:
        self.is_titled = False
        self._is_atom = version.startswith("atom")
        self._language = (language or "").replace("_", "-") or None
        self._said: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self._hrefs: list[str] = []  # of links that lead to the entry's page
        self._id_is_link = True
        self._is_sourced = False
        self._name = ""

    def named_by(self, about: str) -> None:
        """RDF's name of the entry."""
        if about:
            self._said["id"] = about

    def pass_over(self, tag: str) -> None:
        """An element of which nothing is read."""
        if tag == "source":
            self._is_sourced = True
        elif tag == "media:title" and (self._is_sourced or not self.is_titled):
            raise Unusual  # it may become the entry's title

    def begin(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """A text begins; whether it is to be read up to its end."""
        name = self._name = TEXTS[tag]
        if name == "link":
            return self._begin_link(attributes)
        if name in self._said:
            raise Unusual
        if tag in _DEFAULT_TYPES:
            self._types[name] = _type_of(tag, attributes)
        elif tag == "guid" or tag == "id":
            permanent = [value for key, value in attributes.items() if key.lower() == "ispermalink"]
            self._id_is_link = not permanent or permanent[-1] == "true"
        elif attributes and tag in _WITHOUT_ATTRIBUTES:
            raise Unusual
        return True

    def end(self, text: str) -> None:
        """The text that was begun, without the blanks around it."""
        name, said = self._name, self._said
        if (name == "link" or (name == "id" and self._id_is_link)) and ":///" in text:
            raise Unusual  # feedparser mends such addresses
        if self._types.get(name) == "text/plain" and not self._is_atom and _looks_like_html(text):
            self._types[name] = "text/html"
        text = _mended(text)
        if name == "link":
            if "&" in text:
                text = _REFERENCE.sub(r"&\g<1>", text.replace("&amp;", "&"))
            if text:
                self._hrefs.append(text)
        elif name == "title":
            self.is_titled = bool(text)
        elif name == "id" and self._id_is_link:
            self._id_is_link = "link" not in said
            said.setdefault("link", text)
        said[name] = text

    def raw(self, language: str | None) -> RawEntry:
        """What the entry says; `language` is the feed's."""
        said, types = self._said, self._types
        summary, content = said.get("summary"), said.get("content")
        published, updated, created = said.get("published"), said.get("updated"), said.get("created")
        is_tagged = "title" in said or summary is not None  # feedparser notes the language in force at these
        candidates = [said.get("feedburner_origlink"), said.get("link"), *self._hrefs]
        candidates += [said.get("id")] if self._id_is_link else []
        return RawEntry(
            title=said.get("title"),
            title_is_html=types.get("title") == "text/html",
            body=longest(
                (content if summary is None else summary) or "",
                types.get("summary") == "text/html",
                [] if content is None else [(content, types["content"])],
                [said["full-text"]] if "full-text" in said else [],
            ),
            links=[candidate for candidate in candidates if candidate],
            guid=said.get("id"),
            published=published,
            published_s=_seconds(published),
            updated=updated,
            created=created,
            updated_s=_seconds(updated, created),
            language=said.get("language") or (self._language if is_tagged else None) or language,
            source=said.get("source"),
        )

    def _begin_link(self, attributes: Mapping[str, str]) -> bool:
        """A link is an attribute in Atom, a text elsewhere."""
        if not attributes:
            return True
        href = attributes.get("href")
        if not href or ":///" in href or not _LINK_ATTRIBUTES.issuperset(attributes):
            raise Unusual
        rel = attributes.get("rel", "alternate").lower()
        kind = attributes.get("type", "application/atom+xml" if rel == "self" else "text/html").lower()
        if rel == "alternate" and kind in _HTML_TYPES:
            self._said["link"] = href
        if rel in _OF_THE_PAGE:
            self._hrefs.append(href)
        return False


def _type_of(tag: str, attributes: Mapping[str, str]) -> str:
    """The content type of a text; with any other attribute feedparser must judge."""
    if not attributes:
        return _DEFAULT_TYPES[tag]
    if attributes.keys() != {"type"} or attributes["type"].lower() not in _TYPES:
        raise Unusual
    return _TYPES[attributes["type"].lower()]


def _looks_like_html(text: str) -> bool:
    return ("<" in text or "&" in text) and bool(StrictFeedParser.looks_like_html(text))


def _mended(text: str) -> str:
    """UTF-8 that was read as Latin-1, and windows-1252 that was, put right as feedparser does."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_CP1252) if _C1.search(text) else text


def _seconds(*claims: str | None) -> float | None:
    """What feedparser reads of a date, where `dates.py` may need it."""
    claim = next((claim for claim in claims if claim), None)
    if claim is None or is_clear(claim):
        return None
    return next((seconds for each in claims if each and (seconds := _feedparsers_seconds(each))), None)


def _feedparsers_seconds(claim: str) -> float | None:
    read = _parse_date(claim)
    try:
        return float(calendar.timegm(read)) if read else None
    except (ValueError, OverflowError, TypeError):
        return None
