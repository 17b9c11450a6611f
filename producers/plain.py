"""Reading plain entries ourselves, at a tenth of what feedparser's handlers cost.

The head of a document, up to its first entry, is feedparser's: it tells the format, the language, and what the
namespaces mean. An entry is read here where the meaning of each of its elements is settled in feedparser by the name
alone: every text once and with nothing inside it, no attribute that changes others, and besides only elements of
which nothing is read. At the first surprise the whole document is left to feedparser (`strict.py`, `parse.py`), which
stays the authority: what is given here is what it would give.
"""

from xml.parsers import expat

from feedparser import FeedParserDict
from feedparser.exceptions import UndeclaredNamespace

from producers.entry import ParsedFeed
from producers.fields import base_of, feed_of
from producers.plain_entry import TEXTS, PlainEntry
from producers.raw_entry import entry_of
from producers.strict import Reader, Unusual

_SILENT = frozenset((
    "category", "author", "contributor", "enclosure", "source", "name", "email", "uri", "width", "height",
    "rights", "copyright", "dc:creator", "dc:author", "dc:contributor", "dc:subject", "dc:publisher", "dc:rights",
    "media:content", "media:thumbnail", "media:group", "media:credit", "media:category", "media:keywords",
    "media:rating", "media:player", "media:restriction", "media:license", "media:title", "itunes:author",
    "itunes:image", "itunes:explicit", "itunes:block", "itunes:keywords", "itunes:subtitle",
))  # fmt: skip
"""Elements that feedparser has a handler for, and of which nothing is read here."""

_READ = frozenset(FeedParserDict.keymap) | {
    "title", "title_detail", "summary", "summary_detail", "content", "link", "links", "id", "guidislink", "language",
    "published", "published_parsed", "updated", "updated_parsed", "created", "created_parsed", "feedburner_origlink",
}  # fmt: skip
"""Names under which feedparser keeps what is read here."""

_FULL_TEXT = "full-text"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_CHANGING = frozenset(("base", "lang", "lastmod", "href", "about"))
"""Attributes of an entry, `base` and `lang` also of what is in it, that change what other elements mean."""

_TEXT, _QUIET = "text", "quiet"


def parse_plainly(document: bytes, address: str, *, keep_markup: bool = False) -> ParsedFeed | None:
    """What `parse_document` gives for a document in UTF-8, where all its entries are plain; None for others."""
    reader = _PlainReader()
    try:
        document.decode("utf-8")
        reader.parser.Parse(document, True)
    except (UnicodeDecodeError, expat.ExpatError, UndeclaredNamespace, Unusual):
        return None
    if not reader.entries:
        return None
    parsed = {"feed": reader.handlers.feeddata, "version": reader.handlers.version}
    feed, base = feed_of(parsed), base_of(parsed, address)
    return feed.with_entries(
        entry_of(entry.raw(feed.language), base, keep_markup=keep_markup) for entry in reader.entries
    )


