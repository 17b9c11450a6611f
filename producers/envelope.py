"""The bytes kept with every item: its entry, as received, in a document small enough to keep for ever.

An envelope is zlib of an XML document in the feed's own encoding: declaration (with the encoding that was found),
document type if any, the feed's root start tag with only the namespaces the entry uses, the entry's original
bytes, closing tags. `parse_document` reads it as it reads a feed, which is what a replay does. An entry that had
no slice of its own (its document could not be cut) is written anew from its fields.
"""

import re
import zlib
from xml.sax.saxutils import escape

from isal import isal_zlib

from producers.entry import Entry
from producers.slices import Document, closing_tags, root_tag

MAX_ENTRY_BYTES = 1_000_000  # before compression: more would not fit into one record of a common broker
_MAX_PROLOG_BYTES = 4_096
_LEVEL = 1  # of ISA-L's deflate: 4% larger than zlib's default level, in a quarter of its time

_NAMESPACE = re.compile(rb"\s+xmlns:([\w.-]{1,40})\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
_NAME_END = re.compile(rb"[\s/>]|$")


def _end_of_name(tag: bytes) -> int:
    found = _NAME_END.search(tag)
    return found.start() if found else len(tag)


class Sealer:
    """Makes the envelopes of a document's slices."""

    def __init__(self, document: Document) -> None:
        head = document.head
        root = root_tag(head)
        prolog = head[: head.find(root)] if root else b""
        doctype = prolog.find(b"<!DOCTYPE")
        has_entities = doctype >= 0 and len(prolog) <= _MAX_PROLOG_BYTES
        entities = b"\n" + prolog[doctype:] if has_entities else b""  # feedparser looks at line starts
        self._namespaces = tuple(
            (found[1] + b":", found.group()) for found in _NAMESPACE.finditer(root) if found[1] != b"xml"
        )
        declaration = b'<?xml version="1.0" encoding="%s"?>' % document.encoding.encode("ascii")
        bare = _NAMESPACE.sub(b"", root)
        at = _end_of_name(bare)
        self._before, self._after = declaration + entities + bare[:at], bare[at:]
        self._end = closing_tags(head)
        if self._end.count(b"</") > 1:
            self._after += b"<" + self._end[2 : self._end.index(b">") + 1]

    def seal(self, piece: bytes) -> bytes:
        """The envelope of one slice."""
        used = [
            declared
            for prefix, declared in self._namespaces
            if prefix in piece or b"<" + prefix in self._before
        ]
        return isal_zlib.compress(b"".join((self._before, *used, self._after, piece, self._end)), _LEVEL)


def seal_entry(entry: Entry) -> bytes:
    """The envelope of an entry without a slice: RSS 2.0 of its own, from the fields the parser gave."""
    markup = entry.markup or {}
    body_tag = "content:encoded" if entry.body_from == "content" else "description"
    fields = (
        ("title", markup.get("title")), ("link", entry.link), (body_tag, markup.get("body")),
        ("pubDate", entry.published), ("dc:date", entry.updated),
    )  # fmt: skip
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields if value)
    guid = f'<guid isPermaLink="false">{escape(entry.guid)}</guid>' if entry.guid else ""
    return isal_zlib.compress(
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
        f"{inside}{guid}</item></channel></rss>".encode("utf-8", "replace"),
        _LEVEL,
    )


def open_envelope(sealed: bytes) -> bytes:
    """The document in an envelope."""
    return zlib.decompress(sealed)
