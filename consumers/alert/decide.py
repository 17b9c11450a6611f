"""decide: one alert per rule, story and channel, ever; only of live and fresh news."""

import hashlib
import json
from datetime import datetime, timedelta

from consumers.batch import RecordStage
from consumers.outputs import output, read
from consumers.ports import Output, Record, StateReader
from consumers.stage import Emit, Outcome, Skip
from consumers.topology import DECIDE
from schemas import topics
from schemas.alert import Alert
from schemas.coverage import Story
from schemas.ledger import LedgerEntry
from schemas.match import Match

FIRST = "first"
"""The change of a story's one alert."""


def alert_id_of(rule_id: str, subject: str, change: str, channel: str) -> str:
    """The name of an alert: a hash of its ledger key, 32 hexadecimal digits."""
    key = json.dumps([rule_id, subject, change, channel], ensure_ascii=False).encode()
    return hashlib.blake2b(key, digest_size=16).hexdigest()


def why_silent(match: Match, now: datetime, max_age: timedelta) -> str | None:
    """Why a match can never alert, whatever was sent before: "retracted", "not_live" or "too_old"; None if it can.

    Age counts from when we first saw the item, and from when it says it was published where it does.
    """
    if match.retracted:
        return "retracted"
    if match.origin != "live":
        return "not_live"
    begun = min(match.first_seen_at, match.published_at or match.first_seen_at)
    return "too_old" if now - begun > max_age else None


def subjects_of(story: Story) -> tuple[str, ...]:
    """The names under which a story may have alerted, the one it alerts under now first: stories that were
    merged are one."""
    own = story.merged_into or story.story_id
    return tuple(dict.fromkeys((own, story.story_id, *story.absorbed)))


class DecideStage(RecordStage):
    """Decides which matches become alerts. Its memory is alerts.ledger, looked up record by record."""

    spec = DECIDE

    def __init__(self, alert_max_age: timedelta) -> None:
        self._max_age = alert_max_age

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """Alerts and ledger entries for what has not alerted before."""
        match = read(Match, topics.MATCHES, record)
        silent = why_silent(match, now, self._max_age)
        if silent is not None:
            return Skip(silent)
        outputs: list[Output] = []
        for channel in dict.fromkeys(match.channels):
            if not _has_alerted(match, channel, state):
                outputs += _alert(match, channel, record, now)
        return Emit(tuple(outputs)) if outputs else Skip("already")


def _has_alerted(match: Match, channel: str, state: StateReader) -> bool:
    names = (alert_id_of(match.rule_id, s, FIRST, channel) for s in subjects_of(match.story))
    return any(state.lookup(topics.ALERTS_LEDGER.name, name) is not None for name in names)


def _alert(match: Match, channel: str, record: Record, now: datetime) -> tuple[Output, Output]:
    subject = subjects_of(match.story)[0]
    alert_id = alert_id_of(match.rule_id, subject, FIRST, channel)
    alert = Alert(
        alert_id=alert_id, rule_id=match.rule_id, subject=subject, change=FIRST, channel=channel, decided_at=now, match=match
    )  # fmt: skip
    entry = LedgerEntry(
        alert_id=alert_id, rule_id=match.rule_id, subject=subject, change=FIRST, channel=channel, state="decided", at=now
    )  # fmt: skip
    return (
        output(topics.ALERTS, channel, alert, record.headers),
        output(topics.ALERTS_LEDGER, alert_id, entry, record.headers),
    )
