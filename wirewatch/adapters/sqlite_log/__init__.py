"""The log in one SQLite file: topics with partitions, consumer groups, transactions, compacted topics.

`log.py` is the log, `stage_log.py` one stage's view of it, `codec.py` how records lie on disk, `tables.py` the
tables. One file, WAL, `synchronous=FULL`: what a commit acknowledged survives `kill -9` and a power cut.
"""

from wirewatch.adapters.sqlite_log.log import SqliteLog

__all__ = ["SqliteLog"]
