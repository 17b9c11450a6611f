"""Opening SQLite files, and its errors in our words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import ConfigurationError, TransientError

BUSY_TIMEOUT_S = 10.0  # a commit by another process of ours takes far less
_INCREMENTAL = 2
_PAGES_AT_ONCE = 1000  # of 4 kB: tens of milliseconds


def connect(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode, WAL with full durability: what is committed survives `kill -9` and power.

    Raises ConfigurationError where the file cannot be opened, TransientError where it is locked.
    """
    with errors_in_our_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        if connection.execute("PRAGMA auto_vacuum").fetchone() != (_INCREMENTAL,):
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")  # to say it again is a write
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA temp_store=MEMORY")
        return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing, for files that others may be writing.

    Raises ConfigurationError where the file cannot be read.
    """
    with errors_in_our_words(path):
        uri = f"{path.absolute().as_uri()}?{_way_to_read(path)}"
        connection = sqlite3.connect(
            uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA schema_version").fetchone()  # opens the file: connecting alone does not
        return connection


def _way_to_read(path: Path) -> str:
    """How SQLite must open a file. Where it can, it makes two side files and the last to close removes them again,
    which only one who may write does; where it cannot and there are none, the file is one that nobody changes."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "mode=rw"
    beside = path.with_name(path.name + "-wal")
    if os.access(path.parent, os.W_OK) or (beside.is_file() and beside.stat().st_size):
        return "mode=ro"
    return "mode=ro&immutable=1"


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All or nothing: BEGIN IMMEDIATE … COMMIT, ROLLBACK on any error."""
    with errors_in_our_words(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def give_space_back(connection: sqlite3.Connection, path: Path) -> None:
    """Hand the pages of removed rows back to the disk, some at a time, so that writers get their turn in between."""
    with errors_in_our_words(path):
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        for _ in range(0, free, _PAGES_AT_ONCE):
            # a script, because a statement is stepped once only, which frees one page
            connection.executescript(f"PRAGMA incremental_vacuum({_PAGES_AT_ONCE})")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextmanager
def errors_in_our_words(path: Path) -> Iterator[None]:
    """SQLite's and the file system's errors as ours, each with what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _translated(error, path) from error
    except OSError as error:
        raise ConfigurationError(
            f"{path} cannot be used: {error.strerror or error}. Check the folder, then start again."
        ) from error


def _translated(error: sqlite3.DatabaseError, path: Path) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return TransientError(f"{path.name} is in use by another process.")
        case sqlite3.SQLITE_FULL:
            return ConfigurationError(
                f"The disk of {path} is full. Free some space, then start again; nothing acknowledged is lost."
            )
        case sqlite3.SQLITE_IOERR:
            return ConfigurationError(
                f"{path} cannot be read or written ({error}): the disk may be full or failing. "
                "Free some space or mend it, then start again; nothing acknowledged is lost."
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return ConfigurationError(
                f"{path} is damaged ({error}). Move it away and restore it from a copy, then start again."
            )
        case sqlite3.SQLITE_READONLY:
            return ConfigurationError(f"{path} cannot be written to ({error}). Check its permissions.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return ConfigurationError(
                f"{path} cannot be opened ({error}). Check its permissions and its folder's."
            )
        case _:
            return ConfigurationError(f"{path}: {error}")
