"""What can go wrong between a feed's address and its items: a closed vocabulary.

docs/polling.md explains every code; a test holds the two together.
"""

from dataclasses import dataclass
from typing import Literal

ErrorCode = Literal[
    # reaching the server
    "dns", "refused", "unreachable", "timeout", "tls", "forbidden_address", "bad_redirect", "too_many_redirects",
    # what it answers
    "http_4xx", "http_5xx", "rate_limited", "gone", "bad_response", "bad_encoding", "truncated", "too_large",
    # the document
    "empty", "not_a_feed", "malformed", "too_many_items", "parse_timeout", "parse_memory", "parse_crashed",
    # our own side
    "not_committed", "internal_error",
]  # fmt: skip

EntryCode = Literal["parse_timeout", "parse_memory", "parse_crashed", "entry_too_large"]
"""Why one entry of an otherwise readable document became a dead letter."""

OFFLINE_CODES: frozenset[ErrorCode] = frozenset({"dns", "unreachable", "timeout"})
"""What every feed reports when there is no network."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a poll gave nothing: the code and one sentence without addresses' credentials. `retry_after_s` is
    what the server asked for, `status` what it answered, where it did; `is_challenge` where it wants to see a browser."""

    code: ErrorCode
    text: str
    retry_after_s: float | None = None
    status: int | None = None
    is_challenge: bool = False
