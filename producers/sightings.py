"""From a read document to what is published: sightings, dead letters, and what to remember."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b, sha256

from producers.dates import read_published
from producers.entry import Entry
from producers.envelope import MAX_ENTRY_BYTES
from producers.feed import Feed
from producers.identity import Identity, Named, identify
from producers.reading import Piece, Reading
from schemas.dead_letter import DeadLetter
from schemas.feed_state import FeedState, SeenEntry
from schemas.item import Completeness, Item, Origin, cut
from schemas.press_release import is_press_release, issuer_of
from schemas.sighting import Sighting

MAX_REPEATED = 1_000  # names remembered as shared; the oldest go first
LEAST_GONE = 50  # entries remembered after they left: front pages and caches bring them back
FULL_CHARS = 500  # a text given as the article's content that is at least this long is the article
LONG_SUMMARY_CHARS = 2_000  # no editor writes a longer summary: some feeds put the article there

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[[^\[\]]{0,40}\]|(?:read|learn) more|continue reading|читать (?:далее|дальше|полностью)|подробнее"
    r"|阅读全文|閱讀全文|查看全文|全文)[\s.»>→\])]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Publication:
    """What a poll publishes, oldest entry first, and what the feed's state remembers of the document; of its `entries` so many
    were `known`, changed ones among them."""

    sightings: tuple[Sighting, ...]
    dead: tuple[DeadLetter, ...]
    seen: tuple[SeenEntry, ...]
    entries: int
    known: int
    repeated_guids: tuple[str, ...]


def publish(
    feed: Feed,
    state: FeedState,
    reading: Reading,
    now: datetime,
    repeated: Collection[str] = (),
    origin: Origin | None = None,
) -> Publication:
    """The sightings of a document's new and changed entries.

    `repeated` are names known to be shared from other feeds of the source; `origin` is told of what no poll
    brought. An entry whose bytes changed but
    not its title and text is remembered, not published.
    """
    before = entries_in_force(state)
    contents = {entry.item_id: entry.content for entry in before.values()}
    fresh = [(piece, piece.entry) for piece in reading.pieces if piece.entry and piece.digest not in before]
    names = [_named(entry) for _, entry in fresh]
    unchanged = [before[piece.digest] for piece in reading.pieces if piece.digest in before]
    identities, newly_repeated = identify(
        feed.source.id,
        names,
        held={known.item_id: known.content for known in unchanged},
        repeated={*repeated, *state.repeated_guids},
    )
    origin = origin or ("live" if state.last_ok_at else "first_poll")
    sightings: dict[str, Sighting] = {}
    seen = dict(before)
    for (piece, entry), identity, name in zip(fresh, identities, names, strict=True):
        seen[piece.digest] = SeenEntry(digest=piece.digest, item_id=identity.item_id, content=name.content)
        if contents.get(identity.item_id) != name.content and identity.item_id not in sightings:
            item = item_of(feed, entry, identity, now, origin)
            sightings[identity.item_id] = Sighting(
                item=item, content_sha256=item.text_sha256, entry_zlib=piece.sealed
            )
    failed = [piece for piece in reading.pieces if piece.failed]
    seen |= {piece.digest: SeenEntry(digest=piece.digest, item_id="") for piece in failed}
    here = dict.fromkeys(piece.digest for piece in reading.pieces)
    gone = [entry for digest, entry in before.items() if digest not in here]
    return Publication(
        sightings=tuple(reversed(sightings.values())),
        dead=tuple(_dead_letter(feed, piece, now) for piece in failed),
        seen=(*(seen[digest] for digest in here), *gone[: max(len(here), LEAST_GONE)]),
        entries=len(reading.pieces),
        known=len(unchanged) + sum(identity.item_id in contents for identity in identities),
        repeated_guids=(*state.repeated_guids, *newly_repeated)[-MAX_REPEATED:],
    )


def entries_in_force(state: FeedState) -> dict[str, SeenEntry]:
    """The remembered entries, by digest, that say of their item what was seen of it last. Others are as good as
    unknown: an edit that is undone brings old bytes back, and they are news."""
    newest = {
        entry.item_id: entry.content for entry in reversed(state.seen)
    }  # the latest document comes first
    return {entry.digest: entry for entry in state.seen if entry.content == newest[entry.item_id]}


def completeness_of(title: str | None, body: str, body_from: str) -> Completeness:
    """How much of the article the feed gives: nothing but its headline, a summary, or all of it."""
    if not body or body == title:
        return "headline"
    long_enough = FULL_CHARS if body_from == "content" else LONG_SUMMARY_CHARS
    return "full" if len(body) >= long_enough and not _CUT_OFF.search(body[-60:]) else "summary"


def trace_id_of(sighting: Sighting) -> str:
    """The trace id of a sighting: the same whenever the same sighting is made."""
    item = sighting.item
    return blake2b(f"{item.item_id}\n{item.first_seen_at.isoformat()}".encode(), digest_size=16).hexdigest()


def _text(entry: Entry) -> str:
    return f"{entry.title}\n\n{entry.body}" if entry.title and entry.body else entry.title or entry.body


def _named(entry: Entry) -> Named:
    return Named(entry.guid, entry.link, blake2b(_text(entry).encode(), digest_size=8).hexdigest())


def item_of(feed: Feed, entry: Entry, identity: Identity, now: datetime, origin: Origin) -> Item:
    """The item an entry is, seen now."""
    text, cut_from = cut(_text(entry))
    paid = is_press_release(text, feed.source.kind)
    published = read_published(
        ((entry.published, entry.published_s), (entry.updated, entry.updated_s)), now, feed.source.country
    )
    language = entry.language or ""
    return Item(
        item_id=identity.item_id,
        identity=identity.reason,
        source=feed.source,
        feed=feed.key,
        link=entry.link,
        guid=entry.guid,
        title=entry.title,
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        completeness=completeness_of(entry.title, entry.body, entry.body_from),
        language_declared=language if _LANGUAGE.fullmatch(language) else None,
        published_at=published.at,
        published_claim=published.claim,
        published_flags=published.flags,
        first_seen_at=now,
        origin=origin,
        publisher=entry.source if entry.source != feed.source.name else None,
        issuer=issuer_of(text) if paid else None,
        paid=paid,
        cut_from=cut_from,
    )


def _dead_letter(feed: Feed, piece: Piece, now: datetime) -> DeadLetter:
    """The letter of an entry that never became a record: topic "feeds", key the feed, value its bytes (their
    beginning, where no record could hold them)."""
    return DeadLetter(
        dead_id=f"poll:feeds:{blake2b(feed.key.encode(), digest_size=8).hexdigest()}:{piece.digest}",
        item_id=None,
        stage="poll",
        reason=piece.failed or "",
        detail=f"An entry of {len(piece.raw)} bytes in {feed.key} could not be read.",
        topic="feeds",
        partition=0,
        offset=0,
        key=feed.key,
        headers={},
        value=piece.raw[:MAX_ENTRY_BYTES],
        at=now,
    )