class _PlainReader(Reader):
    """Reads the head as `Reader` does, and entries itself. Inside an entry, expat hands texts to a list without any
    code of ours in between."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[PlainEntry] = []
        self._entry = PlainEntry("", None)
        self._begun = False
        self._kinds: dict[str, tuple[str, str]] = {}
        self._harmless: set[str] = set()  # names of attributes
        self._reading = False  # a text
        self._quiet = 0  # how deep inside elements of which nothing is read
        self._pieces: list[str] = []
        self.parser.StartNamespaceDeclHandler = self._namespace

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        _, tag = self._names.get(name) or self.named(name)
        if tag in ("item", "entry"):
            self._begin(attributes)
        elif self.entries:  # what stands after entries may depend on them
            raise Unusual
        else:
            super()._start(name, attributes)

    def _end(self, name: str) -> None:
        if not self.entries:
            super()._end(name)

    def _begin(self, attributes: dict[str, str]) -> None:
        handlers = self.handlers
        if self._unread or handlers.incontent or handlers.insource or handlers.baseuri or handlers.entries:
            raise Unusual
        self._entry, self._begun = PlainEntry(handlers.version, handlers.lang), True
        for name, value in attributes.items():
            local = _local(name)
            if name.startswith(_RDF) and local == "about":
                self._entry.named_by(value)
            elif local in _CHANGING:
                raise Unusual
        parser = self.parser
        parser.StartElementHandler, parser.EndElementHandler = self._start_inside, self._end_inside
        parser.CharacterDataHandler = self._pieces.append

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        kind, tag = self._kinds.get(name) or self._kind_of(name)
        if self._reading:
            raise Unusual
        entry = self._entry
        for attribute in attributes:
            if attribute not in self._harmless:
                self._look_at(attribute, kind)
        if kind is _QUIET:
            self._quiet += 1
            entry.pass_over(tag)
        elif self._quiet:
            raise Unusual
        elif entry.begin(tag, attributes):
            self._reading = True
            self._pieces.clear()
        else:
            self._quiet += 1

    def _end_inside(self, name: str) -> None:
        entry = self._entry
        if self._quiet:
            self._quiet -= 1
        elif self._reading:
            self._reading = False
            entry.end("".join(self._pieces).strip())
        else:
            self.entries.append(entry)
            parser = self.parser
            parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
            parser.CharacterDataHandler = None

    def _kind_of(self, name: str) -> tuple[str, str]:
        """What an element is to us, and feedparser's name for it."""
        _, tag = self._names.get(name) or self.named(name)
        self._kinds[name] = self._kind_of_unknown(name) if " " in tag else self._kind_of_known(tag)
        return self._kinds[name]

    def _kind_of_known(self, tag: str) -> tuple[str, str]:
        prefix, _, _ = tag.rpartition(":")
        if prefix and self.handlers.namespacemap.get(prefix, prefix) != prefix:
            raise Unusual
        if tag in TEXTS:
            return _TEXT, tag
        if tag in _SILENT or (self._is_kept_unread(tag.replace(":", "_")) and not tag.endswith(_FULL_TEXT)):
            return _QUIET, tag
        raise Unusual

    def _kind_of_unknown(self, name: str) -> tuple[str, str]:
        """An element of a namespace that feedparser does not know: kept under any of its prefixes."""
        namespace, local, *_ = name.split(" ")
        in_use = self.handlers.namespaces_in_use.items()
        prefixes = {prefix.lower() for prefix, uri in in_use if uri == namespace}
        local = local.lower()
        if not prefixes or prefixes & self.handlers.namespacemap.keys():
            raise Unusual
        if not all(self._is_kept_unread(f"{prefix}_{local}" if prefix else local) for prefix in prefixes):
            raise Unusual
        return (_TEXT, _FULL_TEXT) if local.endswith(_FULL_TEXT) else (_QUIET, local)

    def _is_kept_unread(self, key: str) -> bool:
        """Whether feedparser has no handler for an element, and keeps it under a name that is not read."""
        handled = hasattr(self.handlers, f"_start_{key}") or hasattr(self.handlers, f"_end_{key}")
        return not handled and key not in _READ

    def _look_at(self, attribute: str, kind: str) -> None:
        local = _local(attribute)
        if local == "base" or (local == "lang" and kind is not _QUIET):
            raise Unusual
        if local != "lang":
            self._harmless.add(attribute)

    def _namespace(self, prefix: str | None, uri: str) -> None:
        """A namespace that an entry declares for itself may be one of feedparser's under its own prefix, or one that it
        does not know."""
        known = self.handlers._matchnamespaces.get((uri or "").lower())
        if self._begun and (not uri or "userland" in uri.lower() or known not in (None, prefix)):
            raise Unusual
        self._kinds.clear()
        self.handlers.startPrefixMapping(prefix, uri)


def _local(name: str) -> str:
    """The local part of a name as expat gives it: alone, or after its namespace and before its prefix."""
    parts = name.split(" ")
    return parts[min(len(parts) - 1, 1)].lower()
