"""Names of processes that do the same."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from wirewatch.instances import Instance


def test_processes_of_one_purpose_have_names_of_their_own_and_the_lowest_that_is_free(tmp_path: Path) -> None:
    first, second, other = (Instance(tmp_path, purpose) for purpose in ("classify", "classify", "index"))
    assert first.name != second.name
    assert first.name == other.name
    first.release()
    again = Instance(tmp_path, "classify")
    assert again.name == first.name
    for each in (second, other, again):
        each.release()


def test_a_process_that_is_killed_leaves_its_name_to_the_one_in_its_stead(tmp_path: Path) -> None:
    program = (
        "import os, sys, time; from pathlib import Path; from wirewatch.instances import Instance; "
        "print(Instance(Path(sys.argv[1]), 'classify').name, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        name = killed.stdout.readline().strip()
        killed.kill()
    heir = Instance(tmp_path, "classify")
    assert heir.name == name
    heir.release()


def test_where_the_data_folder_cannot_be_written_to_the_name_is_held_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    (tmp_path / "data").write_text("a file, not a folder")
    instance = Instance(tmp_path / "data", "classify")
    assert list(elsewhere.rglob("classify-0.lock"))
    instance.release()
