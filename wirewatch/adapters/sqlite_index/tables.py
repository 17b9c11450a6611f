"""The tables of the index's file.

- `document`: the items by date. `row` is their second of publication × 16, plus a number that keeps them apart, so
  that the newest are found by walking rows backwards (rows.py); `source` (NULL: gone or replaced) is the packed coverage.
- `item`: item_id → version and row (NULL: retired).
- `tokens`: the full-text index over `document.row`; the tokens are ours, it only splits at spaces. It keeps no
  content (SQLite 3.40 cannot delete from such a table: rows of replaced documents stay until `vacuum`).
- `word`: every word as written (folded) with its stem, for wildcards.
"""

import sqlite3
import uuid

from consumers.index.document import TOKENS_VERSION

FILE_VERSION = 1

_TABLES = (
    "CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS document(row INTEGER PRIMARY KEY, source BLOB)",
    "CREATE TABLE IF NOT EXISTS item(item_id TEXT PRIMARY KEY, version INTEGER NOT NULL, row INTEGER, "
    "highest_slot INTEGER NOT NULL) WITHOUT ROWID",
)
_TOKENS = (
    "DROP TABLE IF EXISTS tokens",
    "DROP TABLE IF EXISTS word",
    "CREATE VIRTUAL TABLE tokens USING fts5(title, body, marks, content='', "
    """tokenize="ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~'")""",
    "CREATE TABLE word(word TEXT NOT NULL, stem TEXT NOT NULL, PRIMARY KEY(word, stem)) WITHOUT ROWID",
)


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; those that are there stay."""
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute("INSERT OR IGNORE INTO meta VALUES('uuid', ?)", (uuid.uuid4().hex,))
    connection.execute(f"PRAGMA user_version={FILE_VERSION}")


def create_tokens(connection: sqlite3.Connection) -> None:
    """Make an empty token index in place of the one that is there."""
    for statement in _TOKENS:
        connection.execute(statement)
    set_meta(connection, "tokens_version", str(TOKENS_VERSION))


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the tokens are those that this program would make."""
    return get_meta(connection, "tokens_version") == str(TOKENS_VERSION)


def get_meta(connection: sqlite3.Connection, name: str, default: str = "") -> str:
    """A value the file keeps about itself."""
    row = connection.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
    return str(row[0]) if row else default


def set_meta(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a value about the file itself."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (name, value))
