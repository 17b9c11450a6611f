"""vacuum makes log and index smaller, and says by how much."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from consumers.index.document import document_of
from tests.builders import coverage, item
from wirewatch.cli.vacuum import vacuum
from wirewatch.data_folder import DataFolder
from wirewatch.stores import open_index, open_log


def vacuumed(folder: DataFolder) -> str:
    done = CliRunner().invoke(vacuum, ["--data", str(folder.path)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_room_of_replaced_revisions_is_given_back_and_told(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    open_log(folder).close()
    index = open_index(folder)
    for revision in range(1, 200):
        body = " ".join(f"word{revision}x{n}" for n in range(100))
        index.write([document_of(coverage(item("wire:1", body=body), revision=revision))])
    index.close()
    before = folder.index.stat().st_size
    said = vacuumed(folder)
    freed = before - folder.index.stat().st_size
    assert freed > before / 2
    told = re.search(r"The index freed ([\d.]+) kB\.", said)
    assert told is not None
    assert float(told[1]) == pytest.approx(freed / 1000, rel=0.05)  # side files count, too
    index = open_index(folder, read_only=True)
    assert index.count() == 1
    index.close()


def test_where_there_is_no_index_none_is_made(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    open_log(folder).close()
    assert "The index freed 0 bytes." in vacuumed(folder)
    assert not folder.index.exists()
