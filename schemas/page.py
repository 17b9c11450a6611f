"""The page that an item's link leads to: what was taken from it, or why nothing was."""

from typing import Literal

from pydantic import Field

from schemas.model import Model, Sha256, UtcTime
from schemas.sighting import Sighting

PageFailure = Literal[
    # nothing to fetch, or not allowed to
    "no_link", "robots", "private_address",
    # reaching the server
    "unreachable", "timeout", "tls", "redirects",
    # what it answers
    "not_found", "gone", "refused", "paywall", "challenge", "rate_limited", "server_error",
    # the page
    "too_large", "not_html", "no_text", "mismatch", "worker",
]  # fmt: skip
"""Why an item has no page text; docs/full-text.md explains each."""

PASSING: frozenset[PageFailure] = frozenset(
    {"unreachable", "timeout", "rate_limited", "server_error", "challenge", "worker"}
)
"""Failures that may pass: the page is tried again, a few times."""


class PageState(Model):
    """pages.state: where the page of an item's revision stands; its key is the item_id.

    `awaited`: it is being fetched, or will be again at `next_try_at`; `sighting` is what it is to complete and `headers` the record's,
    both only as long. `taken`: its text went to the log. `failed`: there is none, and why.
    """

    item_id: str
    revision: int
    state: Literal["awaited", "taken", "failed"]
    link: str | None
    since: UtcTime
    tries: int = 0
    next_try_at: UtcTime | None = None
    failure: PageFailure | None = None
    sighting: Sighting | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    page_sha256: Sha256 | None = None
    source_id: str = ""
