"""news.alerts: a message to one channel."""

from schemas.match import Match
from schemas.model import Model, UtcTime


class Alert(Model):
    """One message. `alert_id` is a hash of the ledger key (rule, subject, change, channel): a channel that
    sees it twice can tell."""

    alert_id: str
    rule_id: str
    subject: str
    change: str
    channel: str
    decided_at: UtcTime
    match: Match
