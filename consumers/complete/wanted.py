"""Which pages are fetched, and when again. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from schemas.classified import Classified
from schemas.item import Item
from schemas.page import PASSING, PageState
from schemas.wire import ORIGIN

TRIES_MOST = 4
_BETWEEN_TRIES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
LONGEST_WAIT = timedelta(hours=6)


def is_short(item: Item) -> bool:
    """Whether a feed gave less than the whole text of an item, and says where the rest is."""
    return item.text_from == "feed" and item.completeness != "full" and item.link is not None


def why_not_wanted(classified: Classified, headers: Mapping[str, str], known: PageState | None) -> str | None:
    """Why the page of a revision is not fetched; None where it is. `known` is where the item's page stands."""
    item = classified.item
    if classified.retracted:
        return "retracted"
    if item.text_from == "page":
        return "completed"
    if headers.get(ORIGIN) == "replay" or item.origin not in ("live", "first_poll"):
        return "not_live"
    if not (classified.relevant or classified.open):
        return "irrelevant"
    if not is_short(item):
        return "whole"
    if known is not None and known.revision >= classified.revision:
        return "already"
    return None


def next_try(tries: int, failure: str, retry_after_s: float | None, now: datetime) -> datetime | None:
    """When a page that was missed is tried again, after so many tries; None: never."""
    if failure not in PASSING or tries >= TRIES_MOST:
        return None
    usual = _BETWEEN_TRIES[min(tries, len(_BETWEEN_TRIES)) - 1]
    asked = timedelta(seconds=retry_after_s or 0)
    return now + min(max(usual, asked), LONGEST_WAIT)
