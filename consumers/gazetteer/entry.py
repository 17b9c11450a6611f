"""A name the gazetteer knows."""

from dataclasses import dataclass

from schemas.entity import EntityType


@dataclass(frozen=True, slots=True)
class Entry:
    """One known person, body, place, …: `id` is "kind/slug" ("person/xi-jinping"), `name` its canonical
    English name, `country` ISO 3166-1 alpha-3 (towns, people and companies roll up to it), `qid` its Wikidata
    id where two sources agree on it."""

    id: str
    name: str
    type: EntityType
    country: str | None
    qid: str | None
