"""What only the index in a file does."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consumers.index.document import document_of
from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError, TransientError
from tests.builders import NOW, coverage, item
from wirewatch.adapters.sqlite_index import SqliteIndex


def revision(number: int, revision: int = 1, body: str = "gas for China") -> Coverage:
    return coverage(
        item(f"wire:{number}", body=body, published_at=NOW - timedelta(days=number)), revision=revision
    )


def write(index: SqliteIndex, *revisions: Coverage) -> None:
    index.write([document_of(each) for each in revisions])


def found(index: SqliteIndex, source: str) -> list[str]:
    answer = index.search(SearchRequest(parse_query(source, names_for=lambda name: ())))
    return [hit.document.item_id for hit in answer.hits]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.db"


def test_what_was_written_survives_a_restart_and_is_seen_by_another_process(path: Path) -> None:
    one = SqliteIndex(path)
    write(one, revision(1))
    other = SqliteIndex(path)
    assert (found(other, "gas"), other.uuid()) == (["wire:1"], one.uuid())
    write(one, revision(2))
    assert found(other, "gas") == ["wire:1", "wire:2"]
    one.close()
    other.close()


def test_a_failed_batch_leaves_nothing_behind_and_is_written_when_it_comes_again(path: Path) -> None:
    index = SqliteIndex(path)
    good, broken = document_of(revision(1, body="unheard words")), document_of(revision(2))
    spoiled = replace(broken, source=b"{}", tokens={})
    with pytest.raises(KeyError):
        index.write([good, spoiled])
    assert index.count() == 0
    index.write([good])
    assert found(index, "unheard") == ["wire:1"]
    assert found(index, "unhea*") == ["wire:1"]
    index.close()


def test_a_locked_file_is_passing_trouble(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirewatch.adapters.sqlite_files.BUSY_TIMEOUT_S", 0.01)
    index = SqliteIndex(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(TransientError, match="in use"):
        write(index, revision(1))
    holder.execute("ROLLBACK")
    holder.close()
    write(index, revision(1))
    assert index.count() == 1
    index.close()


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(path: Path) -> None:
    index = SqliteIndex(path)
    write(index, revision(1))
    connection = index._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages}")
    many = [revision(n, body=" ".join(f"word{n}x{k}" for k in range(500))) for n in range(2, 40)]
    with pytest.raises(ConfigurationError, match="full"):
        write(index, *many)
    assert found(index, "gas") == ["wire:1"]
    connection.execute("PRAGMA max_page_count=1000000")
    write(index, *many)
    assert index.count() == 39
    index.close()


def test_a_file_of_a_newer_program_is_not_touched(path: Path) -> None:
    SqliteIndex(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(ConfigurationError, match="newer wirewatch"):
        SqliteIndex(path)


def test_tokens_of_an_older_analyser_are_made_anew(path: Path) -> None:
    index = SqliteIndex(path)
    write(index, revision(1), revision(1, revision=2, body="oil for China"), revision(2))
    uuid = index.uuid()
    index.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value='0' WHERE name='tokens_version'")
    connection.commit()
    connection.close()
    again = SqliteIndex(path)
    assert (found(again, "china"), found(again, "oil"), found(again, "gas")) == (
        ["wire:1", "wire:2"],
        ["wire:1"],
        ["wire:2"],
    )
    assert again.uuid() == uuid
    again.close()


def test_vacuum_gives_back_the_room_of_replaced_revisions(path: Path) -> None:
    index = SqliteIndex(path)
    for number in range(1, 30):
        write(
            index,
            *(revision(n, number, body=" ".join(f"w{number}x{k}" for k in range(80))) for n in range(10)),
        )
    assert index.vacuum() > 0
    assert index.count() == 10
    assert len(found(index, "w29x7")) == 10
    assert found(index, "w28x7") == []
    write(index, revision(3, 40, body="after the vacuum"))
    assert found(index, "vacuum") == ["wire:3"]
    index.close()


def test_expiry_removes_what_was_published_before_a_moment(path: Path) -> None:
    index = SqliteIndex(path)
    write(index, *(revision(n) for n in range(1, 6)))
    assert index.expire(NOW - timedelta(days=3)) == 2
    assert found(index, "gas") == ["wire:1", "wire:2", "wire:3"]
    assert index.get("wire:5") is None
    index.close()


def test_an_item_beyond_all_size_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirewatch.adapters.sqlite_index.writer.LARGEST_SOURCE", 10)
    index = SqliteIndex(path)
    (answer,) = index.write([document_of(revision(1))])
    assert answer.outcome == "refused"
    index.close()
