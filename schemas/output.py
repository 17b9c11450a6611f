"""A record to write, as producers and stages hand it to a log."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Output:
    """A record to write. In a compacted topic a value of None removes the key. `partition_by` decides the
    partition where it is not the key itself (feeds.state: the host)."""

    topic: str
    key: str
    value: bytes | None
    headers: Mapping[str, str] = field(default_factory=dict)
    partition_by: str | None = None
