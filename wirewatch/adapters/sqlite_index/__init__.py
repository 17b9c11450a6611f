"""The index in one SQLite file: FTS5 over tokens that our analyser made.

`index.py` is the index, `writer.py` and `reader.py` its two sides, `compile.py` turns queries into FTS5 expressions,
`rows.py` keeps documents in the order of dates, `codec.py` packs them, `tables.py` holds the tables. FTS5 finds
candidates, the matcher has the last word. `versions.py` keeps a file for each generation.
"""

from wirewatch.adapters.sqlite_index.index import SqliteIndex
from wirewatch.adapters.sqlite_index.versions import SqliteIndexVersions

__all__ = ["SqliteIndex", "SqliteIndexVersions"]
