"""Who held which office when: `data/terms_of_office.csv`, each term with the source of its days.

Days are "2004-03-09", "2012-05" or "2019", as exact as the source tells them; both are empty where no source was found.
Nothing here is read until it is asked for: the stream finds names, and needs no offices.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from consumers.gazetteer.sources import Source, cited, read_sources
from consumers.gazetteer.tables import read_text, slug

TERMS = "terms_of_office"

YEAR, MONTH, DAY = len("2004"), len("2004-03"), len("2004-03-09")

Held = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class TermOfOffice:
    """One person's time in one office: `person` is an entry's id, `body` an entry's name.

    `since` and `until` are the first and the last day that a source tells; acting counts. An empty `until` means that the
    source, as it stood at `as_of`, knew of no end.
    """

    person: str
    office: str
    body: str | None
    since: str
    until: str
    as_of: str
    sources: tuple[str, ...]

    def held_on(self, day: date) -> Held:
        """Whether it was held on a day; unknown where no source tells, or its date is too inexact to say."""
        too_early = self.since and day < first_day(self.since)
        too_late = self.until and day > last_day(self.until)
        if too_early or too_late:
            return "no"
        if not self.since:
            return "unknown"
        known_until = first_day(self.until) if self.until else last_day(self.as_of or self.since)
        return "yes" if last_day(self.since) <= day <= known_until else "unknown"


def first_day(when: str) -> date:
    """The first day of a day, month or year. Raises ValueError where it is none."""
    if len(when) not in (YEAR, MONTH, DAY):
        raise ValueError(f"a day, month or year is needed (2004-03-09, 2004-03, 2004), not {when!r}")
    return date.fromisoformat(f"{when}-01-01"[:DAY])


def last_day(when: str) -> date:
    """The last day of a day, month or year. Raises ValueError where it is none."""
    begin = first_day(when)
    if len(when) == YEAR:
        return date(begin.year, 12, 31)
    if len(when) == MONTH:
        return (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return begin


def offices_of(
    person: str, on: date | None = None, terms: Iterable[TermOfOffice] | None = None
) -> tuple[TermOfOffice, ...]:
    """The terms of a person (an entry's id), the newest first; with `on`, those that may have run on that day."""
    held = load_terms_of_office() if terms is None else terms
    return tuple(term for term in held if term.person == person and (on is None or term.held_on(on) != "no"))


@cache
def load_terms_of_office() -> tuple[TermOfOffice, ...]:
    """The terms that ship, read once per process."""
    return tuple(read_terms(read_text(TERMS), read_sources(read_text("sources"))))


def read_terms(text: str, sources: dict[str, Source]) -> Iterator[TermOfOffice]:
    """The rows of `terms_of_office.csv`, in its order."""
    for row in csv.DictReader(text.splitlines()):
        yield TermOfOffice(
            person=f"person/{slug(row['person'])}",
            office=row["office"],
            body=row["body"] or None,
            since=row["from"],
            until=row["until"],
            as_of=row["as_of"],
            sources=cited(row["source"], sources),
        )
