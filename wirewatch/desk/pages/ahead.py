"""Ahead: visits, meetings and the like that are announced, by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.coverage import Coverage

AHEAD_QUERY = "event.status:scheduled"
REPORTS_MOST = 300
DAYS_MOST = 400
SOURCES_MOST = 6


@dataclass(frozen=True, slots=True)
class Appointment:
    """What is announced for some days, as reports of one happening tell it."""

    first: date
    last: date
    what: str
    who: str
    where: str
    reports: tuple[tuple[str, str], ...]


def appointments(coverage: Iterable[Coverage], today: date) -> tuple[Appointment, ...]:
    """What is scheduled from today on, the nearest first; the same happening on the same day once, with its reports."""
    found: dict[tuple[str, str, date], Appointment] = {}
    for report in coverage:
        names = {entity.id: entity.name for entity in report.facts.entities}
        dates = {timex.id: timex for timex in report.facts.dates}
        for event in report.facts.events:
            timex = dates.get(event.date or "")
            if event.status != "scheduled" or timex is None or timex.earliest is None:
                continue
            last = timex.latest or timex.earliest
            if last < today or timex.earliest > today + timedelta(days=DAYS_MOST):
                continue
            event_id = report.happening.event_id if report.happening else report.item.item_id
            key = (event_id, event.type, timex.earliest)
            who = ", ".join(names[each] for each in event.actor)
            whom = ", ".join(names[each] for each in event.recipient)
            where = ", ".join(names[each] for each in event.place)
            told = (report.item.item_id, report.item.source.name)
            known = found.get(key)
            reports = (*known.reports, told) if known else (told,)
            found[key] = Appointment(
                timex.earliest, last, event.type.replace("_", " "), f"{who} → {whom}" if whom else who,
                where or (known.where if known else ""), tuple(dict.fromkeys(reports))[:SOURCES_MOST],
            )  # fmt: skip
    return tuple(sorted(found.values(), key=lambda each: (each.first, each.last, each.who)))
