"""Commands that only look change nothing, and need no right to."""

from pathlib import Path

import pytest

from consumers.index.document import document_of
from consumers.ports import Output
from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from schemas.errors import ConfigurationError
from schemas.topics import ITEMS
from tests.builders import coverage
from wirewatch.data_folder import DataFolder
from wirewatch.settings import load_settings
from wirewatch.status import read_status
from wirewatch.stores import open_index, open_log


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A folder with one sighting and one document, closed by those who wrote it."""
    folder = DataFolder(tmp_path / "data #1?")
    log, index = open_log(folder), open_index(folder)
    stage = log.open_stage("wirewatch.poll")
    stage.commit([Output(ITEMS.name, "a", b"{}")], {})
    index.write([document_of(coverage())])
    for each in (stage, log, index):
        each.close()
    return folder


def files_in(folder: DataFolder) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.path.iterdir()}


def look(folder: DataFolder) -> tuple[int, int]:
    """How many items status counts and search finds."""
    index = open_index(folder, read_only=True)
    found = index.search(SearchRequest(parse_query("*"))).total
    index.close()
    return read_status(folder, load_settings(data=folder.path)).indexed, found


def test_looking_leaves_log_and_index_as_they_are(folder: DataFolder) -> None:
    before = files_in(folder)
    assert look(folder) == (1, 1)
    assert files_in(folder) == before


def test_a_folder_without_the_right_to_write_is_read(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(folder)
    monkeypatch.setattr("wirewatch.adapters.sqlite_files.os.access", lambda *_: False)
    folder.path.chmod(0o555)
    try:
        log = open_log(folder, read_only=True)
        assert [record.key for record in log.records(ITEMS.name)] == ["a"]
        assert files_in(folder) == before
        log.close()
        assert look(folder) == (1, 1)
        assert files_in(folder) == before
    finally:
        folder.path.chmod(0o755)


def test_what_a_run_has_committed_a_moment_ago_is_seen(folder: DataFolder) -> None:
    running = open_log(folder)
    stage = running.open_stage("wirewatch.poll")
    stage.commit([Output(ITEMS.name, "b", b"{}")], {})
    looking = open_log(folder, read_only=True)
    assert looking.count(ITEMS.name) == 2
    stage.commit([Output(ITEMS.name, "c", b"{}")], {})
    assert looking.count(ITEMS.name) == 3
    for each in (looking, stage, running):
        each.close()


def test_an_index_that_is_gone_is_told_by_search_and_counted_as_empty_by_status(folder: DataFolder) -> None:
    folder.index.unlink()
    with pytest.raises(ConfigurationError, match="no index"):
        open_index(folder, read_only=True)
    assert read_status(folder, load_settings(data=folder.path)).indexed == 0
    assert not folder.index.exists()


def test_a_log_that_was_just_begun_holds_nothing_yet(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.log.touch()
    with pytest.raises(ConfigurationError, match="holds nothing yet"):
        open_log(folder, read_only=True)
