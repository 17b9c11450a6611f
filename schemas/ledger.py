"""alerts.ledger: which alerts were decided and sent."""

from typing import Literal

from schemas.model import Model, UtcTime


class LedgerEntry(Model):
    """The state of one alert; its key is the alert_id.

    decided → sent; `expired`: its channel is no longer set up. Since 1.1: `held`: gathered for a digest or counted, and part of
    another alert; `muted`: it came while its rule was silent; `again`: how often it was sent once more.
    """

    alert_id: str
    rule_id: str
    subject: str
    change: str
    channel: str
    state: Literal["decided", "sent", "expired", "held", "muted"]
    at: UtcTime
    again: int = 0
