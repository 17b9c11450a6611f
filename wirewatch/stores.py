"""Opens the log and the index the settings name. Commands that only look need no more than this."""

from wirewatch.adapters.sqlite_index import SqliteIndex
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.data_folder import DataFolder


def open_log(folder: DataFolder) -> SqliteLog:
    """The log of a data folder."""
    return SqliteLog(folder.log)


def open_index(folder: DataFolder) -> SqliteIndex:
    """The index of a data folder."""
    return SqliteIndex(folder.index)
