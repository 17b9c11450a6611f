"""rules.state: what a rule remembers between matches."""

from pydantic import Field

from schemas.match import Match
from schemas.model import Model, UtcTime


class Counted(Model):
    """A subject that counts, and when it came."""

    subject: str
    at: UtcTime


class Waiting(Model):
    """A report whose page is being fetched, and until when its alert waits for that."""

    match: Match
    until: UtcTime
    headers: dict[str, str] = Field(default_factory=dict)


class RuleState(Model):
    """What decide remembers of one rule; its key is the rule_id, and whoever holds that key writes it.

    `held` wait for `release_at`, oldest first, and `left_out` more are only counted; `why_held` says why. `counted` are those
    within the rule's window, `past` how many came in each hour (its beginning, count) of the days a spike is measured against.
    `waiting` are those whose whole text is awaited. `sent_at` are the alerts of the last hour. `told_silence` says that the silence since `last_at` was told.
    """

    rule_id: str
    held: tuple[Match, ...] = ()
    left_out: int = 0
    release_at: UtcTime | None = None
    why_held: str = ""
    counted: tuple[Counted, ...] = ()
    newest: tuple[Match, ...] = ()
    past: tuple[tuple[UtcTime, int], ...] = ()
    sent_at: tuple[UtcTime, ...] = ()
    last: Match | None = None
    last_at: UtcTime | None = None
    told_silence: bool = False
    fired_at: UtcTime | None = None
    waiting: tuple[Waiting, ...] = ()
