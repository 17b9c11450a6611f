"""Packages of others in the place of our own."""

import subprocess
import sys
from pathlib import Path

from wirewatch.packages import foreign_packages, why_not_our_own


def test_here_all_are_our_own() -> None:
    assert list(foreign_packages()) == []
    assert why_not_our_own() is None


def test_a_package_of_another_is_told_before_any_of_it_runs(tmp_path: Path) -> None:
    theirs = tmp_path / "consumers"
    theirs.mkdir()
    (theirs / "__init__.py").write_text("raise SystemExit('theirs was run')\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "wirewatch", "doctor"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert f"consumers from {theirs}" in done.stderr
    assert "Traceback" not in done.stderr
