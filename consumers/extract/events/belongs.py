"""Which event is a part of which: what was signed at a meeting, the talks of a visit."""

from collections.abc import Sequence

from consumers.extract.events.draft import Draft

_AT_A_MEETING = ("agreement", "opening")


def whole_of(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The meeting at which something was signed or opened, the visit on which people met; None where none is told.

    The two share those who took part and do not contradict each other's day.
    """
    if draft.trigger.type in _AT_A_MEETING:
        return next((d for d in drafts if d.trigger.type == "meeting" and _is_held_by(draft, d)), None)
    if draft.trigger.type == "meeting":
        return next((d for d in drafts if d.trigger.type == "visit" and _is_met_on(draft, d)), None)
    return None


def _is_held_by(draft: Draft, meeting: Draft) -> bool:
    people = {entity.id for entity in meeting.participants}
    return people == {entity.id for entity in draft.participants} and _same_day(draft, meeting)


def _is_met_on(meeting: Draft, visit: Draft) -> bool:
    visitor = {entity.id for entity in visit.actor}
    return visitor <= {entity.id for entity in meeting.participants} and _within(meeting, visit)


def _same_day(a: Draft, b: Draft) -> bool:
    return a.when is not None and b.when is not None and a.when.value == b.when.value


def _within(meeting: Draft, visit: Draft) -> bool:
    first, stay = meeting.when, visit.when
    if first is None or stay is None or first.earliest is None or first.latest is None:
        return False
    if stay.earliest is None or stay.latest is None:
        return False
    return stay.earliest <= first.earliest and first.latest <= stay.latest
