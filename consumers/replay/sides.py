"""What a replay works on: the live generation, and the one that is built beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from consumers.ports import IndexVersion, Log, Position
from consumers.replay.history import History
from consumers.topology import CLASSIFY
from schemas.topics import ITEMS

T = TypeVar("T")

CHUNK = 500
"""Records or documents of one commit."""

Fence = dict[int, int]
"""The next offset of news.items by partition."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Each side's view of the log and its index, and all the sightings that are held."""

    live: Log
    live_index: IndexVersion
    next: Log
    next_index: IndexVersion
    history: History

    def live_fence(self) -> Fence:
        """Where live's classify stands in news.items."""
        committed = self.live.committed(CLASSIFY.group)
        return {n: committed.get(Position(ITEMS.name, n), 0) for n in self.live.bounds(ITEMS.name)}


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Some at a time."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
