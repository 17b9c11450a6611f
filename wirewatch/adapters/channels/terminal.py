"""Alerts on the screen, as plain text that cannot steer it."""

from collections.abc import Callable

from schemas.alert import Alert
from wirewatch.logs import printable

HEADLINE_MOST = 200
BECAUSE_MOST = 160


class TerminalChannel:
    """Shows alerts through `show`. It knows what it showed since it was made, and no more: a message can show
    again after a crash (docs/alerts.md)."""

    def __init__(self, show: Callable[[str], None], name: str = "terminal") -> None:
        self._show = show
        self._name = name
        self._shown: set[str] = set()

    @property
    def name(self) -> str:
        """The name rules use."""
        return self._name

    def send(self, alert: Alert) -> None:
        """Show the alert, once."""
        if alert.alert_id not in self._shown:
            self._show(alert_text(alert))
            self._shown.add(alert.alert_id)


def alert_text(alert: Alert) -> str:
    """An alert in up to three lines: rule and headline; source, date and link; why."""
    match = alert.match
    dated = f"{match.published_at:%Y-%m-%d %H:%M} UTC" if match.published_at else ""
    copies = f"{match.story.copies} copies" if match.story.copies > 1 else ""
    lines = [
        f"ALERT {_line(match.rule_name)}: {_line(match.title or match.summary, HEADLINE_MOST)}",
        "  " + " · ".join(part for part in (_line(match.publisher or match.source.name), dated, copies, _line(match.link or "")) if part),
    ]  # fmt: skip
    if match.explanation:
        lines.append("  because " + _because(alert))
    return "\n".join(lines)


def _because(alert: Alert) -> str:
    words = []
    for clause in alert.match.explanation:
        seen = ", ".join(dict.fromkeys(span.surface for span in clause.spans))
        words.append(f"{clause.clause} ({seen})" if seen and seen != clause.clause else clause.clause)
    return _line("; ".join(words), BECAUSE_MOST)


def _line(text: str, most: int = 1_000) -> str:
    """One printable line of at most so many characters."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"
