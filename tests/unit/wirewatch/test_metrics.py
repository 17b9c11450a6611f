"""What Prometheus reads."""

from collections import Counter

from consumers.run import Turn
from producers.ports import PollReport
from wirewatch.metrics import Metrics


def value_of(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_a_turn_counts_its_records_by_outcome_and_reason() -> None:
    metrics = Metrics()
    turn = Turn("classify", 5, 2, Counter({"repeat": 2}), 1, took_s=0.03)
    metrics.turned(turn)
    metrics.turned(turn)
    for outcome, count in (("emitted", 4), ("skipped", 4), ("dead", 2)):
        assert value_of(metrics, "wirewatch_records_total", stage="classify", outcome=outcome) == count
    assert value_of(metrics, "wirewatch_skipped_total", stage="classify", reason="repeat") == 4
    assert value_of(metrics, "wirewatch_batch_seconds_count", stage="classify") == 2
    assert value_of(metrics, "wirewatch_batch_seconds_bucket", stage="classify", le="0.02") == 0
    assert value_of(metrics, "wirewatch_retries_total", stage="classify") is None


def test_a_turn_in_trouble_counts_as_a_retry() -> None:
    metrics = Metrics()
    metrics.turned(Turn("index", trouble="the index is away", wait_s=1))
    assert value_of(metrics, "wirewatch_retries_total", stage="index") == 1
    assert value_of(metrics, "wirewatch_batch_seconds_count", stage="index") is None


def test_the_delay_of_live_news_is_told_in_the_publishers_part_and_ours() -> None:
    metrics = Metrics()
    metrics.polled(PollReport("https://w/rss", "w", "The Wire", "polled", 3, 2, delays_s=(40.0, 400.0)))
    metrics.turned(Turn("classify", 1, 1, ages_s=(1.0,)))
    metrics.turned(Turn("index", 2, 2, ages_s=(2.0, 3.0)))
    metrics.turned(Turn("send", 1, 1, ages_s=(4.0,)))
    sums = {
        part: value_of(metrics, "wirewatch_delay_seconds_sum", part=part)
        for part in ("seen", "indexed", "alerted")
    }
    assert sums == {"seen": 440.0, "indexed": 5.0, "alerted": 4.0}


def test_polls_are_counted_by_outcome_and_error_and_no_address_is_a_label() -> None:
    metrics = Metrics()
    metrics.polled(PollReport("https://secret@w/rss", "w", "The Wire", "failing", error="timeout", dead=1))
    metrics.lagged({"index": 7})
    text = metrics.text().decode()
    assert 'wirewatch_polls_total{outcome="failing"} 1.0' in text
    assert 'wirewatch_poll_errors_total{error="timeout"} 1.0' in text
    assert 'wirewatch_records_total{outcome="dead",stage="poll"} 1.0' in text
    assert 'wirewatch_lag_records{stage="index"} 7.0' in text
    assert "secret" not in text
    assert "The Wire" not in text
