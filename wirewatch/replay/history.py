"""All the sightings that are still held, as the settings say where."""

from consumers.ports import Log
from consumers.replay.archive import ArchivedHistory
from consumers.replay.history import History, LogHistory
from wirewatch.settings import Settings
from wirewatch.stores import open_archive


def open_history(settings: Settings, log: Log) -> History:
    """Archive and log as one; the log alone where there is no archive."""
    archive = open_archive(settings)
    return LogHistory(log) if archive is None else ArchivedHistory(archive, log)
