"""Entries parsed again from the bytes that were kept: what the item would be if it were seen now."""

from producers.entry import ParsedFeed
from producers.feed import Feed
from producers.identity import Identity
from producers.sightings import item_of
from producers.trouble import Trouble
from schemas.sighting import Sighting


def seen_again(sighting: Sighting, parsed: ParsedFeed | Trouble) -> Sighting:
    """The sighting as the parser reads its entry now. Id, source, feed, link, clock and origin stay what they were; so does
    the language where the entry names none, for the feed did. Where the bytes do not give one entry any more, all stays."""
    if isinstance(parsed, Trouble) or len(parsed.entries) != 1:
        return sighting
    seen = sighting.item
    identity = Identity(seen.item_id, seen.identity)
    item = item_of(Feed(seen.feed, seen.source), parsed.entries[0], identity, seen.first_seen_at, seen.origin)
    kept = {
        "feed": seen.feed,
        "link": seen.link,
        "language_declared": item.language_declared or seen.language_declared,
    }
    again = item.model_copy(update=kept)
    return sighting.model_copy(update={"item": again, "content_sha256": again.text_sha256})
