"""alerts.acks: alerts a person has seen to."""

from schemas.model import Model, UtcTime


class Acknowledgement(Model):
    """Who took an alert on, when, and what they said; its key is the alert_id."""

    alert_id: str
    by: str = ""
    at: UtcTime
    note: str = ""
