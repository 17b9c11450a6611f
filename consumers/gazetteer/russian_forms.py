"""Write `data/forms_ru.csv`, the case forms of every Russian alias: `python -m consumers.gazetteer.russian_forms`.

Run it after changing a table and read the difference: templates do not know every word. Names they get wrong are
listed in `declension/phrases.py`.
"""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from consumers.gazetteer.declension.adjectives import decline_adjective_or_demonym
from consumers.gazetteer.declension.names import decline_person
from consumers.gazetteer.declension.phrases import decline_phrase
from consumers.gazetteer.tables import FORMS, TABLES, Row, read_rows, read_text


def forms_of(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each Russian alias of a row with its other case forms; aliases that do not decline are left out."""
    for alias in row.ru:
        if row.table == "people":
            forms = decline_person(alias, row.entry.country or "", row.female)
        else:
            forms = decline_phrase(alias)
        if forms:
            yield alias, forms
    for word in row.ru_adjectives:
        forms = decline_adjective_or_demonym(word)
        if forms:
            yield word, forms


def render() -> str:
    """The text of `forms_ru.csv` for the tables as they are."""
    collected: dict[str, tuple[str, ...]] = {}
    for table in TABLES:
        for row in read_rows(table, read_text(table)):
            collected.update(forms_of(row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("alias", "forms"))
    writer.writerows((alias, "|".join(forms)) for alias, forms in sorted(collected.items()))
    return out.getvalue()


def main() -> None:
    """Write the file beside the tables."""
    target = Path(__file__).parent / "data" / f"{FORMS}.csv"
    text = render()
    target.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{target.name}: {text.count(chr(10)) - 1} aliases with case forms\n")


if __name__ == "__main__":
    main()
