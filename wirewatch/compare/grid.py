"""A comparison as rows and columns: a column for each source, the same for table, CSV and Markdown."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from schemas.comparison import Cited, Comparison, Stated, Telling, Version
from wirewatch.logs import printable
from wirewatch.when import local

ONLY_MOST = 12
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that spreadsheets would run."""


def grid_of(comparison: Comparison) -> list[list[str]]:
    """The rows, the first one with the sources' names, the first column with what a row tells."""
    tellings = comparison.tellings
    ids = [telling.source_id for telling in tellings]
    rows = [
        ["source", *(t.source_name for t in tellings)],
        ["affiliation", *map(_affiliation, tellings)],
        ["first seen", *(local(t.first_seen_at) for t in tellings)],
        ["published", *(local(t.published_at) if t.published_at else "" for t in tellings)],
        ["language", *(t.language for t in tellings)],
        ["headline", *(t.headline or "" for t in tellings)],
        ["link", *(t.link or "" for t in tellings)],
        ["told from", *(", ".join(map(_name, t.told_from)) for t in tellings)],
        ["quoted", *("\n".join(f"{q.speaker}: {q.said.surface}" for q in t.quoted) for t in tellings)],
    ]
    rows += [[f"all: {s.kind} {s.what}", *_words(s.cited, ids)] for s in comparison.shared]
    for conflict in comparison.conflicts:
        rows.append(
            [f"conflict: {conflict.kind} of {conflict.about}", *(_version(conflict.versions, i) for i in ids)]
        )
    rows.append(["only here", *("\n".join(_only(comparison.only, i)) for i in ids)])
    return [[printable_lines(cell) for cell in row] for row in rows]


def as_csv(comparison: Comparison) -> str:
    """RFC 4180; cells that a spreadsheet would run as a formula begin with an apostrophe."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerows([harmless(cell) for cell in row] for row in grid_of(comparison))
    return written.getvalue()


def as_markdown(comparison: Comparison) -> str:
    """A table of GitHub's Markdown."""
    head, *rows = grid_of(comparison)
    lines = [markdown_line(head), markdown_line(["---"] * len(head)), *map(markdown_line, rows)]
    return "\n".join(lines) + "\n"


def printable_lines(text: str) -> str:
    """Text without what steers a terminal; line breaks stay."""
    return "\n".join(printable(line) for line in text.split("\n"))


def markdown_line(cells: Sequence[str]) -> str:
    """A line of a Markdown table; what cells hold is no markup."""
    escaped = (
        cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>")
        for cell in cells
    )
    return f"| {' | '.join(escaped)} |"


def harmless(cell: str) -> str:
    """The cell; one that a spreadsheet would run as a formula begins with an apostrophe."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _affiliation(telling: Telling) -> str:
    parts = (telling.control.replace("_", " "), telling.kind.replace("_", " "), telling.country or "")
    return ", ".join(part for part in parts if part)


def _name(origin: str) -> str:
    return origin.rpartition("/")[2]


def _words(cited: Mapping[str, Sequence[Cited]], ids: Sequence[str]) -> Iterator[str]:
    for source in ids:
        yield "; ".join(dict.fromkeys(words.surface for words in cited.get(source, ())))


def _version(versions: Sequence[Version], source: str) -> str:
    given = (v for v in versions if source in v.cited)
    return "; ".join(f"{v.value} (“{v.cited[source][0].surface}”)" for v in given)


def _only(stated: Sequence[Stated], source: str) -> Iterator[str]:
    mine = [s for s in stated if source in s.cited]
    for each in mine[:ONLY_MOST]:
        yield f"{each.kind} {each.what} (“{each.cited[source][0].surface}”)"
    if len(mine) > ONLY_MOST:
        yield f"… and {len(mine) - ONLY_MOST} more"
