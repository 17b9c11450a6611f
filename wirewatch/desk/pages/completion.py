"""What a search box offers while one types: fields and their values, names of the gazetteer. Pure."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

from consumers.gazetteer import load_gazetteer
from consumers.query.fields import CLOSED_FIELDS, FIELDS

OFFERED_MOST = 12


def offers(written: str) -> tuple[str, ...]:
    """Whole queries to go on with, the word under the cursor completed."""
    before, _, word = written.rpartition(" ")
    lead = f"{before} " if before else ""
    word = word.lstrip("(")
    if len(word) < 2:
        return ()
    return tuple(lead + offer for offer in islice(dict.fromkeys(_completed(word)), OFFERED_MOST))


def _completed(word: str) -> Iterator[str]:
    name, colon, value = word.partition(":")
    if colon:
        yield from (f"{name}:{each}" for each in CLOSED_FIELDS.get(name, ()) if each.startswith(value))
    elif not colon:
        yield from (f"{field}:" for field in FIELDS if field.startswith(word.lower()))
    begun = (value if colon and name == "entity" else word).strip('"').lower()
    if len(begun) >= 2 and (not colon or name == "entity"):
        yield from (f'entity:"{known}"' for alias, known in _names() if alias.startswith(begun))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Aliases in small letters with the name they stand for."""
    known = load_gazetteer()
    return tuple(
        sorted(
            {(alias.lower(), entry.name) for entry in known.entries() for alias in known.aliases(entry.id)}
        )
    )
