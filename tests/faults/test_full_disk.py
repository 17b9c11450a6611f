"""A full disk stops the run with a clear sentence, and a bigger one lets it go on with nothing lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.corpus import corpus
from tests.faults.oracle import broken_promises
from tests.faults.wire import Wire, answering, catalogue
from tests.loopback import serving
from wirewatch.data_folder import DataFolder

ITEMS = 1200
FEEDS = 3


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2M", "tmpfs", str(disk)], capture_output=True, text=True
    )
    if mounted.returncode:
        reason = f"no tmpfs can be mounted here (as root it can): {mounted.stderr.strip()}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stops_with_a_sentence_and_after_more_room_nothing_is_lost(
    small_disk: Path, tmp_path: Path
) -> None:
    wire = Wire(list(corpus(ITEMS, relevant_share=0.3)), FEEDS)
    wire.out = ITEMS
    data, feeds = small_disk / "data", tmp_path / "feeds.csv"
    with serving(answering(wire)) as address:
        feeds.write_text(catalogue(address, FEEDS))
        run = [sys.executable, "-m", "wirewatch", "run", "--once", "--feeds", str(feeds), "--data", str(data)]
        full = subprocess.run([*run, "--allow-private"], capture_output=True, text=True, timeout=100)
        assert full.returncode == 2, full.stdout + full.stderr
        assert "Free some space" in full.stderr
        assert "Traceback" not in full.stderr
        subprocess.run(["mount", "-o", "remount,size=100M", str(small_disk)], check=True)
        again = subprocess.run([*run, "--allow-private"], capture_output=True, text=True, timeout=100)
        assert again.returncode == 0, again.stdout + again.stderr
    assert broken_promises(DataFolder(data), ITEMS) == []
