"""rules.mutes: rules a person silenced."""

from schemas.model import Model, UtcTime


class Mute(Model):
    """A rule sends nothing until a moment; what matches meanwhile never alerts. A moment gone by is no mute."""

    rule_id: str
    until: UtcTime
    by: str = ""
    at: UtcTime
