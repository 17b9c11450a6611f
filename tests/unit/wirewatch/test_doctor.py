"""What doctor says of folders before a run needs them."""

import tempfile
from pathlib import Path

import pytest

from wirewatch.doctor import Check, check_all
from wirewatch.settings import Settings


def checked(name: str, settings: Settings) -> Check:
    (check,) = (each for each in check_all(settings) if each.name == name)
    return check


def test_folders_that_can_be_written_to_are_well_and_stay_as_they_are(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "not" / "yet", alerts_file=tmp_path / "alerts.jsonl")
    assert checked("data", settings).well
    assert checked("alerts", settings) == Check("alerts", True, f"{tmp_path / 'alerts.jsonl'}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(dir: Path) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    elsewhere.mkdir()
    settings = Settings(data=data / "deep", alerts_file=elsewhere / "alerts.jsonl")
    assert checked("data", settings) == Check(
        "data", False, f"{tmp_path} cannot be written to: Permission denied"
    )
    assert checked("alerts", settings) == Check(
        "alerts", False, f"{elsewhere} cannot be written to: Permission denied"
    )


def test_a_file_in_the_place_of_a_folder_and_the_other_way_round_are_told(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    settings = Settings(data=tmp_path / "data", alerts_file=tmp_path)
    assert checked("data", settings).said == f"{tmp_path / 'data'} is a file, not a folder"
    assert checked("alerts", settings).said == f"{tmp_path} is a folder, not a file"
