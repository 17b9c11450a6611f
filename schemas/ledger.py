"""alerts.ledger: which alerts were decided and sent."""

from typing import Literal

from schemas.model import Model, UtcTime


class LedgerEntry(Model):
    """The state of one alert; its key is the alert_id."""

    alert_id: str
    rule_id: str
    subject: str
    change: str
    channel: str
    state: Literal["decided", "sent", "expired"]
    at: UtcTime
