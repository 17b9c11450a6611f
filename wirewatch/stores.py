"""Opens the log and the index the settings name. Commands that only look need no more than this."""

from schemas.errors import ConfigurationError
from wirewatch.adapters.sqlite_index import SqliteIndex
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.data_folder import DataFolder


def open_log(folder: DataFolder, *, read_only: bool = False) -> SqliteLog:
    """The log of a data folder; `read_only` for those who only look, even where nothing can be written."""
    return SqliteLog(folder.log, read_only=read_only)


def open_index(folder: DataFolder, *, read_only: bool = False) -> SqliteIndex:
    """The index of a data folder; `read_only` as with the log, and then it must be there."""
    if read_only and not folder.index.is_file():
        raise ConfigurationError(f"There is no index in {folder.path}: `wirewatch run` makes it anew.")
    return SqliteIndex(folder.index, read_only=read_only)
