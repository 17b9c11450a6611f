"""What the stage needs of the network. Adapters live in `wirewatch/adapters/pages/`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from schemas.page import PageFailure


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was fetched and read: the article's text, and what the page says of itself."""

    address: str
    fetched_at: datetime
    page_sha256: str
    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    canonical: str | None = None
    is_paid: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """Why there is no page; `retry_after_s` is what the server asked for."""

    failure: PageFailure
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request, by its item and revision."""

    item_id: str
    revision: int
    found: Page | Missed


class Pages(Protocol):
    """Fetches pages beside the stream, politely, so many at a time. Asking and answering never wait."""

    def ask(self, item_id: str, revision: int, link: str) -> None:
        """Ask for the page of an item; one that is asked for already is not fetched twice."""

    def answers(self) -> Sequence[Answer]:
        """What has come since the last call, each once."""

    def room(self) -> int:
        """How many more may be asked for now."""
