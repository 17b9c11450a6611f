"""send: hands alerts to channels, and writes down what was handed over."""

from collections.abc import Mapping
from datetime import datetime

import structlog

from consumers.batch import RecordStage
from consumers.outputs import output, read
from consumers.ports import Channel, Output, Record, StateReader
from consumers.stage import Emit, Outcome, Retry, Skip
from consumers.topology import SEND
from schemas import topics
from schemas.alert import Alert
from schemas.errors import TransientError
from schemas.ledger import LedgerEntry

log = structlog.get_logger()


class SendStage(RecordStage):
    """Sends alerts, in order. After a channel's passing trouble nothing more of the batch is sent: the loop
    commits what went out, waits, and comes back to the alert that did not."""

    spec = SEND

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = dict(channels)

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """Emit with the ledger entry where an alert was handed over; Retry where it was not."""
        alert = read(Alert, topics.ALERTS, record)
        written = state.lookup(topics.ALERTS_LEDGER.name, alert.alert_id)
        if written is not None and LedgerEntry.model_validate_json(written).state != "decided":
            return Skip("already")
        channel = self._channels.get(alert.channel)
        if channel is None:
            log.warning("alert_without_channel", rule=alert.match.rule_name, channel=alert.channel)
            return Skip("no_channel", (_entry(alert, "expired", record, now),))
        try:
            channel.send(alert)
        except TransientError as error:
            return Retry(f"channel {alert.channel}: {error}", error.retry_after_s)
        return Emit((_entry(alert, "sent", record, now),))


def _entry(alert: Alert, state: str, record: Record, now: datetime) -> Output:
    entry = LedgerEntry.model_validate(
        {**alert.model_dump(include={"alert_id", "rule_id", "subject", "change", "channel"}), "state": state, "at": now}
    )  # fmt: skip
    return output(topics.ALERTS_LEDGER, alert.alert_id, entry, record.headers)
