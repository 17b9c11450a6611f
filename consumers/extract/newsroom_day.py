"""The day a newsroom's "today" means."""

from datetime import date, timedelta

from schemas.item import Item

_HOURS_EAST: dict[str, float] = {
    "CHN": 8, "HKG": 8, "MAC": 8, "TWN": 8, "SGP": 8, "JPN": 9, "KOR": 9, "PRK": 9, "MNG": 8, "VNM": 7,
    "IND": 5.5, "PAK": 5, "KAZ": 5, "UZB": 5, "KGZ": 6, "TJK": 5, "TKM": 5, "IRN": 3.5, "ARE": 4, "QAT": 3,
    "SAU": 3, "TUR": 3, "RUS": 3, "BLR": 3, "UKR": 2, "USA": -5, "CAN": -5, "AUS": 10,
}  # fmt: skip
"""Hours east of UTC where a country's national newsrooms sit (Moscow, Washington, Sydney), in winter; others: UTC.
An hour of summer time moves a day's end by an hour, at night, when little is published."""

_UNBELIEVABLE = frozenset(("future", "impossible", "unreadable", "missing"))
"""Flags of a publication time from which nothing can be counted; one without a zone is a day wrong at most."""


def newsroom_day(item: Item) -> date | None:
    """The day that relative dates of an item count from: the publication day on its newsroom's clock, whatever zone
    the feed writes; for live news without a date that can be believed the day it was seen; otherwise None."""
    claimed = None if _UNBELIEVABLE.intersection(item.published_flags) else item.published_at
    moment = claimed or (item.first_seen_at if item.origin == "live" else None)
    if moment is None:
        return None
    return (moment + timedelta(hours=_HOURS_EAST.get(item.source.country or "", 0))).date()
