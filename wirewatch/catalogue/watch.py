"""The catalogue in force, read again when its file changes."""

import asyncio

import structlog

from producers.poller import Poller
from schemas.errors import ConfigurationError
from wirewatch.catalogue.load import catalogue_path, load_catalogue
from wirewatch.settings import Settings

log = structlog.get_logger()

LOOK_EVERY_S = 2.0


async def follow_catalogue(settings: Settings, poller: Poller) -> None:
    """Tell the poller of changes until cancelled. A catalogue with a mistake is not taken: the log says what is wrong, once."""
    stamp = _stamp(settings)
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        found = _stamp(settings)
        if found == stamp:
            continue
        stamp = found
        try:
            poller.watch(load_catalogue(catalogue_path(settings)))
            log.info("catalogue_read", feeds=len(poller.feeds))
        except ConfigurationError as error:
            log.warning("catalogue_not_taken", trouble=str(error))


def _stamp(settings: Settings) -> tuple[str, int, int] | None:
    """What tells whether the file has changed."""
    path = catalogue_path(settings)
    try:
        status = path.stat() if path is not None else None
    except OSError:
        return None
    return (str(path), status.st_mtime_ns, status.st_size) if status else None
