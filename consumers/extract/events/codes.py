"""PLOVER and CAMEO codes of event types (docs/taxonomy.md says where they come from)."""

from dataclasses import dataclass

from schemas.event import EventStatus, EventType


@dataclass(frozen=True, slots=True)
class Codes:
    """PLOVER's type, mode and contexts, CAMEO's code; None where the scheme has none."""

    plover_type: str | None
    plover_mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None


_NONE = Codes(None, None, (), None)
_CODES: dict[EventType, Codes] = {
    "visit": Codes("CONSULT", "visit", ("diplomatic",), "042"),
    "meeting": Codes("CONSULT", None, ("diplomatic",), "040"),
    "call": Codes("CONSULT", "phone", ("diplomatic",), "041"),
    "agreement": Codes("SUPPORT", None, ("diplomatic",), "057"),
    "sanction": Codes("SANCTION", None, ("economic",), "163"),
    "exercise": Codes("COOPERATE", None, ("military",), "062"),
    "trade_figure": Codes(None, None, ("economic",), "061"),
    "supply": Codes("COOPERATE", None, ("economic",), "061"),
    "vote": Codes("SUPPORT", None, ("diplomatic",), "050"),
    "opening": Codes("COOPERATE", None, (), "060"),
    "legal": Codes("COERCE", "arrest", ("legal",), "173"),
    "policy": Codes("CONCEDE", None, ("economic",), "081"),
}
_INTENT = Codes("AGREE", None, ("diplomatic",), "036")
"""PLOVER codes what is still to come between leaders as an agreement to do it."""

_RESTRICTS = Codes("COERCE", "restrict", ("economic",), "172")


def codes_of(event_type: EventType, subtype: str | None, status: EventStatus) -> Codes:
    """The codes of an event; what is scheduled is coded as the intent."""
    if status in ("scheduled", "proposed") and event_type in ("visit", "meeting", "call"):
        return _INTENT
    if event_type == "agreement" and (subtype != "signed" or status != "occurred"):
        return Codes("AGREE", None, ("diplomatic",), "030")
    if event_type == "policy" and subtype == "restriction":
        return _RESTRICTS
    return _CODES.get(event_type, _NONE)
