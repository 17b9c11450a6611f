"""Journal and alerts do not grow for ever, and nothing is sent twice for it."""

import json
from pathlib import Path

import structlog

from schemas.alert import Alert
from schemas.match import Match
from tests.builders import NOW, item, story
from wirewatch.adapters.bounded_file import BoundedText, aside
from wirewatch.adapters.channels.jsonl import JsonLinesChannel
from wirewatch.logs import start_logging


def alert(number: int) -> Alert:
    seen = item(f"wire:{number}")
    match = Match(
        rule_id="r", rule_name="Rule", channels=("jsonl",), item_id=seen.item_id, revision=1, origin="live", source=seen.source,
        title=seen.title, summary="", link=None, language="en", topics=(), published_at=NOW, first_seen_at=NOW, story=story(seen),
        explanation=(),
    )  # fmt: skip
    return Alert(
        alert_id=f"{number:032}",
        rule_id="r",
        subject=seen.item_id,
        change="first",
        channel="jsonl",
        decided_at=NOW,
        match=match,
    )


def ids(file: Path) -> list[int]:
    return (
        [int(json.loads(line)["alert_id"]) for line in file.read_text().splitlines()]
        if file.is_file()
        else []
    )


def test_a_full_alerts_file_is_put_aside_whole_and_a_new_one_begun(tmp_path: Path) -> None:
    file = tmp_path / "alerts.jsonl"
    channel = JsonLinesChannel(file, max_bytes=3_000)
    line = len(alert(0).model_dump_json()) + 1
    for number in range(10):
        channel.send(alert(number))
        assert file.stat().st_size <= 3_000
    held = 3_000 // line
    assert held >= 2
    assert ids(aside(file)) + ids(file) == list(range(10))[-len(ids(aside(file)) + ids(file)) :]
    assert len(ids(aside(file))) == held
    channel.close()


def test_what_was_put_aside_is_not_written_again_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "alerts.jsonl"
    channel = JsonLinesChannel(file, max_bytes=3_000)
    for number in range(4):
        channel.send(alert(number))
    channel.close()
    assert ids(aside(file))
    again = JsonLinesChannel(file, max_bytes=3_000)
    for number in range(4):
        again.send(alert(number))
    again.close()
    assert sorted(ids(aside(file)) + ids(file)) == [0, 1, 2, 3]


def test_one_alert_larger_than_the_bound_is_written_all_the_same(tmp_path: Path) -> None:
    channel = JsonLinesChannel(tmp_path / "alerts.jsonl", max_bytes=10)
    channel.send(alert(1))
    channel.close()
    assert ids(tmp_path / "alerts.jsonl") == [1]


def test_the_journal_keeps_its_bound_and_the_last_full_one(tmp_path: Path) -> None:
    file = tmp_path / "wirewatch.log"
    journal = BoundedText(file, 1_000)
    for number in range(200):
        journal.write(f"line {number:03} of the journal\n")
        assert file.stat().st_size <= 1_000
    journal.close()
    kept = (aside(file).read_text() + file.read_text()).splitlines()
    assert kept == [f"line {number:03} of the journal" for number in range(200)][-len(kept) :]
    assert len(kept) > 40


def test_logging_writes_through_a_bounded_journal(tmp_path: Path) -> None:
    file = tmp_path / "wirewatch.log"
    try:
        start_logging("WARNING", file, max_bytes=2_000)
        for number in range(100):
            structlog.get_logger().warning("stage_waits", stage="index", number=number)
        assert json.loads(file.read_text().splitlines()[-1])["number"] == 99
        assert file.stat().st_size <= 2_000
        assert aside(file).is_file()
    finally:
        start_logging("WARNING")
