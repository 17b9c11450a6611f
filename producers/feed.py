"""A feed of the catalogue."""

from dataclasses import dataclass
from functools import cached_property

from producers.links import feed_key, host_of
from schemas.source import Source


@dataclass(frozen=True)
class Feed:
    """Where to poll and whose items these are. `address` may hold credentials and is only for the fetcher;
    everything else names the feed by its `key`."""

    address: str
    source: Source

    @cached_property
    def key(self) -> str:
        """The address without credentials."""
        return feed_key(self.address)

    @cached_property
    def host(self) -> str:
        """The host, which owns politeness and the partition of the poll state."""
        return host_of(self.address)

    def __repr__(self) -> str:
        return f"Feed({self.key!r}, source={self.source.id!r})"
