"""A page as the sighting that completes an item. Pure."""

import zlib
from hashlib import sha256

from consumers.complete.ports import Page
from consumers.query.tokens import Tokens
from schemas.item import cut
from schemas.page import PageFailure
from schemas.press_release import is_press_release, issuer_of
from schemas.sighting import PageSeen, Sighting

LEAST_CHARS = 200
SHARED_LEAST = 0.5
"""Of the words of the headline, or of the feed's text, that the page must have: else it is another text (a start page, a request for consent)."""

_NOTHING = zlib.compress(b"")


def completed(sighting: Sighting, revision: int, page: Page) -> Sighting | PageFailure:
    """The item with its page's text, in place of the feed's; or why the page's is not the item's, or no more than is known."""
    item = sighting.item
    text = page.text.strip()
    if page.is_paid and len(text) < 2 * max(len(item.body), LEAST_CHARS):
        return "paywall"
    if len(text) < LEAST_CHARS or len(text) <= len(item.body):
        return "no_text"
    if not _is_of(item.title or item.text, text):
        return "mismatch"
    whole, cut_from = cut(f"{item.title}\n\n{text}" if item.title else text)
    paid = item.paid or is_press_release(whole, item.source.kind)
    digest = sha256(whole.encode()).hexdigest()
    full = item.model_copy(
        update={
            "text": whole,
            "text_sha256": digest,
            "text_from": "page",
            "completeness": "full",
            "cut_from": cut_from,
            "paid": paid,
            "issuer": item.issuer or (issuer_of(whole) if paid else None),
        }
    )
    seen = PageSeen(
        completes=revision, address=page.address, canonical=page.canonical, fetched_at=page.fetched_at,
        page_sha256=page.page_sha256, title=page.title, author=page.author, published=page.published,
    )  # fmt: skip
    return Sighting(item=full, content_sha256=digest, entry_zlib=_NOTHING, page=seen)


def _is_of(headline: str, text: str) -> bool:
    """Whether a text has enough of a headline's words."""
    words = set(Tokens(headline).tokens)
    return len(words & set(Tokens(text).tokens)) >= SHARED_LEAST * len(words)
