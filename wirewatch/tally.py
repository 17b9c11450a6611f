"""What a run did so far: told of polls and turns, read by the live picture and the summary."""

import threading
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime

from consumers.outputs import just_written
from consumers.run import Turn
from consumers.topology import CLASSIFY, CLUSTER, EXTRACT, INDEX
from producers.ports import PollReport
from schemas import topics
from schemas.alert import Alert
from schemas.coverage import Coverage
from schemas.feed_state import FeedHealth
from schemas.status import FeedStatus, RunSummary, StageCounts
from wirewatch.delays import PART_OF_STAGE, Delays

KEPT_LINES = 8
_TO_INDEX = (CLASSIFY, EXTRACT, CLUSTER, INDEX)
"""The stages an item passes; where a record of a later one dies, its item is indexed all the same."""
_HEALTH: dict[str, FeedHealth] = {"polled": "ok", "unchanged": "unchanged", "failing": "failing"}


@dataclass(frozen=True, slots=True)
class RelevantItem:
    """A line of the picture."""

    headline: str
    source: str
    language: str
    topics: tuple[str, ...]


@dataclass
class Tally:
    """Counts of one run. Polls are told on one thread, turns on another; `lock` keeps a reader's view whole."""

    polls: dict[str, PollReport] = field(default_factory=dict)
    sightings: int = 0
    dead_entries: int = 0
    irrelevant: int = 0
    completed: int = 0
    twice: int = 0
    stages: dict[str, StageCounts] = field(default_factory=dict)
    relevant: deque[RelevantItem] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))
    alerts: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))
    alerts_decided: set[tuple[str, str, str]] = field(default_factory=set)
    troubles: dict[str, str] = field(default_factory=dict)
    delays: Delays = field(default_factory=Delays)
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def polled(self, report: PollReport) -> None:
        """Count a poll."""
        with self.lock:
            self.polls[report.feed] = report
            self.sightings += report.new
            self.dead_entries += report.dead
            self.delays.add("seen", report.delays_s)

    def alerted(self, text: str) -> None:
        """Keep an alert as the terminal channel words it."""
        with self.lock:
            self.alerts.append(text)

    def turned(self, turn: Turn) -> tuple[RelevantItem, ...]:
        """Count a turn of a stage; the relevant items it brought."""
        with self.lock:
            before = self.counts(turn.stage)
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
            if part := PART_OF_STAGE.get(turn.stage):
                self.delays.add(part, turn.ages_s)
            self.irrelevant += sum(output.topic == topics.DROPPED.name for output in turn.outputs)
            return tuple(self._news(turn))

    def counts(self, stage: str) -> StageCounts:
        """What a stage did."""
        return self.stages.get(stage) or StageCounts(stage=stage, read=0, emitted=0, skipped={}, dead=0)

    def failing(self) -> tuple[PollReport, ...]:
        """The feeds whose last poll failed."""
        return tuple(report for report in self.polls.values() if report.outcome == "failing")

    def summary(self, started_at: datetime, finished_at: datetime, *, drained: bool) -> RunSummary:
        """What the run did: feeds by their last poll, and what became of each entry that was new to its feed."""
        feeds = Counter(report.outcome for report in self.polls.values())
        skipped = self.counts(CLASSIFY.name).skipped
        return RunSummary(
            started_at=started_at,
            finished_at=finished_at,
            feeds_polled=feeds["polled"],
            feeds_unchanged=feeds["unchanged"],
            feeds_failing=feeds["failing"],
            sightings=self.sightings + self.dead_entries,
            repeats=skipped.get("repeat", 0) + skipped.get("poorer_copy", 0),
            indexed=self.counts(INDEX.name).emitted - self.twice,
            completed=self.completed,
            irrelevant=self.irrelevant,
            dead=self.dead_entries + sum(self.counts(spec.name).dead for spec in _TO_INDEX),
            alerts=len(self.alerts_decided),
            drained=drained,
            stages=tuple(self.stages.values()),
            failing=tuple(_feed_status(report) for report in self.failing()),
            delays=tuple(self.delays.told()),
        )

    def _news(self, turn: Turn) -> list[RelevantItem]:
        found: list[RelevantItem] = []
        for output in turn.outputs:
            if output.value is None:
                continue
            if output.topic == topics.COVERAGE.name:
                coverage = just_written(Coverage, output.value) or Coverage.model_validate_json(output.value)
                if coverage.item.text_from == "page":  # the item was indexed before, with what its feed gave
                    self.completed += not coverage.retracted
                    self.twice += 1 + coverage.retracted
                    continue
                if not coverage.retracted and coverage.relevant:
                    found.append(relevant := _relevant_item(coverage))
                    self.relevant.append(relevant)
            elif output.topic == topics.ALERTS.name:
                alert = Alert.model_validate_json(output.value)
                self.alerts_decided.add((alert.rule_id, alert.subject, alert.change))  # once for all channels
        return found


def _relevant_item(coverage: Coverage) -> RelevantItem:
    named = dict.fromkeys(score.topic for verdict in coverage.verdicts for score in verdict.topics)
    headline = coverage.item.title or coverage.item.text.split("\n", 1)[0]
    return RelevantItem(headline, coverage.item.published_by, coverage.language, tuple(named))


def _feed_status(report: PollReport) -> FeedStatus:
    return FeedStatus(
        feed=report.feed,
        source_id=report.source_id,
        health=_HEALTH[report.outcome],
        items=report.new,
        polls=1,
        failures=int(report.outcome == "failing"),
        error=report.error,
        error_text=report.error_text,
    )
