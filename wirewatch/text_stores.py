"""Where the texts of items lie, and how each place lets go of them: for `wirewatch forget` and for the text policy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from consumers.ports import IndexVersions, Log, Record
from consumers.replay.archive import Archive


@runtime_checkable
class AmendableLog(Protocol):
    """A log in which single records can be changed."""

    def amend(
        self, topic: str, change: Callable[[Record], bytes | None], before: datetime | None = None
    ) -> int:
        """Give records (those written before a moment) another value, or remove them (None); how many."""


class Pages(Protocol):
    """The store of pages."""

    def remove(self, name: str) -> bool:
        """Remove a page by its SHA-256; whether it was there."""


class _NoPages:
    def remove(self, name: str) -> bool:
        return False


NO_PAGES: Pages = _NoPages()
"""Where no pages are kept."""


@dataclass(frozen=True, slots=True)
class Stores:
    """Where items lie."""

    log: Log
    versions: IndexVersions
    archive: Archive | None
    pages: Pages
