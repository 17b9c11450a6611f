"""Where each field of each entry is from: `data/provenance.csv`, as rules from the general to the particular.

A rule names a table, a field and entries (names separated by `|`); `*` stands for all. Of the rules that fit a field the last
in the file holds. Two fields are parts of a column: `ru_forms` are the case forms of `ru`, `zh_hant` the traditional
characters in `zh`.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from consumers.gazetteer.sources import NO_SOURCE, Source, cited, read_sources
from consumers.gazetteer.tables import Row, read_text

PROVENANCE = "provenance"
EVERY = "*"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a line says: fields of these entries of a table are from these sources. No names mean every entry."""

    table: str
    field: str
    names: frozenset[str]
    sources: tuple[str, ...]

    def fits(self, table: str, field: str, name: str) -> bool:
        """Whether it speaks of a field of an entry."""
        return (
            self.table in (EVERY, table)
            and self.field in (EVERY, field)
            and (not self.names or name in self.names)
        )


def source_of(row: Row, field: str, rules: Iterable[Rule] | None = None) -> tuple[str, ...]:
    """The addresses a field of an entry is from, or `unverified`; a field that holds nothing claims nothing, and is that, too."""
    if field not in fields_of(row):
        return NO_SOURCE
    found = NO_SOURCE
    for rule in load_provenance() if rules is None else rules:
        if rule.fits(row.table, field, row.entry.name):
            found = rule.sources
    return found


def fields_of(row: Row) -> tuple[str, ...]:
    """The fields of an entry that hold something, in the order of the columns."""
    held = {
        "name": True,
        "country": row.entry.country,
        "qid": row.entry.qid,
        "en": row.en if row.table == "offices" else row.en[1:],
        "ru": row.ru,
        "ru_forms": row.ru or row.ru_adjectives,
        "zh": row.zh,
        "zh_hant": row.zh,
        "en_adj": row.en_adjectives,
        "ru_adj": row.ru_adjectives,
        "office": row.office,
        "gender": row.table == "people",
    }
    return tuple(field for field, value in held.items() if value)


def provenance_of(row: Row) -> dict[str, tuple[str, ...]]:
    """Each field of an entry that holds something → the addresses it is from, or `unverified`."""
    return {field: source_of(row, field) for field in fields_of(row)}


@cache
def load_provenance() -> tuple[Rule, ...]:
    """The rules that ship, read once per process."""
    return tuple(read_provenance(read_text(PROVENANCE), read_sources(read_text("sources"))))


def read_provenance(text: str, sources: dict[str, Source]) -> Iterator[Rule]:
    """The rows of `provenance.csv`, in its order."""
    for row in csv.DictReader(text.splitlines()):
        names = frozenset(() if row["entries"] == EVERY else row["entries"].split("|"))
        yield Rule(row["table"], row["field"], names, cited(row["source"], sources))
