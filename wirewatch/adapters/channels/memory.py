"""Alerts kept in a list: for tests, and for programs that use Wirewatch as a library."""

from schemas.alert import Alert


class MemoryChannel:
    """Keeps alerts in `sent`, in order."""

    def __init__(self, name: str = "memory") -> None:
        self._name = name
        self.sent: list[Alert] = []

    @property
    def name(self) -> str:
        """The name rules use."""
        return self._name

    def send(self, alert: Alert) -> None:
        """Keep the alert, once."""
        if all(kept.alert_id != alert.alert_id for kept in self.sent):
            self.sent.append(alert)
