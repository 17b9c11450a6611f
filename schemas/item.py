"""A news item as a feed gives it: the part that travels, unchanged, through every topic."""

from typing import Literal

from schemas.model import Model, Sha256, UtcTime
from schemas.source import Source

Origin = Literal["live", "first_poll", "backfill", "replay"]
Completeness = Literal["headline", "summary", "full"]
IdentityReason = Literal["guid", "guid_and_link", "link", "content"]
TimeFlag = Literal["missing", "unreadable", "impossible", "future", "no_zone"]


class Item(Model):
    """One entry of one source. `text = title + "\\n\\n" + body` (the body alone without a title); offsets of
    every fact point into it, and its SHA-256 (of the UTF-8 bytes) is its name.

    Clocks are never mixed: `published_at` is what the feed claims (`published_flags` says what is wrong with
    the claim, `published_claim` is its wording), `first_seen_at` our clock at the poll. `origin` tells live
    news from a first poll, a backfill or a replay.
    """

    item_id: str
    identity: IdentityReason
    source: Source
    feed: str
    link: str | None = None
    guid: str | None = None
    title: str | None = None
    text: str
    text_sha256: Sha256
    text_from: Literal["feed", "page"] = "feed"
    completeness: Completeness
    language_declared: str | None = None
    published_at: UtcTime | None = None
    published_claim: str | None = None
    published_flags: tuple[TimeFlag, ...] = ()
    first_seen_at: UtcTime
    origin: Origin

    @property
    def body(self) -> str:
        """The text after the title."""
        return self.text[self.body_start :]

    @property
    def body_start(self) -> int:
        """Where the body begins in the text (code points)."""
        return len(self.title) + 2 if self.title and len(self.text) > len(self.title) else 0
