"""What people do about alerts: look at them, take them on, have them sent again, silence a rule. Reads and writes the log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from consumers.outputs import output
from consumers.ports import Log, Output
from schemas import topics
from schemas.acknowledgement import Acknowledgement
from schemas.alert import Alert
from schemas.errors import WirewatchError
from schemas.ledger import LedgerEntry
from schemas.mute import Mute
from schemas.wire import headers_of
from wirewatch.status import alerts_of

GROUP = "wirewatch.alerting"


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert with what became of it: its ledger entry, and who took it on."""

    alert: Alert
    entry: LedgerEntry | None
    taken_on: Acknowledgement | None

    @property
    def state(self) -> str:
        """In a word or two."""
        sent = self.entry.state if self.entry else "decided"
        again = f", re-sent {self.entry.again}×" if self.entry and self.entry.again else ""
        anew = f", re-sent {self.entry.repeated}× after a crash" if self.entry and self.entry.repeated else ""
        return f"{sent}{again}{anew}"


def standing(log: Log) -> Iterator[Standing]:
    """Every alert that is kept, oldest first, as it stands now."""
    entries = dict(log.compacted(topics.ALERTS_LEDGER.name))
    acks = dict(log.compacted(topics.ALERTS_ACKS.name))
    newest: dict[str, Alert] = {}
    for alert in alerts_of(log):
        newest[alert.alert_id] = alert
    for alert_id, alert in newest.items():
        entry, ack = entries.get(alert_id), acks.get(alert_id)
        yield Standing(
            alert,
            LedgerEntry.model_validate_json(entry) if entry else None,
            Acknowledgement.model_validate_json(ack) if ack else None,
        )


def find_alerts(log: Log, name: str) -> Sequence[Standing]:
    """The alerts whose id begins with this name. Raises WirewatchError where there is none, or where several different ones are
    meant."""
    found = [each for each in standing(log) if each.alert.alert_id.startswith(name)]
    if not found:
        raise WirewatchError(f"There is no alert {name}; `wirewatch alerts list` shows those there are.")
    if len(found) > 1:
        raise WirewatchError(f"{len(found)} alerts begin with {name}: write more of its id.")
    return found


def take_on(log: Log, alert: Alert, by: str, note: str, now: datetime) -> None:
    """Write down that a person has seen to an alert."""
    ack = Acknowledgement(alert_id=alert.alert_id, by=by, at=now, note=note)
    _commit(log, [output(topics.ALERTS_ACKS, alert.alert_id, ack)])


def send_again(log: Log, alert: Alert) -> Alert:
    """Have an alert sent once more, in its channel, under the same id; the alert as it goes out."""
    again = alert.model_copy(update={"again": alert.again + 1})
    _commit(log, [output(topics.ALERTS, alert.channel, again, headers_of(topics.ALERTS))])
    return again


def mute(log: Log, rule_id: str, until: datetime, by: str, now: datetime) -> None:
    """Silence a rule until a moment; one that is past lets it speak again."""
    silenced = Mute(rule_id=rule_id, until=until, by=by, at=now)
    _commit(log, [output(topics.RULES_MUTES, rule_id, silenced)])


def mutes_of(log: Log) -> dict[str, Mute]:
    """The mutes of all rules that ever had one, those gone by too."""
    return {key: Mute.model_validate_json(value) for key, value in log.compacted(topics.RULES_MUTES.name)}


def _commit(log: Log, outputs: Sequence[Output]) -> None:
    stage = log.open_stage(GROUP)
    try:
        stage.commit(outputs, {})
    finally:
        stage.close()
