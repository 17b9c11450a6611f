"""What a report says, in no language: what translations and independent reports of one happening have in common."""

from datetime import date

from schemas.event import EventStatus, EventType
from schemas.model import Model


class Doing(Model):
    """An event of a report, as other reports may tell it: its kind, its first and last day where they are said,
    towns and places, parties (gazetteer ids)."""

    type: EventType
    subtype: str | None = None
    status: EventStatus
    first: date | None = None
    last: date | None = None
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


class Profile(Model):
    """The marks of a report in the order of their first places: gazetteer ids ("person/wang-yi"), days and periods
    ("day/2026-04-01"), figures ("figure/USD/78400000000"), concepts ("about/gas"), speakers ("says/person/wang-yi").

    `places` says where each first stands in the body, in thousandths of it (-1: in the title alone); the first `lead`
    marks stand in title or lead.
    `published` is the newsroom's day.
    """

    marks: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    lead: int = 0
    doings: tuple[Doing, ...] = ()
    published: date | None = None
