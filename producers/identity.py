"""What makes an entry the same entry at the next poll, and in another feed of its source.

The best name an entry has is used: its guid; guid and link together where the guid stands on different entries
of one document or is so short that another feed of the source may have given it to something else (many number
their entries 1, 2, 3); the canonical link; a hash of title and text. A name found to stand for several entries is
remembered (`repeated`) and never trusted alone again, so that ids stay what they were. A guid that is the
entry's link (or differs from it by a counter only, as the BBC's "…#7", which tells the place on the front page)
names the entry as the link does: a feed of the same source without guids gives it the same id.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from producers.links import canonical_link, web_link
from schemas.item import IdentityReason

UNIQUE_CHARS = 16  # an opaque guid this long (a UUID, a hash) is no number that some other feed gives too

_COUNTER = re.compile(r"#\d{1,4}$")
_WORLDWIDE = ("http://", "https://", "tag:", "urn:")


@dataclass(frozen=True, slots=True)
class Named:
    """What an entry is known by: guid and link as parsed, and the hash of its normalised title and text."""

    guid: str | None
    link: str | None
    content: str


@dataclass(frozen=True, slots=True)
class Identity:
    """An item's id and the reason for it."""

    item_id: str
    reason: IdentityReason


@dataclass(frozen=True, slots=True)
class _Name:
    reason: IdentityReason
    text: str


def identify(
    source_id: str,
    entries: Sequence[Named],
    *,
    held: Mapping[str, str | None] | None = None,
    repeated: Collection[str] = (),
) -> tuple[tuple[Identity, ...], tuple[str, ...]]:
    """The identity of each entry, and the names newly found to stand for several entries.

    `entries` are a document's new entries, `held` the ids and contents of its entries that were seen before
    and are unchanged, `repeated` the names known to be shared.
    """
    held = held or {}
    names = [_names(entry) for entry in entries]
    users: dict[str, set[tuple[str | None, str]]] = defaultdict(set)
    for entry, own in zip(entries, names, strict=True):
        for name in own:
            users[name.text].add((entry.link, entry.content))
    found: dict[str, None] = {}
    identities = []
    for entry, own in zip(entries, names, strict=True):
        for name in own:
            item_id = _item_id(source_id, name.text)
            is_taken = item_id in held and held[item_id] != entry.content
            is_shared = name.text in repeated or len(users[name.text]) > 1 or is_taken
            if not is_shared or name.reason == "content":
                identities.append(Identity(item_id, name.reason))
                break
            found[name.text] = None
    return tuple(identities), tuple(name for name in found if name not in repeated)


def _names(entry: Named) -> tuple[_Name, ...]:
    """The names an entry has, best first."""
    link = canonical_link(entry.link) if entry.link else ""
    content = _Name("content", f"content {entry.content}")
    if not entry.guid:
        return (_Name("link", f"link {link}"), content) if link else (content,)
    if not link:
        return (_Name("guid", f"guid {entry.guid}"), content)
    both = _Name("guid_and_link", f"guid {entry.guid} link {link}")
    if _is_link(entry, link):
        return (_Name("guid", f"link {link}"), both, content)
    if len(entry.guid) < UNIQUE_CHARS and not entry.guid.lower().startswith(_WORLDWIDE):
        return (both, content)
    return (_Name("guid", f"guid {entry.guid}"), both, content)


def _is_link(entry: Named, link: str) -> bool:
    """Whether the guid is the link, but for a counter."""
    if entry.guid == entry.link:
        return True
    if not entry.guid or not entry.guid.startswith(("http://", "https://")):
        return False
    address = web_link(_COUNTER.sub("", entry.guid))
    return address is not None and canonical_link(address) == link


def _item_id(source_id: str, name: str) -> str:
    return blake2b(f"{source_id}\n{name}".encode(), digest_size=12).hexdigest()
