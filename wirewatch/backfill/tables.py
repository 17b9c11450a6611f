"""Tables: CSV and JSON Lines, by names of columns."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields

from producers.archived import Row
from schemas.errors import ConfigurationError
from wirewatch.backfill.batch import Fault, Found, Single

NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "body": ("body", "text", "content", "article", "full_text"),
    "summary": ("summary", "description", "lead", "abstract"),
    "link": ("link", "url", "href"),
    "guid": ("guid", "id"),
    "published": ("published", "published_at", "date", "pubdate", "datetime", "timestamp"),
    "language": ("language", "lang"),
    "source_id": ("source_id",),
    "source_name": ("source_name", "source", "publisher"),
}
"""The names a column may have, the first that is there counts; capitals do not matter."""

LARGEST_FIELD = 4_000_000


def mapping_of(given: tuple[str, ...]) -> dict[str, str]:
    """`--map FIELD=COLUMN` as a table. Raises ConfigurationError."""
    known = {field.name for field in fields(Row)} - {"place"}
    mapping = {}
    for each in given:
        field, _, column = each.partition("=")
        if field not in known or not column:
            raise ConfigurationError(
                f"--map {each}: write FIELD=COLUMN, where FIELD is one of {', '.join(sorted(known))}."
            )
        mapping[field] = column
    return mapping


def rows_of_csv(text: str, mapping: Mapping[str, str]) -> Iterator[Found]:
    """A row an item; the first line names the columns, which are parted by a comma, a semicolon or a tab."""
    csv.field_size_limit(LARGEST_FIELD)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    table = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    columns = {name.strip().lower(): name for name in table.fieldnames or () if name}
    missing = [column for column in mapping.values() if column.lower() not in columns]
    if missing or not _has_text(columns, mapping):
        named = ", ".join(columns) or "none"
        what = (
            f"there is no column {missing[0]!r}"
            if missing
            else "no column is known to hold a title or a text"
        )
        yield Fault("line 1", f"{what} (columns: {named}); name them with --map, as --map title=Headline")
        return
    try:
        for row in table:
            place = f"line {table.line_num}"
            if None in row:
                yield Fault(place, "there are more values than columns")
                continue
            values = {name.strip().lower(): value or "" for name, value in row.items()}
            yield Single(_row(place, values, mapping))
    except csv.Error as error:
        yield Fault(f"line {table.line_num}", f"not readable as CSV: {error}")


def rows_of_json_lines(text: str, mapping: Mapping[str, str]) -> Iterator[Found]:
    """A line an item; dots reach into objects ("source.name")."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            value = json.loads(line)
        except ValueError as error:
            yield Fault(place, f"not JSON: {error}")
            continue
        if not isinstance(value, dict):
            yield Fault(place, "not a JSON object")
            continue
        yield Single(_row(place, dict(_flat(value)), mapping))


def _has_text(columns: Mapping[str, str], mapping: Mapping[str, str]) -> bool:
    return any(
        field in mapping or any(name in columns for name in NAMES[field])
        for field in ("title", "body", "summary")
    )


def _row(place: str, values: Mapping[str, str], mapping: Mapping[str, str]) -> Row:
    found: dict[str, str] = {}
    for field, names in NAMES.items():
        wanted = (mapping[field].lower(),) if field in mapping else names
        found[field] = next((values[name].strip() for name in wanted if values.get(name, "").strip()), "")
    return Row(place, **found)


def _flat(value: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, each in value.items():
        if isinstance(each, dict):
            yield from _flat(each, f"{before}{name}.".lower())
        elif each is not None and not isinstance(each, list):
            yield f"{before}{name}".lower(), str(each)
