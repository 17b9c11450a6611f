"""The live picture of a run: feeds, stages, relevant items as they come, alerts."""

from collections import Counter, deque
from dataclasses import dataclass, field

from producers.ports import PollReport
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from consumers.run import Turn
from consumers.topology import STREAM
from schemas import topics
from schemas.alert import Alert
from schemas.coverage import Coverage
from schemas.status import StageCounts
from wirewatch.logs import printable

KEPT_LINES = 8
FAILING_SHOWN = 6
_HEADLINE_WIDTH = 90


@dataclass(frozen=True, slots=True)
class RelevantItem:
    """A line of the picture."""

    headline: str
    source: str
    language: str
    topics: tuple[str, ...]


@dataclass
class Tally:
    """What a run did so far: told of polls and turns, read by the picture and the summary."""

    polls: dict[str, PollReport] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    sightings: int = 0
    stages: dict[str, StageCounts] = field(default_factory=dict)
    relevant: deque[RelevantItem] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))
    alerts: deque[Alert] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))
    alerts_decided: int = 0
    troubles: dict[str, str] = field(default_factory=dict)

    def polled(self, report: PollReport) -> None:
        """Count a poll."""
        self.polls[report.feed] = report
        self.outcomes[report.outcome] += 1
        self.sightings += report.items

    def turned(self, turn: Turn) -> tuple[RelevantItem | Alert, ...]:
        """Count a turn of a stage; what of it a person wants to see at once."""
        before = self.stages.get(turn.stage) or StageCounts(
            stage=turn.stage, read=0, emitted=0, skipped={}, dead=0
        )
        self.stages[turn.stage] = StageCounts(
            stage=turn.stage,
            read=before.read + turn.read,
            emitted=before.emitted + turn.emitted,
            skipped=dict(Counter(before.skipped) + turn.skipped),
            dead=before.dead + turn.dead,
        )
        if turn.trouble:
            self.troubles[turn.stage] = turn.trouble
        else:
            self.troubles.pop(turn.stage, None)
        news = tuple(self._news(turn))
        for each in news:
            (self.alerts if isinstance(each, Alert) else self.relevant).append(each)  # type: ignore[arg-type]
        return news

    def _news(self, turn: Turn) -> list[RelevantItem | Alert]:
        found: list[RelevantItem | Alert] = []
        for output in turn.outputs:
            if output.value is None:
                continue
            if output.topic == topics.COVERAGE.name:
                coverage = Coverage.model_validate_json(output.value)
                if not coverage.retracted and coverage.relevant:
                    found.append(_relevant_item(coverage))
            elif output.topic == topics.ALERTS.name:
                self.alerts_decided += 1
                found.append(Alert.model_validate_json(output.value))
        return found

    def failing(self) -> tuple[PollReport, ...]:
        """The feeds whose last poll failed."""
        return tuple(report for report in self.polls.values() if report.outcome == "failing")


def _relevant_item(coverage: Coverage) -> RelevantItem:
    named = dict.fromkeys(score.topic for verdict in coverage.verdicts for score in verdict.topics)
    headline = coverage.item.title or coverage.item.text.split("\n", 1)[0]
    return RelevantItem(headline, coverage.item.source.name, coverage.language, tuple(named))


def item_line(item: RelevantItem) -> Text:
    """A relevant item on one line: headline, source, topics."""
    headline = printable(item.headline)
    headline = headline if len(headline) <= _HEADLINE_WIDTH else headline[: _HEADLINE_WIDTH - 1] + "…"
    return Text.assemble(
        ("● ", "green"),
        headline,
        ("  " + printable(item.source), "cyan"),
        ("  " + ", ".join(item.topics), "dim"),
    )


def alert_line(alert: Alert) -> Text:
    """An alert on one line: rule, headline, source."""
    headline = printable(alert.match.title or alert.match.summary)
    return Text.assemble(
        ("▲ ", "bold red"), (printable(alert.match.rule_name), "bold"), "  ", headline,
        ("  " + printable(alert.match.source.name), "cyan"),
    )  # fmt: skip


def failing_line(report: PollReport) -> Text:
    """A failing feed on one line."""
    return Text.assemble(
        ("✗ ", "red"), printable(report.feed), ("  " + printable(report.error_text or ""), "red")
    )


def picture(tally: Tally, lags: dict[str, int], feeds: int, stopping: bool) -> RenderableType:
    """The whole picture."""
    parts: list[RenderableType] = [_feeds_line(tally, feeds), _stages(tally, lags)]
    failing = tally.failing()
    parts += [failing_line(report) for report in failing[:FAILING_SHOWN]]
    if len(failing) > FAILING_SHOWN:
        parts.append(Text(f"  … and {len(failing) - FAILING_SHOWN} more (wirewatch status)", "dim"))
    parts += [Text(f"! {stage}: {printable(trouble)}", "yellow") for stage, trouble in tally.troubles.items()]
    if tally.relevant:
        parts += [Text("Relevant", "bold"), *(item_line(item) for item in tally.relevant)]
    if tally.alerts:
        parts += [Text("Alerts", "bold"), *(alert_line(alert) for alert in tally.alerts)]
    hint = (
        "Stopping: finishing what was read …" if stopping else "Ctrl-C drains and stops · wirewatch search …"
    )
    return Group(*parts, Text(hint, "dim"))


def _feeds_line(tally: Tally, feeds: int) -> Text:
    last = Counter(report.outcome for report in tally.polls.values())
    return Text.assemble(
        ("Feeds  ", "bold"),
        f"{len(tally.polls)} of {feeds} polled: ",
        (f"{last['polled']} with news", "green"),
        f", {last['unchanged']} unchanged, ",
        (f"{last['failing']} failing", "red" if last["failing"] else ""),
        f"   {tally.sightings} entries",
    )


def _stages(tally: Tally, lags: dict[str, int]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column, justify in (("stage", "left"), ("read", "right"), ("passed on", "right"), ("ended", "right"),
                            ("dead", "right"), ("waiting", "right")):  # fmt: skip
        table.add_column(column, justify=justify, header_style="dim")  # type: ignore[arg-type]
    for spec in STREAM:
        if not spec.reads:
            continue
        counts = tally.stages.get(spec.name) or StageCounts(
            stage=spec.name, read=0, emitted=0, skipped={}, dead=0
        )
        dead = Text(str(counts.dead), "red" if counts.dead else "")
        ended = sum(counts.skipped.values())
        cells = (str(counts.read), str(counts.emitted), str(ended))
        table.add_row(spec.name, *cells, dead, str(lags.get(spec.name, 0)))
    return table
