"""The Kafka client's log lines are let through once a minute for each place in its code."""

import logging

from wirewatch.adapters.kafka_log.quiet import OncePerMinute


def line(number: int, text: str = "broker %s is away") -> logging.LogRecord:
    return logging.LogRecord("kafka.net", logging.ERROR, "net.py", number, text, ("1",), None)


def test_a_line_that_repeats_is_let_through_once_and_others_beside_it() -> None:
    once = OncePerMinute()
    assert [once.filter(line(7)) for _ in range(3)] == [True, False, False]
    assert once.filter(line(8))


def test_a_minute_later_it_says_how_many_were_kept_back(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    now = 1000.0
    monkeypatch.setattr("wirewatch.adapters.kafka_log.quiet.time.monotonic", lambda: now)
    once = OncePerMinute()
    for _ in range(4):
        once.filter(line(7))
    now += 61
    again = line(7)
    assert once.filter(again)
    assert again.getMessage() == "broker 1 is away (3 more like it)"
