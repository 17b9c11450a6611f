"""Cutting a feed document into its entries without parsing it.

Most polls bring a document in which almost nothing is new. Its `<item>` or `<entry>` pieces are found with
`bytes.find` and told apart by digest, so that only new ones are parsed, with the document's head around them.
The search never goes back, so a hostile document costs no more than its length; where a cut could be wrong
(a tag inside CDATA or a comment, entries inside entries) there is no cut at all and the whole document is parsed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from producers.encoding import encoding_of, has_ascii_markup, without_mark

MAX_ENTRIES = 5_000  # the longest real feed seen has 500; a poll's state holds a line for each

_ENTRY = re.compile(rb"<((?:[A-Za-z_][\w.-]{0,30}:)?(?:item|entry))[\s/>]", re.IGNORECASE)
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]{0,60})[^<>]{0,20000}>")
_CHANNEL = re.compile(rb"<(/?)((?:[A-Za-z_][\w.-]{0,30}:)?channel)[\s/>]", re.IGNORECASE)
_HIDING = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"))  # in these a tag is no tag
_NO_MARK_FITS = 2  # bytes: between entries there is mostly a line break
_AFTER_TAG = frozenset(b" \t\r\n/>")


@dataclass(frozen=True)
class Document:
    """A feed document: `head` (everything before the first entry), one slice for each entry, and the encoding
    of them all. `slices` is empty where it was not cut; then `body` is to be parsed as a whole."""

    body: bytes
    encoding: str
    head: bytes = b""
    slices: tuple[bytes, ...] = ()

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """The digest of each slice."""
        return tuple(digest_of(piece) for piece in self.slices)

    def whole(self) -> bytes:
        """The document in UTF-8."""
        return self._in_utf8(self.body)

    def only(self, slices: Sequence[bytes]) -> bytes:
        """A document in UTF-8 with the same head and these entries alone."""
        return self._in_utf8(b"\n".join((self.head, *slices, closing_tags(self.head))))

    def head_alone(self) -> bytes:
        """A document in UTF-8 with the head and the first entry: all that a feed says of itself."""
        return self.only(self.slices[:1])

    def _in_utf8(self, body: bytes) -> bytes:
        if self.encoding == "utf-8":
            return body
        return body.decode(self.encoding, "replace").encode("utf-8")


def digest_of(piece: bytes) -> str:
    """A short name of some bytes; 64 bits, so that a feed's few hundred entries never share one by chance."""
    return blake2b(piece, digest_size=8).hexdigest()


def cut(body: bytes, content_type: str | None = None) -> Document:
    """The document in its pieces. What is not written as in ASCII (UTF-16, …) is brought to UTF-8 first."""
    encoding = encoding_of(body, content_type)
    body = without_mark(body)
    if not has_ascii_markup(encoding):
        body, encoding = body.decode(encoding, "replace").encode("utf-8").lstrip(), "utf-8"
    found = _cut(body)
    if found is None:
        return Document(body, encoding)
    head, slices = found
    return Document(body, encoding, head, slices)


def _cut(body: bytes) -> tuple[bytes, tuple[bytes, ...]] | None:
    first = _ENTRY.search(body)
    if first is None:
        return None
    opening, closing = b"<" + first[1], b"</" + first[1]
    hiding = tuple(marks for marks in _HIDING if marks[0] in body)
    head = body[: first.start()]
    if not _is_balanced(head, hiding):
        return None
    slices: list[bytes] = []
    start = first.start()
    while start >= 0:
        following = _next_tag(body, opening, start + len(opening))
        closed = body.find(closing, start)
        end = body.find(b">", closed) + 1 if closed >= 0 else 0
        if not end or 0 <= following < end or len(slices) >= MAX_ENTRIES:
            return None
        piece = body[start:end]
        if hiding and not _is_balanced(piece, hiding):
            return None
        if following > end + _NO_MARK_FITS and not _is_balanced(body[end:following], hiding):
            return None
        slices.append(piece)
        start = following
    return head, tuple(slices)


def _next_tag(body: bytes, opening: bytes, start: int) -> int:
    while (start := body.find(opening, start)) >= 0:
        after = start + len(opening)
        if after < len(body) and body[after] in _AFTER_TAG:
            return start
        start = after
    return -1


def _is_balanced(piece: bytes, hiding: Sequence[tuple[bytes, bytes]]) -> bool:
    """Whether no CDATA section or comment begins in a piece without ending there."""
    for opening, closing in hiding:  # noqa: SIM110 - runs for every entry of every poll; a generator costs twice
        if piece.count(opening) != piece.count(closing):
            return False
    return True


def root_tag(head: bytes) -> bytes:
    """The start tag of the document's root element; empty where there is none."""
    found = _ROOT.search(head)
    return found.group() if found else b""


def closing_tags(head: bytes) -> bytes:
    """What closes the elements a head leaves open: the channel, where entries stand inside it, and the root."""
    root = _ROOT.search(head)
    opened: list[bytes] = [root[1]] if root else []
    for slash, name in _CHANNEL.findall(head):
        if slash and opened and opened[-1] == name:
            opened.pop()
        elif not slash:
            opened.append(name)
    return b"".join(b"</" + name + b">" for name in reversed(opened))
