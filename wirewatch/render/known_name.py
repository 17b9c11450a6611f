"""An entry of the gazetteer for people: names, state, offices, and where each field is from."""

from collections.abc import Iterator

from rich.text import Text

from schemas.known_name import KnownName, OfficeHeld

LANGUAGES = {"en": "English", "ru": "Russian", "zh": "Chinese"}
LABEL_WIDTH = 12
DAYS_WIDTH = 24


def known_name_lines(known: KnownName) -> Iterator[Text]:
    """One entry, a line for each thing that is known of it."""
    yield Text.assemble((known.name, "bold"), (f"  {known.id}", "dim"))
    if known.country:
        yield _line(
            "country", f"{known.country_name} ({known.country})" if known.country_name else known.country
        )
    if known.wikidata_qid:
        yield _line("Wikidata", known.wikidata_qid)
    for language, label in LANGUAGES.items():
        if known.names.get(language):
            yield _line(label, ", ".join(known.names[language]))
    if known.offices:
        yield Text("Offices", "bold")
    for held in known.offices:
        yield from _office_lines(held)
    yield Text("Where it is from", "bold")
    for field, sources in known.provenance.items():
        yield _line(field, " ".join(sources))


def _office_lines(held: OfficeHeld) -> Iterator[Text]:
    body = f" ({held.body})" if held.body and held.body not in held.office else ""
    asked = {"yes": "  held", "unknown": "  perhaps held"}.get(held.held or "", "")
    yield Text.assemble(f"  {_days(held):{DAYS_WIDTH}} {held.office}{body}", (asked, "bold"))
    known = f"no end known on {held.as_of}; " if held.as_of and not held.until else ""
    yield Text(f"  {'':{DAYS_WIDTH}} {known}{' '.join(held.sources)}", "dim")


def _days(held: OfficeHeld) -> str:
    if not (held.since or held.until):
        return "days unknown"
    return f"{held.since or '?'} – {held.until}".rstrip()


def _line(label: str, value: str) -> Text:
    return Text(f"  {label:{LABEL_WIDTH}} {value}")
