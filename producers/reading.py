"""Reading a fetched document: which of its entries are new, and what they say."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from producers.entry import Entry, ParsedFeed
from producers.envelope import MAX_ENTRY_BYTES, Sealer, seal_entry
from producers.ports import Parser
from producers.slices import MAX_ENTRIES, Document, cut, digest_of
from producers.trouble import EntryCode, Trouble

BATCH_ENTRIES = 100  # of one request to the parser, whose deadline is for each request
BATCH_BYTES = 1_000_000
MAX_COST_S = 5.0  # of processor time for a document; 500 entries take 0.3
MAX_FAILED_ENTRIES = 3  # each costs the parser's deadline and its process; a document with more is given up

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S
)


class Piece(NamedTuple):
    """One entry of a document: known by its digest, parsed if it is new, or `failed` with its bytes in `raw`.

    (A tuple, because a poll makes one for every entry, and frozen dataclasses take five times as long to make.)
    """

    digest: str
    entry: Entry | None = None
    sealed: bytes = b""
    failed: EntryCode | None = None
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's entries in order; those whose digest is known have neither `entry` nor `failed`."""

    pieces: tuple[Piece, ...]
    encoding: str
    was_cut: bool
    feed: ParsedFeed | None = None


async def read_document(
    body: bytes, content_type: str | None, address: str, known: Collection[str], parser: Parser
) -> Reading | Trouble:
    """The entries of a document, only those parsed whose digest is not in `known`."""
    if not body.strip():
        return Trouble("empty", "The server sent an empty document.")
    if _HTML.match(body[:4096]):
        return Trouble("not_a_feed", "The server sent a web page instead of a feed.")
    document = cut(body, content_type)
    if document.slices:
        pieces = await _read_slices(document, address, known, parser)
        if pieces is not None:
            return pieces if isinstance(pieces, Trouble) else Reading(pieces, document.encoding, was_cut=True)
    return await _read_whole(document, address, parser)


async def _read_slices(
    document: Document, address: str, known: Collection[str], parser: Parser
) -> tuple[Piece, ...] | Trouble | None:
    """None where the parser finds other entries than were cut."""
    new = {
        digest: piece
        for digest, piece in zip(document.digests, document.slices, strict=True)
        if digest not in known
    }
    read: dict[str, Piece] = {
        digest: Piece(digest, failed="entry_too_large", raw=piece)
        for digest, piece in new.items()
        if len(piece) > MAX_ENTRY_BYTES
    }
    sealer, cost_s = Sealer(document), 0.0
    for batch in _batches([(digest, piece) for digest, piece in new.items() if digest not in read]):
        parsed = await parser.parse(document.only([piece for _, piece in batch]), address)
        if isinstance(parsed, Trouble):
            found = await _read_one_by_one(document, sealer, batch, address, parser)
            if isinstance(found, Trouble):
                return found
        elif len(parsed.entries) != len(batch):
            return None
        elif (cost_s := cost_s + parsed.cost_s) > MAX_COST_S:
            return Trouble("parse_timeout", "The document takes too long to parse.")
        else:
            found = [
                Piece(digest, entry, sealer.seal(piece))
                for (digest, piece), entry in zip(batch, parsed.entries, strict=True)
            ]
        read |= {piece.digest: piece for piece in found}
    return tuple(read.get(digest) or Piece(digest) for digest in document.digests)


async def _read_one_by_one(
    document: Document, sealer: Sealer, batch: Sequence[tuple[str, bytes]], address: str, parser: Parser
) -> list[Piece] | Trouble:
    """The entries of a batch that as a whole stopped the parser: those at fault are set aside."""
    pieces: list[Piece] = []
    for digest, piece in batch:
        parsed = await parser.parse(document.only([piece]), address)
        match parsed:
            case Trouble(code="parse_timeout" | "parse_memory" | "parse_crashed" as code):
                pieces.append(Piece(digest, failed=code, raw=piece))
                if sum(1 for piece_ in pieces if piece_.failed) > MAX_FAILED_ENTRIES:
                    return parsed
            case Trouble():
                return parsed
            case ParsedFeed(entries=(entry,)):
                pieces.append(Piece(digest, entry, sealer.seal(piece)))
            case _:
                pieces.append(Piece(digest, failed="parse_crashed", raw=piece))
    return pieces


async def _read_whole(document: Document, address: str, parser: Parser) -> Reading | Trouble:
    parsed = await parser.parse(document.whole(), address, keep_markup=True)
    if isinstance(parsed, Trouble):
        return parsed
    if not parsed.entries and not parsed.version:
        if parsed.fault:
            return Trouble(
                "malformed", f"The document is not well-formed XML and holds no entries ({parsed.fault})."
            )
        return Trouble("not_a_feed", "The document is no RSS, Atom or RDF feed.")
    if len(parsed.entries) > MAX_ENTRIES:
        return Trouble("too_many_items", f"The document holds more than {MAX_ENTRIES} entries.")
    sealed = [(seal_entry(entry), entry) for entry in parsed.entries]
    pieces = tuple(Piece(digest_of(envelope), entry, envelope) for envelope, entry in sealed)
    return Reading(pieces, document.encoding, was_cut=False, feed=parsed)


def _batches(pieces: Sequence[tuple[str, bytes]]) -> list[list[tuple[str, bytes]]]:
    batches: list[list[tuple[str, bytes]]] = []
    size = BATCH_BYTES
    for digest, piece in pieces:
        size += len(piece)
        if size > BATCH_BYTES or len(batches[-1]) >= BATCH_ENTRIES:
            batches.append([])
            size = len(piece)
        batches[-1].append((digest, piece))
    return batches
