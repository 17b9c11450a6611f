"""What the gazetteer knows of a name: its entries, offices and where each field is from. Pure over the data that ship."""

from datetime import date
from difflib import get_close_matches

from consumers.gazetteer import Gazetteer
from consumers.gazetteer.provenance import provenance_of
from consumers.gazetteer.tables import Row
from consumers.gazetteer.terms_of_office import TermOfOffice, offices_of
from schemas.errors import ConfigurationError, WirewatchError
from schemas.known_name import KnownName, OfficeHeld

HINTS_MOST = 3


def find_names(gazetteer: Gazetteer, name: str, on: date | None) -> tuple[KnownName, ...]:
    """The entries a name can mean, in any language, case form and capitals, or the one with that id. Raises WirewatchError
    where there is none."""
    if not name.strip():
        raise ConfigurationError("A name is needed, such as 'Xi Jinping', Лавров or 外交部.")
    ids = [entry.id for entry in gazetteer.entries() if entry.id == name]
    ids = ids or [entry.id for entry in gazetteer.by_name(name)]
    if not ids:
        raise WirewatchError(_unknown(gazetteer, name))
    return tuple(known_name(gazetteer, gazetteer.row(entry_id), on) for entry_id in ids)


def known_name(gazetteer: Gazetteer, row: Row, on: date | None) -> KnownName:
    """All that is known of one entry; with `on`, only the offices that may have been held on that day."""
    entry = row.entry
    return KnownName(
        id=entry.id,
        name=entry.name,
        type=entry.type,
        country=entry.country,
        country_name=_state_of(gazetteer, entry.country),
        wikidata_qid=entry.qid,
        names={"en": row.en, "ru": row.ru, "zh": row.zh},
        offices=tuple(_held(term, on) for term in offices_of(entry.id, on)),
        provenance=provenance_of(row),
    )


def _held(term: TermOfOffice, on: date | None) -> OfficeHeld:
    return OfficeHeld(
        office=term.office,
        body=term.body,
        since=term.since,
        until=term.until,
        as_of=term.as_of,
        sources=term.sources,
        held=None if on is None else term.held_on(on),
    )


def _state_of(gazetteer: Gazetteer, code: str | None) -> str | None:
    states = (entry for entry in gazetteer.entries() if entry.type == "country" and entry.country == code)
    found = next(states, None) if code else None
    return found.name if found else None


def _unknown(gazetteer: Gazetteer, name: str) -> str:
    aliases = {alias.lower(): alias for entry in gazetteer.entries() for alias in gazetteer.aliases(entry.id)}
    near = [aliases[found] for found in get_close_matches(name.strip().lower(), aliases, n=HINTS_MOST)]
    hint = f"near it are {', '.join(near)}" if near else "docs/gazetteer.md tells how to add it"
    return f"The gazetteer knows no {name!r}; {hint}."
