"""news.alerts: a message to one channel."""

from typing import Literal

from schemas.match import Match
from schemas.model import Model, UtcTime

AlertKind = Literal["first", "update", "digest", "count", "spike", "silence", "alarm"]
Priority = Literal["low", "normal", "high", "urgent"]


class Alert(Model):
    """One message. `alert_id` is a hash of the ledger key (rule, subject, change, channel): a channel that
    sees it twice can tell.

    Since 1.2: `kind` says why it is sent: the first report, a material change of it (`update`), what was gathered (`digest`),
    so many in a time (`count`), more than is usual (`spike`), nothing for a time (`silence`), the program's own trouble (`alarm`).
    `match` is the report it is about, the newest where there are several, `others` the rest of them, newest first, and
    `left_out` how many more there were; `note` says why in words. `again` counts how often a person had it sent once more.
    """

    alert_id: str
    rule_id: str
    subject: str
    change: str
    channel: str
    decided_at: UtcTime
    match: Match
    kind: AlertKind = "first"
    others: tuple[Match, ...] = ()
    left_out: int = 0
    note: str = ""
    priority: Priority = "normal"
    tags: tuple[str, ...] = ()
    owner: str = ""
    team: str = ""
    template: str = ""
    again: int = 0
