"""Who takes part: for each type of event, which names around its trigger fill which place."""

from collections.abc import Callable

from consumers.extract.events.deals import agreement, exercise, figure, supply
from consumers.extract.events.encounters import encounter, visit
from consumers.extract.events.measures import legal, opening, policy, sanction, vote
from consumers.extract.events.site import Site, Slots

_FILLERS: dict[str, Callable[[Site], Slots | None]] = {
    "visit": visit,
    "meeting": encounter,
    "call": encounter,
    "agreement": agreement,
    "sanction": sanction,
    "exercise": exercise,
    "trade_figure": figure,
    "supply": supply,
    "vote": vote,
    "opening": opening,
    "legal": legal,
    "policy": policy,
}


def fill_slots(site: Site) -> Slots | None:
    """Actors and recipients of the event at a site; None where it is not an event between the parties."""
    return _FILLERS[site.trigger.type](site)
