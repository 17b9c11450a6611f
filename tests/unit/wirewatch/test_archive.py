"""Closed days outlive the log: archived whole, read as one with it, found out where they were changed."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import fsspec
import pytest

from consumers.ports import Log, Output, Position
from consumers.replay.archive import ArchivedHistory, archive_closed_days, archived_before
from consumers.replay.history import refuse_what_is_gone
from schemas.errors import ConfigurationError, TransientError
from schemas.topics import ITEMS
from wirewatch.adapters import sqlite_log
from wirewatch.adapters.archive import FileArchive
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.retention import expire
from wirewatch.settings import Retention

FIRST = datetime(2026, 5, 1, 9, tzinfo=UTC)
NOW = FIRST + timedelta(days=10)


class Clock:
    """Stands in for the log's clock."""

    at = FIRST

    @classmethod
    def now(cls, zone: object) -> datetime:
        return cls.at

    fromtimestamp = staticmethod(datetime.fromtimestamp)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    """Ten days of two records a day in each of two partitions, the last a day without any in one of them."""
    monkeypatch.setattr(sqlite_log.stage_log, "datetime", Clock)
    opened = SqliteLog(tmp_path / "log.db", partitions=2)
    stage = opened.open_stage("wirewatch.poll")
    for day in range(10):
        for n in range(4):
            Clock.at = FIRST + timedelta(days=day, hours=n)
            value = b"\xff not utf-8" if (day, n) == (3, 0) else f'{{"day": {day}, "n": "№{n}"}}'.encode()
            stage.commit([Output(ITEMS.name, f"k{n}", value, {"origin": "live", "n": str(n)})], {})
    stage.close()
    yield opened
    opened.close()


@pytest.fixture(params=["folder", "memory://archive"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FileArchive]:
    """An archive in a folder, and one behind an address as object stores are."""
    yield FileArchive(str(tmp_path / "archive") if request.param == "folder" else request.param)
    fsspec.filesystem("memory").store.clear()


def whole(log: Log) -> dict[int, list[object]]:
    return {n: list(log.records(ITEMS.name, 0, n)) for n in log.bounds(ITEMS.name)}


def test_closed_days_are_archived_once_and_read_back_record_by_record(log: Log, archive: FileArchive) -> None:
    before = whole(log)
    assert all(before.values())
    written = archive_closed_days(log, archive, NOW - timedelta(days=1))
    assert [held.day for held in written] == [date(2026, 5, day) for day in range(1, 10)]
    assert archive_closed_days(log, archive, NOW - timedelta(days=1)) == ()
    assert archive.days() == written
    assert archived_before(log, archive) == datetime(2026, 5, 10, tzinfo=UTC)
    assert [held.day for held in archive_closed_days(log, archive, NOW)] == [date(2026, 5, 10)]
    read = {n: [record for day in archive.days() for record in archive.read(day, n)] for n in before}
    assert read == before
    assert archive.size_bytes() > 0


def test_the_log_lets_go_only_of_what_the_archive_holds_and_both_are_read_as_one(
    log: Log, archive: FileArchive
) -> None:
    before = whole(log)
    reader = log.open_stage("wirewatch.classify", [ITEMS.name])
    reader.commit([], {Position(ITEMS.name, n): held.next for n, held in log.bounds(ITEMS.name).items()})
    gone = expire(log, Retention(items_days=0), NOW - timedelta(hours=20), archive)
    assert gone[ITEMS.name] == 36
    history = ArchivedHistory(archive, log)
    assert {n: list(history.records(n)) for n in before} == before
    assert {n: held.first for n, held in history.bounds().items()} == {0: 0, 1: 0}
    assert history.since() is None
    half = {n: list(history.records(n, 7)) for n in before}
    assert half == {n: [record for record in records if record.offset >= 7] for n, records in before.items()}  # type: ignore[attr-defined]


def test_a_range_that_neither_holds_is_refused_with_the_first_day_there_is(
    log: Log, archive: FileArchive
) -> None:
    expire(log, Retention(items_days=0), NOW, archive)
    for held in archive.days()[:4]:
        archive.drop(held)
    history = ArchivedHistory(archive, log)
    assert history.since() == datetime(2026, 5, 5, tzinfo=UTC)
    refuse_what_is_gone(history, datetime(2026, 5, 5, tzinfo=UTC))
    refuse_what_is_gone(history, None)
    with pytest.raises(ConfigurationError, match="first day available is 2026-05-05"):
        refuse_what_is_gone(history, datetime(2026, 5, 4, tzinfo=UTC))


def test_a_day_lost_in_the_middle_ends_what_is_held_there(log: Log, archive: FileArchive) -> None:
    expire(log, Retention(items_days=0), NOW, archive)
    archive.drop(archive.days()[5])
    history = ArchivedHistory(archive, log)
    assert history.since() == datetime(2026, 5, 7, tzinfo=UTC)
    assert min(record.written_at for record in history.records(0)) >= datetime(2026, 5, 7, tzinfo=UTC)


def test_old_days_go_from_the_archive_when_their_time_has_come(log: Log, archive: FileArchive) -> None:
    expire(log, Retention(items_days=0, archive_days=3), NOW, archive)
    assert [held.day.day for held in archive.days()] == [8, 9, 10]


def test_a_file_that_was_changed_is_found_out_and_a_half_written_day_does_not_count(
    log: Log, tmp_path: Path
) -> None:
    archive = FileArchive(str(tmp_path / "archive"))
    (first, *_) = archive_closed_days(log, archive, NOW)
    folder = tmp_path / "archive" / ITEMS.name / "2026-05-01"
    part = folder / first.parts[0].file
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    with pytest.raises(ConfigurationError, match="SHA-256"):
        list(archive.read(first, first.parts[0].partition))
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["day"], manifest["topic"]) == ("2026-05-01", ITEMS.name)
    (folder / "manifest.json").unlink()
    assert [held.day.day for held in archive.days()] == list(range(2, 11))
    (tmp_path / "archive" / ITEMS.name / "2026-05-02" / "manifest.json").write_text("{}")
    with pytest.raises(ConfigurationError, match="no manifest"):
        archive.days()


def test_an_archive_that_cannot_be_written_keeps_everything_in_the_log(log: Log, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TransientError, match="cannot be used"):
        expire(log, Retention(items_days=0), NOW, FileArchive(str(tmp_path / "file" / "archive")))
    assert log.count(ITEMS.name) == 40
    with pytest.raises(ConfigurationError, match="cannot be opened"):
        FileArchive("nosuchstore://bucket/x")
