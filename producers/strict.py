"""A shorter way through feedparser, for documents that are well-formed, as nearly all are.

feedparser's own handlers make the entries, so that fields mean here what they mean there. Two things are left out
that cost as much as all the rest: SAX, between expat and the handlers, and elements nobody here reads
(categories, authors, pictures). What is not well-formed, has a document type, or surprises in another way is not
read here at all: feedparser reads it as always.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from xml.parsers import expat
from xml.sax.xmlreader import AttributesNSImpl

from feedparser import FeedParserDict
from feedparser.api import StrictFeedParser
from feedparser.exceptions import UndeclaredNamespace

_UNREAD = frozenset(("category", "author", "contributor", "dc:creator", "dc:contributor", "dc:subject"))
_OF_A_PERSON = frozenset(("name", "email", "uri", "url"))
"""What may be in such an element and is left out with it."""

_TRANSPARENT = frozenset(("media:content", "media:thumbnail", "media:group"))
"""They say nothing themselves, but there may be a title in them."""


def parse_strictly(document: bytes) -> Mapping[str, Any] | None:
    """What `feedparser.parse` says of a document in UTF-8, as far as `parse.py` reads it: `feed`, `entries` and
    `version`; None where feedparser itself must read it."""
    try:
        document.decode("utf-8")
        reader = Reader()
        reader.parser.Parse(document, True)
    except (UnicodeDecodeError, expat.ExpatError, UndeclaredNamespace, Unusual):
        return None
    handlers = reader.handlers
    return {"feed": handlers.feeddata, "entries": handlers.entries, "version": handlers.version}


class Unusual(Exception):
    """A document type, whose entities feedparser knows to judge, or something inside an element that is left out."""


class _Flat(FeedParserDict):  # type: ignore[misc]
    """Plain values: feedparser makes a deep copy of them for each text."""

    def __deepcopy__(self, memo: object) -> "_Flat":
        return _Flat(self)


class Handlers(StrictFeedParser):  # type: ignore[misc]
    """What feedparser does at each tag."""

    resolve_relative_uris = False
    sanitize_html = False

    def push_content(self, *arguments: Any) -> None:
        super().push_content(*arguments)
        self.contentparams: FeedParserDict = _Flat(self.contentparams)


def _contained(handler: Callable[..., Any]) -> Callable[..., Any]:
    """A handler of feedparser's that cannot stop the document: some raise at what is odd in fields that nobody here reads, such as a
    place on the map in an unknown system, a picture without a width, a podcast's chapter without a beginning."""

    @wraps(handler)
    def contained(*given: Any) -> Any:
        try:
            return handler(*given)
        except (KeyError, IndexError, TypeError, ValueError):
            return None

    return contained


for _name in dir(Handlers):
    if _name.startswith(("_start_", "_end_")):
        setattr(Handlers, _name, _contained(getattr(Handlers, _name)))


class Reader:
    """Tells feedparser's handlers what expat finds, as SAX would."""

    def __init__(self) -> None:
        self.handlers = Handlers("", None, "utf-8")
        self._names: dict[str, tuple[tuple[str | None, str], str]] = {}
        self._unread = 0  # how deep inside an element that is left out
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartNamespaceDeclHandler = self.handlers.startPrefixMapping
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        handlers = self.handlers
        pair, tag = self._names.get(name) or self.named(name)
        if self._unread or (tag in _UNREAD and not handlers.incontent):
            if self._unread and tag not in _OF_A_PERSON:
                raise Unusual
            self._unread += 1
            if ":" not in tag:
                handlers.intextinput = handlers.inimage = 0
        elif tag in _TRANSPARENT and not handlers.incontent:
            handlers.depth += 1
            handlers.basestack.append(handlers.baseuri)
            handlers.langstack.append(handlers.lang)
        else:
            handlers.startElementNS(pair, None, _attributes(attributes) if attributes else _NONE)

    def _end(self, name: str) -> None:
        if self._unread:
            self._unread -= 1
        else:
            self.handlers.endElementNS(self._names[name][0], None)

    def _text(self, text: str) -> None:
        if not self._unread:
            self.handlers.handle_data(text)

    def _refuse(self, *_: object) -> None:
        raise Unusual

    def named(self, name: str) -> tuple[tuple[str | None, str], str]:
        """A name as SAX tells it (namespace and local name), and as feedparser calls it."""
        parts = name.split()
        pair = (None, name) if len(parts) == 1 else (parts[0], parts[1])
        prefix = self.handlers._matchnamespaces.get((pair[0] or "").lower())
        known = pair[0] is None or prefix is not None
        tag = f"{prefix}:{pair[1]}" if prefix else pair[1] if known else name
        self._names[name] = pair, tag.lower()
        return self._names[name]


def _attributes(given: dict[str, str]) -> AttributesNSImpl:
    values: dict[tuple[str | None, str], str] = {}
    names: dict[tuple[str | None, str], str] = {}
    for name, value in given.items():
        parts = name.split()
        pair = (None, name) if len(parts) == 1 else (parts[0], parts[1])
        values[pair] = value
        names[pair] = f"{parts[2]}:{parts[1]}" if len(parts) == 3 else pair[1]
    return AttributesNSImpl(values, names)


_NONE = AttributesNSImpl({}, {})
