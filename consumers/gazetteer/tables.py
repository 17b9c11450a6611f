"""The gazetteer's tables: one CSV file per kind in `data/`, read into names.

Columns every table has: `name` (canonical, English), `country` (ISO 3166-1 alpha-3), `qid`, and `en`, `ru`, `zh`:
the aliases in each language, separated by `|`. The name itself is an alias too. An alias that begins with a capital
is found only where the text has a capital there ("china" is porcelain); one of up to three letters only in exactly
its own letters ("US", "Xi"), one in capitals only in capitals ("SWIFT"). An alias that begins in lower case is found in any case.

`countries.csv` adds adjectives (`en_adj`, `ru_adj`), `offices.csv` bodies that every state has ("foreign ministry"):
its column `office` joins them to the rows of `ministries.csv` they can mean.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from consumers.gazetteer.entry import Entry
from schemas.entity import EntityType

TABLES: Mapping[str, EntityType] = {
    "countries": "country",
    "people": "person",
    "ministries": "organization",
    "offices": "organization",
    "bodies": "organization",
    "companies": "organization",
    "media": "organization",
    "cities": "city",
    "regions": "region",
    "facilities": "facility",
    "initiatives": "initiative",
    "named_events": "named_event",
    "places": "place",
}
"""File → type of its entries. Where an alias means several entries, the one in the earlier file comes first."""

FORMS = "forms_ru"
LETTERS = "letters_zh"

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_PLAIN = str.maketrans("áàâäãåçéèêëíìîïñóòôöõøúùûüýšžčćđłğışə", "aaaaaaceeeeiiiinoooooouuuuyszccdlgise")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: an entry with its aliases by language, `adjectives` apart; `office` is the kind of
    office it holds or stands for ("foreign-ministry")."""

    table: str
    entry: Entry
    en: tuple[str, ...]
    ru: tuple[str, ...]
    zh: tuple[str, ...]
    en_adjectives: tuple[str, ...] = ()
    ru_adjectives: tuple[str, ...] = ()
    office: str = ""
    female: bool = False


def slug(name: str) -> str:
    """The part of an entry's id that comes from its name: "Xi Jinping" → "xi-jinping"."""
    return _NOT_SLUG.sub("-", name.lower().translate(_PLAIN)).strip("-")


def read_text(table: str) -> str:
    """The text of `data/<table>.csv`, as it was installed."""
    return (files("consumers.gazetteer") / "data" / f"{table}.csv").read_text(encoding="utf-8")


def read_rows(table: str, text: str) -> Iterator[Row]:
    """The rows of one table, in its order. Raises ValueError where a line has not the header's columns."""
    kind = TABLES[table]
    lines = csv.reader(text.splitlines())
    header = next(lines)
    at = {column: place for place, column in enumerate(header)}
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(header):
            raise ValueError(f"{table}.csv, line {number}: {len(cells)} cells, the header has {len(header)}")
        name = cells[at["name"]]

        def aliases(column: str, cells: list[str] = cells) -> tuple[str, ...]:
            return tuple(filter(None, cells[at[column]].split("|"))) if column in at else ()

        yield Row(
            table,
            Entry(f"{kind}/{slug(name)}", name, kind, cells[at["country"]] or None, cells[at["qid"]] or None),
            en=(name, *aliases("en")) if table != "offices" else aliases("en"),
            ru=aliases("ru"),
            zh=aliases("zh"),
            en_adjectives=aliases("en_adj"),
            ru_adjectives=aliases("ru_adj"),
            office=cells[at["office"]] if "office" in at else "",
            female="gender" in at and cells[at["gender"]] == "f",
        )


def read_forms(text: str) -> dict[str, tuple[str, ...]]:
    """Russian alias → its other case forms."""
    lines = csv.reader(text.splitlines())
    next(lines)
    return {alias: tuple(forms.split("|")) for alias, forms in lines}
