"""A news item as a feed gives it: the part that travels, unchanged, through every topic."""

from typing import Literal

from schemas.model import Model, Sha256, UtcTime
from schemas.source import Source

Origin = Literal["live", "first_poll", "backfill", "replay"]
Abridgement = Literal["snippet", "link"]
Completeness = Literal["headline", "summary", "full"]
IdentityReason = Literal["guid", "guid_and_link", "link", "content"]
TimeFlag = Literal["missing", "unreadable", "impossible", "future", "no_zone"]


TEXT_CHARS = 100_000
"""The longest text that is kept: a long read has 30,000 characters; what is longer is a dump, every later stage would read it all, and
with every fact in it its records would be larger than a log takes."""


def cut(text: str) -> tuple[str, int | None]:
    """A text as it is kept, and how many characters it had where it is cut."""
    return (text, None) if len(text) <= TEXT_CHARS else (text[:TEXT_CHARS], len(text))


class Item(Model):
    """One entry of one source. `text = title + "\\n\\n" + body` (the body alone without a title); offsets of
    every fact point into it, and its SHA-256 (of the UTF-8 bytes) is its name.

    Clocks are never mixed: `published_at` is what the feed claims (`published_flags` says what is wrong with
    the claim, `published_claim` is its wording), `first_seen_at` our clock at the poll. `origin` tells live
    news from a first poll, a backfill or a replay.

    `source` is who carries it. `publisher` is who published it where the carrier only found it (a search feed's `<source>`), `paid`
    whether it is a press release, `issuer` whom that was issued for, where it says so. `cut_from`: how many characters the
    text had, where it was too long to be kept whole. `abridged`: some of the text was let go of later (docs/privacy.md); offsets
    point into what is left, the SHA-256 is still that of the whole.
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
    publisher: str | None = None
    issuer: str | None = None
    paid: bool = False
    cut_from: int | None = None
    abridged: Abridgement | None = None

    @property
    def published_by(self) -> str:
        """Who published it, as far as is known."""
        return self.publisher or self.source.name

    @property
    def body(self) -> str:
        """The text after the title."""
        return self.text[self.body_start :]

    @property
    def body_start(self) -> int:
        """Where the body begins in the text (code points)."""
        return len(self.title) + 2 if self.title and len(self.text) > len(self.title) else 0
