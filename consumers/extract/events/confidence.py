"""How sure an event is: what it is, and how it is told."""

from consumers.extract.events.draft import Draft
from schemas.event import EventType

_BASE = 0.70
_OF_TYPE: dict[EventType, float] = {
    "visit": 0.10, "meeting": 0.08, "exercise": 0.08, "legal": 0.05, "trade_figure": 0.02, "agreement": 0.0,
    "supply": -0.03, "vote": -0.03, "call": -0.05, "sanction": -0.05, "opening": -0.08, "policy": -0.08,
}  # fmt: skip
"""Meetings and visits are told in few ways, openings and rules in many."""

_DATED, _DATE_INHERITED = 0.08, 0.02
_TOLD_TWICE = 0.08
_TITLE_ALONE = -0.10
_PERSONS_OR_BODIES = 0.03
_STATUS_TOLD = 0.02
_LEAST, _MOST = 0.35, 0.97


def confidence_of(draft: Draft) -> float:
    """The share of such events that hold, as measured on labelled items nobody had looked at (docs/accuracy.md)."""
    sure = _BASE + _OF_TYPE.get(draft.trigger.type, 0.0)
    if draft.when is not None:
        sure += _DATE_INHERITED if draft.inherited else _DATED
    if len(draft.evidence) > 1:
        sure += _TOLD_TWICE
    elif draft.from_title:
        sure += _TITLE_ALONE
    if any(entity.type in ("person", "organization") for entity in draft.participants):
        sure += _PERSONS_OR_BODIES
    if draft.status.cue is not None:
        sure += _STATUS_TOLD
    return round(min(_MOST, max(_LEAST, sure)), 3)
