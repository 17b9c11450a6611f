"""The alerts file over crashes, full disks and other people's hands."""

import json
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from schemas.alert import Alert
from schemas.coverage import Story
from schemas.errors import ConfigurationError, TransientError
from schemas.match import Match
from schemas.source import Source
from wirewatch.adapters.channels.jsonl import JsonLinesChannel

AT = datetime(2026, 3, 3, 8, tzinfo=UTC)


def alert(alert_id: str, title: str = "Порты договорились") -> Alert:
    match = Match(
        rule_id="ports",
        rule_name="Порты",
        channels=("jsonl",),
        item_id="a",
        revision=1,
        origin="live",
        source=Source(id="s", name="S"),
        title=title,
        summary="",
        link=None,
        language="ru",
        topics=(),
        published_at=None,
        first_seen_at=AT,
        story=Story(story_id="a", copies=1, sources=("s",), first_seen_at=AT),
        explanation=(),
    )
    return Alert(
        alert_id=alert_id, rule_id="ports", subject="a", change="first", channel="jsonl", decided_at=AT, match=match
    )  # fmt: skip


@contextmanager
def disk_with_room(size: int) -> Iterator[None]:
    """No file can grow beyond `size`: the kernel takes what fits and refuses the rest, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def ids(path: Path) -> list[str]:
    return [json.loads(line)["alert_id"] for line in path.read_text("utf-8").splitlines()]


def test_what_the_file_holds_is_not_written_again_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    first = JsonLinesChannel(path)
    first.send(alert("1"))
    first.close()
    second = JsonLinesChannel(path)
    second.send(alert("1"))
    second.send(alert("2"))
    second.close()
    assert ids(path) == ["1", "2"]


@pytest.mark.parametrize("left", [1, 40, -2])
def test_a_torn_last_line_is_cut_said_and_written_anew(tmp_path: Path, left: int) -> None:
    path = tmp_path / "alerts.jsonl"
    channel = JsonLinesChannel(path)
    channel.send(alert("1"))
    whole = path.stat().st_size
    channel.send(alert("2"))
    channel.close()
    os.truncate(path, whole + left if left > 0 else path.stat().st_size + left)
    with capture_logs() as said:
        again = JsonLinesChannel(path)
    assert [line["event"] for line in said] == ["torn_last_line_cut"]
    assert ids(path) == ["1"]
    again.send(alert("2"))
    again.close()
    assert ids(path) == ["1", "2"]


def test_a_last_line_that_lacks_only_its_end_stays(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    channel = JsonLinesChannel(path)
    channel.send(alert("1"))
    channel.close()
    os.truncate(path, path.stat().st_size - 1)
    again = JsonLinesChannel(path)
    again.send(alert("1"))
    again.send(alert("2"))
    again.close()
    assert ids(path) == ["1", "2"]


def test_lines_of_other_hands_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    path.write_bytes(b'# my note\n{"alert_id": 7}\n\xff\n')
    with capture_logs() as said:
        channel = JsonLinesChannel(path)
    channel.send(alert("1"))
    channel.close()
    assert path.read_bytes().startswith(b'# my note\n{"alert_id": 7}\n\xff\n{')
    assert [line["event"] for line in said] == ["line_is_no_alert"] * 3


def test_an_emptied_file_is_written_on(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    channel = JsonLinesChannel(path)
    channel.send(alert("1"))
    os.truncate(path, 0)
    channel.send(alert("2"))
    channel.close()
    assert ids(path) == ["2"]


def test_a_disk_that_takes_half_a_line_leaves_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    channel = JsonLinesChannel(path)
    channel.send(alert("1"))
    with (
        disk_with_room(path.stat().st_size + 100),
        pytest.raises(TransientError, match="could not be written"),
    ):
        channel.send(alert("2"))
    assert ids(path) == ["1"]
    channel.send(alert("2"))
    channel.close()
    assert ids(path) == ["1", "2"]


def test_a_folder_that_is_a_file_is_a_mistake_to_mend(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(ConfigurationError, match="alerts_file"):
        JsonLinesChannel(tmp_path / "taken" / "alerts.jsonl")
