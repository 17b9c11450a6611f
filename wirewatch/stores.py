"""Opens the log and the index the settings name. Commands that only look need no more than this."""

from typing import TYPE_CHECKING

from consumers.ports import IndexVersion, IndexVersions, Log
from schemas.errors import ConfigurationError
from wirewatch.adapters.sqlite_index import SqliteIndex, SqliteIndexVersions
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.data_folder import DataFolder
from wirewatch.housekeeping import Housekeeping
from wirewatch.settings import SQLITE, Settings

if TYPE_CHECKING:
    from wirewatch.adapters.archive import FileArchive


def open_log(folder: DataFolder, *, read_only: bool = False, purpose: str = "command") -> Log:
    """The log; `read_only` for those who only look, even where nothing can be written. On a cluster, processes of the
    same `purpose` are told apart by names of their own."""
    if folder.log_address == SQLITE:
        return SqliteLog(folder.log, read_only=read_only)
    from wirewatch.kafka_store import open_kafka_log  # its client takes a third of a second to load

    return open_kafka_log(folder, None if read_only else purpose)


def open_index(folder: DataFolder, *, read_only: bool = False) -> IndexVersion:
    """The index that searches see; `read_only` as with the log, and then it must be there."""
    settings = folder.settings
    if settings is None or settings.index == SQLITE:
        return open_file_index(folder, read_only=read_only)
    from wirewatch.elastic_store import open_elastic_index

    return open_elastic_index(settings, read_only=read_only)


def open_file_index(folder: DataFolder, *, read_only: bool = False) -> SqliteIndex:
    """The index in a folder's file."""
    if read_only and not folder.index.is_file():
        raise ConfigurationError(f"There is no index in {folder.path}: `wirewatch run` makes it anew.")
    return SqliteIndex(folder.index, read_only=read_only)


def open_versions(folder: DataFolder) -> IndexVersions:
    """The versions of the index, one for each generation."""
    settings = folder.settings
    if settings is None or settings.index == SQLITE:
        return SqliteIndexVersions(folder.path)
    from wirewatch.elastic_store import open_elastic_versions

    return open_elastic_versions(settings)


def count_items(versions: IndexVersions, generation: str) -> int:
    """How many items a generation's version holds, without changing anything on the disk."""
    if isinstance(versions, SqliteIndexVersions):
        index: IndexVersion = SqliteIndex(versions.path(generation), read_only=True)
    else:
        index = versions.open(generation)
    try:
        return index.count()
    finally:
        index.close()


def open_archive(settings: Settings) -> "FileArchive | None":
    """The archive of closed days; None where the log keeps sightings for ever and nobody asked for one."""
    beside = settings.data / "archive"
    if settings.archive is None and settings.retention.items_days is None and not beside.is_dir():
        return None
    from wirewatch.adapters.archive import FileArchive  # its libraries take a tenth of a second to load

    return FileArchive(settings.archive or str(beside.absolute()))


def housekeeping_of(settings: Settings, log: Log, versions: IndexVersions) -> Housekeeping:
    """What keeps these within the settings."""
    from wirewatch.adapters.pages.store import PageStore

    pages = PageStore(settings.data / "pages", max_bytes=0, max_age_s=0.0)
    return Housekeeping(
        log, settings.retention, settings.text_policy, versions, open_archive(settings), pages
    )
