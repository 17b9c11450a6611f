"""One run per data folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import ConfigurationError
from wirewatch.data_folder import DataFolder

HOLD = """
import sys, time
from pathlib import Path
from wirewatch.data_folder import DataFolder
with DataFolder(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_refused_with_the_process_that_holds_the_folder(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(ConfigurationError, match=f"process {holder.pid}.*--data"),
            DataFolder(tmp_path).locked(),
        ):
            pass
        holder.kill()
    with DataFolder(tmp_path).locked():
        pass


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigurationError, match="cannot be used"), DataFolder(tmp_path / "file").locked():
        pass


def test_a_folder_without_coverage_points_to_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="wirewatch run"):
        DataFolder(tmp_path).require()
