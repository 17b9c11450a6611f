"""The events of an item between the parties of every watch."""

from collections.abc import Sequence

from consumers.extract.events.finder import find_events
from consumers.extract.events.implied import implied_states, referred_to
from consumers.extract.events.parties import Parties
from consumers.extract.reading import Reading
from schemas.amount import Amount
from schemas.entity import Entity
from schemas.event import Event
from schemas.quote import Quote
from schemas.timex import Timex


def find_all_events(
    reading: Reading,
    entities: Sequence[Entity],
    dates: Sequence[Timex],
    amounts: Sequence[Amount],
    quotes: Sequence[Quote],
    pairs: Sequence[Parties],
) -> tuple[tuple[Entity, ...], tuple[Event, ...]]:
    """The entities, with the states that events need and nothing names, and the events between any of the pairs.

    What two pairs both see (a vote of three countries) is told once, by the first. The ids run on: "v1", "v2", …
    """
    states: dict[str, Entity] = {}
    events: dict[tuple[object, ...], Event] = {}
    for parties in pairs:
        if len(pairs) > 1 and not _has_both(entities, parties):
            continue
        implied = implied_states(entities, parties)
        found = find_events(reading, (*entities, *implied), dates, amounts, quotes, parties)
        states |= {state.id: state for state in referred_to(implied, found)}
        for event in found:
            events.setdefault((event.type, event.anchor.start, event.date), event)
    told = (
        sorted(events.values(), key=lambda event: event.evidence[0].start)
        if len(pairs) > 1
        else events.values()
    )
    numbered = (event.model_copy(update={"id": f"v{number}"}) for number, event in enumerate(told, start=1))
    return (*entities, *states.values()), tuple(numbered)


def _has_both(entities: Sequence[Entity], parties: Parties) -> bool:
    return {parties.of(entity.country) for entity in entities} >= set(parties.codes)
