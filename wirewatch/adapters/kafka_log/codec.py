"""Records to the client's form and back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from consumers.ports import Record


def record_of(found: Any, topic: str) -> Record:
    """A record as the client read it. Keys and headers that are no UTF-8 are kept readable: they came from elsewhere, and
    the value decides what becomes of the record."""
    return Record(
        topic,
        found.partition,
        found.offset,
        (found.key or b"").decode(errors="replace"),
        found.value or b"",
        {name: (value or b"").decode(errors="replace") for name, value in found.headers or ()},
        datetime.fromtimestamp(found.timestamp / 1000, UTC),
    )


def headers_to_send(headers: Mapping[str, str]) -> list[tuple[str, bytes]]:
    """Headers as the client takes them."""
    return [(name, value.encode()) for name, value in headers.items()]
