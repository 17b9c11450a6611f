"""An entry of the gazetteer, whole: what `wirewatch gazetteer` tells."""

from typing import Literal

from schemas.entity import EntityType
from schemas.model import CountryCode, Model, WikidataId


class OfficeHeld(Model):
    """An office and when it was held. `since` and `until` are days, months or years ("2004-03-09", "2012-05", "2019");
    an empty `until` means that the source, as it stood at `as_of`, knew of no end. `sources` are addresses, or `unverified`
    alone; without a source there are no dates. `held` answers for the day that was asked for, if one was.
    """

    office: str
    body: str | None
    since: str
    until: str
    as_of: str
    sources: tuple[str, ...]
    held: Literal["yes", "no", "unknown"] | None = None


class KnownName(Model):
    """An entry: its names by language ("en", "ru", "zh"), the state it rolls up to, the offices a person held, and for each
    field that holds something the addresses it is from, or `unverified` alone."""

    id: str
    name: str
    type: EntityType
    country: CountryCode | None
    country_name: str | None
    wikidata_qid: WikidataId | None
    names: dict[str, tuple[str, ...]]
    offices: tuple[OfficeHeld, ...]
    provenance: dict[str, tuple[str, ...]]
