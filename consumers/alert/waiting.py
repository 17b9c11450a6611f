"""Reports whose alert waits a little for the whole text. Pure but for the look at where the page stands."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from consumers.ports import StateReader
from schemas import topics
from schemas.match import Match
from schemas.page import PageState
from schemas.rule_state import RuleState, Waiting

WAITING_MOST = 100
"""Of one rule; further ones go out with what is known."""


def must_wait(match: Match, state: StateReader, now: datetime, wait: timedelta | None) -> bool:
    """Whether a report's alert waits for its page: only so long after it was seen, and not once it is known that the page does not come
    at the first try."""
    if wait is None or not match.awaits_text or now - match.first_seen_at >= wait:
        return False
    return not _is_missed(match, state)


def put(remembered: RuleState, match: Match, headers: Mapping[str, str], wait: timedelta) -> RuleState | None:
    """The rule's memory with one more report that waits; None where too many do."""
    others = tuple(each for each in remembered.waiting if each.match.item_id != match.item_id)
    if len(others) >= WAITING_MOST:
        return None
    mine = Waiting(match=match, until=match.first_seen_at + wait, headers=dict(headers))
    return remembered.model_copy(update={"waiting": (*others, mine)})


def without(remembered: RuleState, item_id: str) -> RuleState:
    """The rule's memory where a report waits no longer."""
    if not any(each.match.item_id == item_id for each in remembered.waiting):
        return remembered
    others = tuple(each for each in remembered.waiting if each.match.item_id != item_id)
    return remembered.model_copy(update={"waiting": others})


def over(remembered: RuleState, state: StateReader, now: datetime) -> tuple[Waiting, ...]:
    """The reports that wait no longer: their time is up, or their page is missed."""
    return tuple(each for each in remembered.waiting if each.until <= now or _is_missed(each.match, state))


def _is_missed(match: Match, state: StateReader) -> bool:
    value = state.lookup(topics.PAGES_STATE.name, match.item_id)
    if value is None:
        return False
    page = PageState.model_validate_json(value)
    return page.revision >= match.revision and (
        page.state == "failed" or (page.state == "awaited" and page.tries > 0)
    )
