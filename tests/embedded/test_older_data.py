"""Data folders that older programs left are taken over; those of newer ones are left alone."""

import hashlib
import json
import sqlite3
import tarfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zstandard

from tests.embedded.conftest import Desk

FOLDERS = Path(__file__).resolve().parents[1] / "golden" / "data_folders"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDERS / "expected.json").read_text(encoding="utf-8"))
DATA = "wirewatch-data"


@pytest.fixture(params=sorted(EXPECTED))
def older(request: pytest.FixtureRequest, desk: Desk) -> dict[str, Any]:
    """What an older program's folder holds, which the desk has now."""
    packed = (FOLDERS / f"{request.param}.tar.zst").read_bytes()
    with tarfile.open(fileobj=BytesIO(zstandard.ZstdDecompressor().decompress(packed))) as folder:
        folder.extractall(desk.folder / DATA, filter="data")
    return EXPECTED[request.param]


def found(desk: Desk) -> list[list[str]]:
    done = desk.run("search", "*", "--limit", "100", "--json")
    assert done.returncode == 0, done.stderr
    return sorted([each["item_id"], each["title"]] for each in map(json.loads, done.stdout.splitlines()))


def digests(folder: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.glob("*.db")}


def test_a_reader_changes_nothing_and_says_what_to_do(desk: Desk, older: dict[str, Any]) -> None:
    before = digests(desk.folder / DATA)
    done = desk.run("search", "*")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "`wirewatch vacuum` or `run` brings it up to date" in done.stderr
    assert digests(desk.folder / DATA) == before


@pytest.mark.timeout(180)
def test_everything_is_there_afterwards_and_alerts_nobody_again(desk: Desk, older: dict[str, Any]) -> None:
    done = desk.poll()
    assert json.loads(done.stdout)["alerts"] == 0
    assert found(desk) == older["items"]
    alerts = desk.run("alerts", "list", "--json").stdout.splitlines()
    assert len(alerts) == older["alerts"]
    item_id, title = older["items"][0]
    assert title in desk.run("show", item_id).stdout


@pytest.mark.timeout(180)
def test_it_can_be_replayed_with_the_rules_of_today(desk: Desk, older: dict[str, Any]) -> None:
    assert desk.run("vacuum").returncode == 0
    done = desk.run("replay", "--yes")
    assert done.returncode == 0, done.stderr
    assert desk.run("index", "swap", "g2").returncode == 0
    known = {item_id for item_id, _ in older["items"]}
    assert len(known & {item_id for item_id, _ in found(desk)}) > len(known) - 3  # verdicts may be others now


@pytest.mark.parametrize("file", ["log.db", "index.db"])
def test_what_a_newer_program_wrote_is_refused_and_left_as_it_is(desk: Desk, file: str) -> None:
    desk.poll()
    with sqlite3.connect(desk.folder / DATA / file) as connection:
        connection.execute("PRAGMA user_version=99")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = digests(desk.folder / DATA)[file]
    told = []
    for words in (
        ("run", "--once", "--feeds", "feeds.csv"),
        ("status",),
        ("replay", "--dry-run"),
        ("export", "*", "--what", "items"),
    ):
        done = desk.run(*words)
        told.append(
            (
                words[0],
                done.returncode,
                "was written by a newer wirewatch" in done.stderr,
                "Traceback" in done.stderr,
            )
        )
    assert told == [(name, 2, True, False) for name in ("run", "status", "replay", "export")]
    assert digests(desk.folder / DATA)[file] == before
