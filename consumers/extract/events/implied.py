"""Parties that a text names only by their towns, firms or people."""

from collections.abc import Iterable, Sequence

from consumers.extract.events.ground import IMPLIED
from consumers.extract.events.parties import Parties
from schemas.entity import Entity
from schemas.event import Event
from schemas.fact import Extractor

_SPEAKS_FOR_ITS_STATE = ("city", "region", "facility", "place", "organization", "person")
_BY = Extractor(name="events", version="1", rule=IMPLIED)
_CONFIDENCE = 0.6


def implied_states(entities: Sequence[Entity], parties: Parties) -> tuple[Entity, ...]:
    """A country for each party that is not named itself though places or bodies of it are; its evidence is the
    first of them ("Heihe customs" counts what China trades). Towns and firms roll up to their countries."""
    named = {entity.country for entity in entities if entity.type == "country"}
    found: list[Entity] = []
    for party, name in zip(parties.codes, parties.names, strict=True):
        of_party = [e for e in entities if parties.of(e.country) == party and e.type in _SPEAKS_FOR_ITS_STATE]
        if party in named or not of_party:
            continue
        first = min(of_party, key=lambda entity: entity.evidence[0].start)
        found.append(
            Entity(
                id=f"state-{party.lower()}",
                confidence=_CONFIDENCE,
                extractor=_BY,
                evidence=first.evidence[:1],
                name=name,
                type="country",
                country=party,
            )
        )
    return tuple(found)


def referred_to(entities: Iterable[Entity], events: Iterable[Event]) -> tuple[Entity, ...]:
    """Those of the entities that an event refers to."""
    used = {i for event in events for i in (*event.actor, *event.recipient, *event.place, *event.reported_by)}
    return tuple(entity for entity in entities if entity.id in used)
