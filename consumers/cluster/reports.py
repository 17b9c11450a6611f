"""The reports of open stories, found by what they tell: rare marks, kinds of events on a day, parties on a day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from consumers.cluster.shared import weight_of
from schemas.profile import Profile

CANDIDATES = 10
HOLDERS_MOST = 120
"""A key that so many reports have tells none of them apart, and looking at them all would take long."""

TELLING = 1.0
"""The least weight of a mark that is looked up by itself."""

PARTIES = 4
_PARTY = ("person", "organization", "city", "country", "region", "place", "facility", "named_event")
_UNTOLD = ("country/china", "country/russia")
_SOFT = ("about", "says", "country")


class Reports:
    """Profiles by item_id, indexed by their keys."""

    def __init__(self) -> None:
        self._profiles: dict[str, Profile] = {}
        self._holders: dict[str, dict[str, None]] = {}

    def file(self, item_id: str, profile: Profile) -> None:
        """Take a report in."""
        self._profiles[item_id] = profile
        for key in keys_of(profile):
            self._holders.setdefault(key, {})[item_id] = None

    def unfile(self, item_id: str) -> None:
        """Take a report out, where it is in."""
        profile = self._profiles.pop(item_id, None)
        for key in keys_of(profile) if profile else ():
            del self._holders[key][item_id]
            if not self._holders[key]:
                del self._holders[key]

    def like(self, profile: Profile) -> list[str]:
        """The reports that share most with one, the likeliest first."""
        shared: Counter[str] = Counter()
        for key, worth in _probes(profile):
            holders = self._holders.get(key, ())
            if len(holders) <= HOLDERS_MOST:
                for item_id in holders:
                    shared[item_id] += worth
        return sorted(shared, key=lambda item_id: (-shared[item_id], item_id))[:CANDIDATES]

    def content(self) -> dict[str, object]:
        """All that is held, to compare by."""
        return {
            "profiles": self._profiles,
            "holders": {key: set(held) for key, held in self._holders.items()},
        }


def keys_of(profile: Profile) -> set[str]:
    """What a report is found by."""
    keys = {mark for mark in profile.marks if weight_of(mark) >= TELLING and not mark.startswith(_SOFT)}
    keys.update(f"{kind}@{day}" for kind, day in _kinds_and_days(profile))
    keys.update(f"{pair}@{profile.published}" for pair in _pairs(profile))
    return keys


def _probes(profile: Profile) -> Iterator[tuple[str, int]]:
    """The keys of reports that may tell the same, a day off included, with what each is worth in tenths."""
    for mark in profile.marks:
        if (weight := weight_of(mark)) >= TELLING and not mark.startswith(_SOFT):
            yield mark, round(10 * weight)
    for kind, day in _kinds_and_days(profile):
        yield from ((f"{kind}@{near}", 10) for near in _around(day))
    if profile.published:
        for pair in _pairs(profile):
            yield from ((f"{pair}@{near}", 10) for near in _around(profile.published))


def _kinds_and_days(profile: Profile) -> set[tuple[str, date]]:
    days = ((doing.type, doing.first or profile.published) for doing in profile.doings)
    return {(kind, day) for kind, day in days if day}


def _pairs(profile: Profile) -> Iterator[str]:
    parties = [m for m in profile.marks[: profile.lead] if m.startswith(_PARTY) and m not in _UNTOLD]
    return ("+".join(sorted(pair)) for pair in combinations(parties[:PARTIES], 2))


def _around(day: date) -> tuple[date, ...]:
    one = timedelta(days=1)
    return (day - one, day, day + one)
