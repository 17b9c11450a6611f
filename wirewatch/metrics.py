"""Figures of a process for Prometheus: told of polls and turns, read over HTTP (monitor.py).

Labels are bounded: stages, outcomes, and closed vocabularies of reasons. Never an address, a name or an item.
"""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from consumers.run import Turn
from producers.ports import PollReport
from wirewatch.delays import PART_OF_STAGE

_BATCH_S = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_DELAY_S = (1, 5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 43200, 86400)


class Metrics:
    """The figures of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._records = self._counter(
            "wirewatch_records", "Records a stage has read, by what became of them.", "stage", "outcome"
        )
        self._skipped = self._counter(
            "wirewatch_skipped", "Records that ended at a stage, by reason.", "stage", "reason"
        )
        self._retries = self._counter("wirewatch_retries", "Turns that met passing trouble.", "stage")
        self._batch = Histogram(
            "wirewatch_batch_seconds", "Seconds from reading a batch to its commit.", ["stage"],
            buckets=_BATCH_S, registry=self.registry,
        )  # fmt: skip
        self._lag = Gauge(
            "wirewatch_lag_records", "Records that wait for a stage.", ["stage"], registry=self.registry
        )
        self._polls = self._counter("wirewatch_polls", "Polls of feeds.", "outcome")
        self._errors = self._counter("wirewatch_poll_errors", "Polls that failed, by error code.", "error")
        self._gaps = self._counter(
            "wirewatch_gaps", "Polls that found a whole window of entries new: some may have been missed."
        )
        self._sightings = self._counter("wirewatch_sightings", "Entries that were new to their feed.")
        self._delay = Histogram(
            "wirewatch_delay_seconds",
            "How old live news is. part=seen: from the time of publication it claims to our poll (the publisher's share, "
            "and the time between polls); indexed, alerted: from our poll on (ours).",
            ["part"], buckets=_DELAY_S, registry=self.registry,
        )  # fmt: skip

    def polled(self, report: PollReport) -> None:
        """Count a poll."""
        self._polls.labels(report.outcome).inc()
        self._sightings.inc(report.new)
        if report.dead:
            self._records.labels("poll", "dead").inc(report.dead)
        if report.gap_s is not None:
            self._gaps.inc()
        if report.error:
            self._errors.labels(report.error).inc()
        for delay_s in report.delays_s:
            self._delay.labels("seen").observe(delay_s)

    def turned(self, turn: Turn) -> None:
        """Count a turn of a stage."""
        counts = {"emitted": turn.emitted, "skipped": turn.skipped.total(), "dead": turn.dead}
        for outcome, count in counts.items():
            self._records.labels(turn.stage, outcome).inc(count)
        for reason, count in turn.skipped.items():
            self._skipped.labels(turn.stage, reason).inc(count)
        if turn.trouble:
            self._retries.labels(turn.stage).inc()
        if turn.read:
            self._batch.labels(turn.stage).observe(turn.took_s)
        part = PART_OF_STAGE.get(turn.stage)
        if part is not None:
            for age_s in turn.ages_s:
                self._delay.labels(part).observe(age_s)

    def dead(self) -> dict[str, int]:
        """How many records died in each stage since this process started."""
        return {
            sample.labels["stage"]: int(sample.value)
            for metric in self._records.collect()
            for sample in metric.samples
            if sample.name.endswith("_total") and sample.labels["outcome"] == "dead" and sample.value
        }

    def lagged(self, lags: Mapping[str, int]) -> None:
        """How many records wait for each stage, now."""
        for stage, lag in lags.items():
            self._lag.labels(stage).set(lag)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(name, about, labels, registry=self.registry)
