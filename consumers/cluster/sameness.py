"""Whether two reports, written independently, tell of one happening, and by what."""

from dataclasses import dataclass
from datetime import date, timedelta

from consumers.cluster.shared import Shared, shared_by, telling, weight_of, weight_of_all
from schemas.event import EventType
from schemas.profile import Doing, Profile

KIND_SAYS: dict[EventType, float] = {
    "exercise": 2.5, "call": 2.5, "vote": 2.5, "trade_figure": 2.0, "visit": 1.5, "sanction": 1.5, "legal": 1.5, "meeting": 1.0,
    "opening": 1.0, "agreement": 1.0, "ceremony": 1.0, "election": 1.5, "supply": 0.5, "policy": 0.5, "statement": 0.0,
}  # fmt: skip
"""What it says that two reports tell an event of one kind on one day: joint patrols are rare, meetings are not."""

LIKE = {"call": "contact", "meeting": "contact", "visit": "contact"}
"""Kinds that reports tell one for another: a visit is a meeting, "phone talks" may be read as one."""

ON_ITS_DAY = ("call", "meeting", "visit", "exercise", "vote", "ceremony", "election")
"""Kinds that are told for the day they happen; a rule or deal is told for the day it is announced, signed or takes effect."""

TURNOVER_SAYS = 3.0
"""All trade in one period: there is one figure of it."""

LIKE_SAYS = 0.5
ASIDE_SAYS = 0.5
"""Share of it where the event is not what both reports are about in the first place."""

DAYS_OFF = timedelta(days=1)
"""A day begins at different hours in Beijing, Moscow and Washington."""

SAME = 0.52
"""Of `score`."""

WEIGHT_LEAST = 2.4
WEIGHT_FULL = 3.6
"""Less shared weight than this makes the score smaller: short reports share little by chance."""

LATE_COSTS = 0.04
"""A day between two reports: what is told again later is often something new."""


@dataclass(frozen=True, slots=True)
class Sameness:
    """How much two reports tell the same: `score` from 0 to about 1, what they share (marks and "kind@day"), and what
    speaks against it whatever the score (`veto`)."""

    score: float
    weight: float
    shared: tuple[str, ...]
    veto: str | None = None

    @property
    def is_same(self) -> bool:
        """Whether both tell of one happening."""
        return self.veto is None and self.score >= SAME and self.weight >= WEIGHT_LEAST


def sameness(one: Profile, other: Profile) -> Sameness:
    """What speaks for one happening and what against."""
    shared = shared_by(one, other)
    kinds = _kinds_in_common(one, other)
    weight = shared.weight + sum(kinds.values())
    if weight < WEIGHT_LEAST:
        return Sameness(0.0, round(weight, 2), tuple(kinds))
    less = min(_says(one), _says(other)) or 1.0
    contained = weight / less
    in_leads = _shared_leads(one, other, shared, sum(kinds.values()))
    score = (contained + in_leads) / 2 * min(1.0, weight / WEIGHT_FULL)
    score -= LATE_COSTS * abs((_published(one) - _published(other)).days)
    told = (*kinds, *telling(shared.marks))
    return Sameness(round(score, 4), round(weight, 2), told, contradiction(one, other))


def contradiction(one: Profile, other: Profile) -> str | None:
    """What two reports say that cannot be of one happening; None where there is nothing."""
    mine, theirs = _main(one), _main(other)
    if mine is None or theirs is None:
        return None
    if "trade_figure" in (mine.type, theirs.type):
        return _periods_apart(one, other, mine, theirs)
    if mine.type in ON_ITS_DAY and _is_like(mine, theirs) and _are_apart(mine, theirs):
        return f"{mine.type} on {mine.first}, {theirs.type} on {theirs.first}"
    return None


def _periods_apart(one: Profile, other: Profile, mine: Doing, theirs: Doing) -> str | None:
    if mine.type != theirs.type:
        return None
    if None in (mine.first, theirs.first) or (mine.first, mine.last) == (theirs.first, theirs.last):
        return None
    periods = [{(d.first, d.last) for d in p.doings if d.type == "trade_figure"} for p in (one, other)]
    if periods[0] & periods[1]:
        return None
    return f"figures of {mine.first}–{mine.last}, figures of {theirs.first}–{theirs.last}"


def _main(profile: Profile) -> Doing | None:
    return profile.doings[0] if profile.doings else None


def _published(profile: Profile) -> date:
    return profile.published or date.min


def _is_like(one: Doing, other: Doing) -> bool:
    return LIKE.get(one.type, one.type) == LIKE.get(other.type, other.type)


def _are_apart(one: Doing, other: Doing) -> bool:
    """Whether both say when, and at no time both."""
    if one.first is None or other.first is None:
        return False
    first, last = one.first - DAYS_OFF, (one.last or one.first) + DAYS_OFF
    return (other.last or other.first) < first or other.first > last


def _kinds_in_common(one: Profile, other: Profile) -> dict[str, float]:
    """Kinds of events that both tell of, with their day and what that says."""
    found: dict[str, float] = {}
    for mine in one.doings:
        for theirs in other.doings:
            if not _is_like(mine, theirs) or not _at_one_time(mine, theirs, one, other):
                continue
            main = mine is one.doings[0] and theirs is other.doings[0]
            says = _kind_says(mine, theirs) * (1.0 if main else ASIDE_SAYS)
            kind = f"{mine.type}@{mine.first or one.published}"
            found[kind] = max(says, found.get(kind, 0.0))
    return found


def _kind_says(mine: Doing, theirs: Doing) -> float:
    if mine.type != theirs.type:
        return LIKE_SAYS
    if mine.type == "trade_figure" and mine.subtype == theirs.subtype == "turnover":
        return TURNOVER_SAYS
    return KIND_SAYS[mine.type]


def _at_one_time(mine: Doing, theirs: Doing, one: Profile, other: Profile) -> bool:
    """Whether two events are told for one time; what has no day is held to be of the day it was published."""
    if mine.type == "trade_figure":
        return mine.first is not None and (mine.first, mine.last) == (theirs.first, theirs.last)
    return not _are_apart(_dated(mine, one), _dated(theirs, other))


def _dated(doing: Doing, profile: Profile) -> Doing:
    return doing if doing.first else doing.model_copy(update={"first": profile.published})


def _says(profile: Profile) -> float:
    """All that a report says: its marks, and its main event's kind."""
    main = _main(profile)
    return weight_of_all(profile.marks) + (KIND_SAYS[main.type] if main else 0.0)


def _shared_leads(one: Profile, other: Profile, shared: Shared, kinds: float) -> float:
    """The share of the shorter lead that the other report tells, too."""
    common = set(shared.marks)
    leads = (one.marks[: one.lead], other.marks[: other.lead])
    shares = []
    for lead in leads:
        says = weight_of_all(lead) + kinds
        if says:
            shares.append((sum(weight_of(mark) for mark in lead if mark in common) + kinds) / says)
    return max(shares, default=0.0)
