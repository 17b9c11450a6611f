"""Where data are from: `data/sources.csv` names each collection that is cited more than once, by a short id.

A cell that cites holds ids of it and addresses of single pages, separated by `|`.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

UNVERIFIED = "unverified"
"""Stands in place of a source: written by hand, checked against nothing that can be named."""

NO_SOURCE: tuple[str, ...] = (UNVERIFIED,)


@dataclass(frozen=True, slots=True)
class Source:
    """A collection that is cited: what of it was used, and where it is to be had."""

    id: str
    address: str
    what: str


def read_sources(text: str) -> dict[str, Source]:
    """Id → source, of the text of `sources.csv`."""
    return {row["id"]: Source(**row) for row in csv.DictReader(text.splitlines())}


def cited(cell: str, sources: dict[str, Source]) -> tuple[str, ...]:
    """The addresses a cell cites; `unverified` where it cites none. Raises KeyError for an id that is not in the table."""
    return tuple(_addresses(cell, sources)) or NO_SOURCE


def _addresses(cell: str, sources: dict[str, Source]) -> Iterator[str]:
    for word in filter(None, cell.split("|")):
        yield word if "://" in word or word == UNVERIFIED else sources[word].address
