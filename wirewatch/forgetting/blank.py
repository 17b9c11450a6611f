"""What is left of an item that is forgotten. Pure."""

import zlib
from collections.abc import Collection
from hashlib import sha256

from consumers.ports import IndexDocument
from consumers.query.scope import time_of
from schemas.coverage import Coverage
from schemas.facts import Facts
from schemas.item import Item
from schemas.match import Match
from schemas.rule_state import RuleState
from schemas.sighting import Sighting
from schemas.wire import encode

_NOTHING = zlib.compress(b"")
_NO_TEXT = sha256(b"").hexdigest()


def blank_sighting(value: bytes) -> bytes:
    """A sighting without its words: its id, its source and when it was seen keep its place in log and archive."""
    sighting = Sighting.model_validate_json(value)
    return encode(
        Sighting(
            item=_blank_item(sighting.item), content_sha256=_NO_TEXT, entry_zlib=_NOTHING, withdrawn=True
        )
    )


def retired_document(coverage: Coverage) -> IndexDocument:
    """A document that takes the place of an item's, with nothing of it, beyond any revision of it."""
    item = _blank_item(coverage.item)
    blank = coverage.model_copy(update={"item": item, "facts": Facts(), "verdicts": (), "changes": ()})
    return IndexDocument(
        item_id=item.item_id,
        version=coverage.revision * 10 + 9,
        retired=True,
        published_at=time_of(item),
        source=b"",
        tokens={},
        coverage=blank,
        highest_slot=max(coverage.highest_slot, len(coverage.facts.all())),
    )


def without(state: RuleState, items: Collection[str]) -> RuleState:
    """What a rule remembers, without matches of these items."""

    def kept(matches: tuple[Match, ...]) -> tuple[Match, ...]:
        return tuple(match for match in matches if match.item_id not in items)

    last = state.last if state.last and state.last.item_id not in items else None
    waiting = tuple(each for each in state.waiting if each.match.item_id not in items)
    update = {"held": kept(state.held), "newest": kept(state.newest), "waiting": waiting, "last": last}
    return state.model_copy(update=update)


def names_one(value: bytes, items: Collection[bytes]) -> bool:
    """Whether a record of a topic that is not keyed by item is about one of these items."""
    return any(item in value for item in items)


def quoted(items: Collection[str]) -> tuple[bytes, ...]:
    """Ids as they stand in a record."""
    return tuple(f'"{item}"'.encode() for item in items)


def _blank_item(item: Item) -> Item:
    return item.model_copy(
        update={
            "title": None, "text": "", "text_sha256": _NO_TEXT, "link": None, "guid": None, "published_claim": None,
            "publisher": None, "issuer": None, "cut_from": None, "abridged": None,
        }
    )  # fmt: skip
