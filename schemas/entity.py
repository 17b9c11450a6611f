"""People, organisations, countries and places an item names."""

from typing import Literal

from schemas.fact import Fact
from schemas.model import CountryCode, Model, WikidataId
from schemas.span import Span

EntityType = Literal[
    "person", "organization", "country", "region", "city", "place", "facility", "initiative", "named_event"
]


class Role(Model):
    """An office a person holds, as the item says it. `affiliation` names the body or country served."""

    title: str
    affiliation: str | None = None
    current: bool | None = None
    span: Span | None = None


class Entity(Fact):
    """One named entity; `evidence` holds its named mentions, `coreferent` words that stand for it ("they").

    `gazetteer_id` is its id in the gazetteer where it is known there; `wikidata_qid` is given only where two
    sources agree on it; `country` is the state it belongs to (ISO 3166-1 alpha-3).
    """

    name: str
    type: EntityType
    gazetteer_id: str | None = None
    wikidata_qid: WikidataId | None = None
    link_method: Literal["gazetteer", "gazetteer_disambiguated", "nil"] = "nil"
    country: CountryCode | None = None
    roles: tuple[Role, ...] = ()
    coreferent: tuple[Span, ...] = ()
