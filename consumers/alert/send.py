"""send: hands alerts to channels, and writes down what was handed over."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import structlog

from consumers.batch import RecordStage
from consumers.outputs import output, read
from consumers.ports import Channel, Output, Record, StateReader
from consumers.stage import Dead, Emit, First, Outcome, Retry, Skip
from consumers.topology import SEND
from schemas import topics
from schemas.alert import Alert
from schemas.errors import TransientError
from schemas.ledger import LedgerEntry

log = structlog.get_logger()

TRIES_LEAST = 3
"""Before an alert is given up, however old it is: one that was re-driven is old from the beginning."""


class SendStage(RecordStage):
    """Sends alerts, in order. After a channel's passing trouble nothing more of the batch is sent: the loop
    commits what went out, waits, and comes back to the alert that did not. `elsewhere` are channels that other loops send
    to. An alert that its channel has not taken `give_up_after` it was decided (None: never) becomes a dead letter.

    Where it `begins_in_writing` the ledger says that an alert is about to be handed over before it is: one that another process had
    begun with may have reached its channel, and the ledger then shows that it was sent anew."""

    spec = SEND

    def __init__(
        self,
        channels: Mapping[str, Channel],
        elsewhere: Collection[str] = (),
        give_up_after: timedelta | None = None,
        *,
        begins_in_writing: bool = False,
    ) -> None:
        self._channels = dict(channels)
        self._elsewhere = frozenset(elsewhere)
        self._give_up_after = give_up_after
        self._begins_in_writing = begins_in_writing
        self._begun: dict[str, int] = {}
        self._tries: dict[str, int] = {}

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """Emit with the ledger entry where an alert was handed over; Retry where it was not."""
        alert = read(Alert, topics.ALERTS, record)
        if alert.channel in self._elsewhere:
            return Skip("elsewhere")
        known = _entry_of(alert, state)
        if known is not None and known.state != "decided" and alert.again <= known.again:
            return Skip("already")
        channel = self._channels.get(alert.channel)
        if channel is None:
            log.warning("alert_without_channel", rule=alert.match.rule_name, channel=alert.channel)
            return Skip("no_channel", (_entry(alert, "expired", record, now),))
        if self._begins_in_writing and alert.alert_id not in self._begun:
            return First((self._begin(alert, known, record, now),))
        try:
            channel.send(alert)
        except TransientError as error:
            return self._after_trouble(alert, error, record, now)
        self._tries.pop(alert.alert_id, None)
        repeated = self._begun.pop(alert.alert_id, 0)
        return Emit((_entry(alert, "sent", record, now, repeated=repeated),))

    def _begin(self, alert: Alert, known: LedgerEntry | None, record: Record, now: datetime) -> Output:
        was_begun = known is not None and known.state == "decided" and known.begun_at is not None
        repeated = (known.repeated if known else 0) + was_begun
        self._begun[alert.alert_id] = repeated
        if was_begun:
            log.warning("alert_sent_anew", alert=alert.alert_id, channel=alert.channel)
        return _entry(alert, "decided", record, now, begun_at=now, repeated=repeated)

    def _after_trouble(self, alert: Alert, error: TransientError, record: Record, now: datetime) -> Outcome:
        tries = self._tries[alert.alert_id] = self._tries.get(alert.alert_id, 0) + 1
        if self._give_up_after is None or tries < TRIES_LEAST or now - alert.decided_at < self._give_up_after:
            return Retry(f"channel {alert.channel}: {error}", error.retry_after_s)
        del self._tries[alert.alert_id]
        repeated = self._begun.pop(alert.alert_id, None)
        # What was given up is no longer begun with.
        ended = () if repeated is None else (_entry(alert, "decided", record, now, repeated=repeated),)
        return Dead("undeliverable", f"Channel {alert.channel}: {error}", alert.match.item_id, ended)


def _entry_of(alert: Alert, state: StateReader) -> LedgerEntry | None:
    written = state.lookup(topics.ALERTS_LEDGER.name, alert.alert_id)
    return LedgerEntry.model_validate_json(written) if written is not None else None


def _entry(alert: Alert, state: str, record: Record, now: datetime, **more: object) -> Output:
    told = alert.model_dump(include={"alert_id", "rule_id", "subject", "change", "channel", "again"})
    entry = LedgerEntry.model_validate({**told, "state": state, "at": now, **more})
    return output(topics.ALERTS_LEDGER, alert.alert_id, entry, record.headers)
