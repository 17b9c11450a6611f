"""alerts.ledger: which alerts were decided and sent."""

from typing import Literal

from schemas.model import Model, UtcTime


class LedgerEntry(Model):
    """The state of one alert; its key is the alert_id.

    decided → sent; `expired`: its channel is no longer set up. Since 1.1: `held`: gathered for a digest or counted, and part of
    another alert; `muted`: it came while its rule was silent; `again`: how often it was sent once more. Since 1.2: `begun_at`: when it
    began to be handed to a channel outside; `repeated`: how often that was done anew because a process had ended between beginning and
    writing down that it was done, so that the channel may have it more than once.
    """

    alert_id: str
    rule_id: str
    subject: str
    change: str
    channel: str
    state: Literal["decided", "sent", "expired", "held", "muted"]
    at: UtcTime
    again: int = 0
    begun_at: UtcTime | None = None
    repeated: int = 0
