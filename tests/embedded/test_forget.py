"""`forget`: an item is gone from everywhere, and nothing brings it back."""

import json
import subprocess
from pathlib import Path

from schemas.topics import TOPICS
from tests.embedded.conftest import Desk
from tests.embedded.test_stream import GAS, GAS_BODY, found
from wirewatch.adapters.sqlite_log import SqliteLog

VISIT = "Xi Jinping and Vladimir Putin meet in Moscow"
VISIT_BODY = (
    "Chinese President Xi Jinping met Russian President Vladimir Putin in Moscow, Oleg Brusnikin said."
)


def item_of(desk: Desk, title: str) -> str:
    return next(str(hit["item_id"]) for hit in found(desk) if hit["title"] == title)


def everything(desk: Desk) -> bytes:
    """Every record the log holds, as its readers see it, and every byte of the index."""
    log = SqliteLog(desk.folder / "wirewatch-data" / "log.db", read_only=True)
    kept: list[bytes] = []
    try:
        for name, spec in TOPICS.items():
            if spec.compacted:
                kept += [value for _, value in log.compacted(name)]
            else:
                kept += [record.value for record in log.records(name)]
    finally:
        log.close()
    return b"\n".join(kept) + (desk.folder / "wirewatch-data" / "index.db").read_bytes()


def collected(desk: Desk) -> str:
    """Two items, one of which is to be forgotten; its id."""
    desk.poll()
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.wire.publish("visit", VISIT, VISIT_BODY)
    desk.poll()
    return item_of(desk, VISIT)


def forget(desk: Desk, *words: str) -> subprocess.CompletedProcess[str]:
    return desk.run("forget", *words)


def test_a_forgotten_item_is_found_nowhere_and_its_words_are_in_no_file(desk: Desk) -> None:
    item = collected(desk)
    assert b"Brusnikin" in everything(desk)
    done = forget(desk, item, "--yes", "--reason", "asked to")
    assert done.returncode == 0, done.stderr
    assert [hit["title"] for hit in found(desk)] == [GAS]
    assert b"rusnikin" not in everything(desk).lower()
    shown = desk.run("show", item)
    assert (shown.returncode, "There is no item" in shown.stderr) == (1, True)


def test_neither_its_feed_nor_a_replay_brings_it_back(desk: Desk) -> None:
    item = collected(desk)
    assert forget(desk, item, "--yes").returncode == 0
    desk.wire.publish("visit", VISIT, VISIT_BODY + " It was changed.")
    desk.poll()
    replayed = desk.run("replay", "--yes", "--swap", "--json")
    assert replayed.returncode == 0, replayed.stderr
    assert [hit["title"] for hit in found(desk)] == [GAS]
    assert b"rusnikin" not in everything(desk).lower()


def test_the_generations_that_stand_beside_forget_it_too(desk: Desk) -> None:
    item = collected(desk)
    assert desk.run("replay", "--yes", "--json").returncode == 0
    assert forget(desk, item, "--yes").returncode == 0
    assert desk.run("index", "swap", "g2").returncode == 0
    assert [hit["title"] for hit in found(desk)] == [GAS]


def test_all_of_a_source_and_all_that_a_query_finds(desk: Desk) -> None:
    collected(desk)
    assert forget(desk, "--query", 'title:"Power of Siberia"', "--yes").returncode == 0
    assert [hit["title"] for hit in found(desk)] == [VISIT]
    assert forget(desk, "--source", "wire", "--yes").returncode == 0
    assert found(desk) == []


def test_a_dry_run_counts_and_removes_nothing(desk: Desk) -> None:
    item = collected(desk)
    done = forget(desk, item, "--dry-run")
    assert (done.returncode, "news.items" in done.stdout, "index g1" in done.stdout) == (0, True, True)
    assert len(found(desk)) == 2


def test_mistakes_are_told_and_remove_nothing(desk: Desk) -> None:
    collected(desk)
    for words in ((), ("nothing-here",), ("--source", "nobody"), ("--query", "title:(")):
        done = forget(desk, *words, "--yes")
        assert done.returncode in (1, 2), words
        assert "Traceback" not in done.stderr
    assert len(found(desk)) == 2


def test_sightings_keep_their_places_so_that_the_archive_joins(desk: Desk, tmp_path: Path) -> None:
    item = collected(desk)
    log = SqliteLog(desk.folder / "wirewatch-data" / "log.db", read_only=True)
    before = log.bounds("news.items")
    log.close()
    assert forget(desk, item, "--yes").returncode == 0
    log = SqliteLog(desk.folder / "wirewatch-data" / "log.db", read_only=True)
    try:
        assert log.bounds("news.items") == before
        left = [json.loads(record.value) for record in log.records("news.items") if record.key == item]
    finally:
        log.close()
    assert [(each["item"]["text"], each["item"].get("title")) for each in left] == [("", None)]
