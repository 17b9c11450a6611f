"""`backup` while a stream runs, and `restore` into an empty installation."""

import hashlib
import json
import signal
import subprocess
import tarfile
import time
from io import BytesIO
from pathlib import Path

import pytest
import zstandard

from tests.embedded.conftest import Desk
from tests.embedded.test_stream import GAS, GAS_BODY


def found(desk: Desk, data: str) -> list[str]:
    return sorted(desk.run("search", "--json", "--data", data).stdout.splitlines())


def test_what_is_restored_is_what_was_there_and_alerts_nothing_twice(desk: Desk) -> None:
    desk.environment["WIREWATCH_POLL_INTERVAL_S"] = "1"
    desk.wire.publish("old", "Rain in Rome")
    words = desk.arguments("run", "--allow-private", "--feeds", "feeds.csv")
    with subprocess.Popen(words, cwd=desk.folder, env=desk.environment, stdout=subprocess.DEVNULL) as running:
        try:
            time.sleep(4)
            desk.wire.publish("gas", GAS, GAS_BODY)
            alerts = desk.folder / "wirewatch-data" / "alerts.jsonl"
            give_up_at = time.monotonic() + 30
            while not (alerts.exists() and alerts.read_text()):
                assert time.monotonic() < give_up_at
                time.sleep(0.1)
            done = desk.run("backup", "all.tar.zst")
            assert done.returncode == 0, done.stderr
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(60)
    assert desk.run("restore", "all.tar.zst", "--data", "elsewhere").returncode == 0
    assert found(desk, "elsewhere") == found(desk, "wirewatch-data")
    again = desk.run(
        "run", "--once", "--allow-private", "--feeds", "feeds.csv", "--data", "elsewhere", "--json"
    )
    assert json.loads(again.stdout)["alerts"] == 0
    assert found(desk, "elsewhere") == found(desk, "wirewatch-data")


def test_a_folder_that_holds_something_is_never_restored_into(desk: Desk) -> None:
    desk.poll()
    assert desk.run("backup", "all.tar.zst").returncode == 0
    done = desk.run("restore", "all.tar.zst")
    assert (done.returncode, "holds something" in done.stderr) == (2, True)


def test_there_is_nothing_to_back_up_before_anything_was_collected(desk: Desk) -> None:
    done = desk.run("backup", "all.tar.zst")
    assert (done.returncode, "nothing" in done.stderr) == (2, True)
    assert not (desk.folder / "all.tar.zst").exists()


def packed(path: Path, members: dict[str, bytes], manifest: object) -> None:
    with (
        path.open("wb") as file,
        zstandard.ZstdCompressor().stream_writer(file, closefd=False) as out,
        tarfile.open(fileobj=out, mode="w|") as tar,
    ):
        for name, body in {"wirewatch-backup.json": json.dumps(manifest).encode(), **members}.items():
            about = tarfile.TarInfo(name)
            about.size = len(body)
            tar.addfile(about, BytesIO(body))


@pytest.mark.parametrize("name", ["../outside", "/etc/wirewatch-outside", "log.db"])
def test_a_damaged_or_hostile_backup_puts_nothing_in_place(desk: Desk, name: str) -> None:
    sha = hashlib.sha256(b"x").hexdigest() if name != "log.db" else "0" * 64
    files = [{"name": name, "size_bytes": 1, "sha256": sha}]
    packed(
        desk.folder / "bad.tar.zst",
        {name: b"x"},
        {"made_at": "2026-11-26T00:00:00Z", "wirewatch": "0", "files": files},
    )
    done = desk.run("restore", "bad.tar.zst", "--data", "new")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (desk.folder / "new").exists()
    assert not (desk.folder.parent / "outside").exists()
    (desk.folder / "none.tar.zst").write_bytes(b"no backup")
    assert desk.run("restore", "none.tar.zst", "--data", "new").returncode == 1
    assert list(desk.folder.glob(".wirewatch-*")) == []
