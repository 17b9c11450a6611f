"""How old live news was when it was seen, indexed and alerted: which part is the publisher's, and which is ours."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from consumers.topology import INDEX, SEND
from schemas.status import Delay

Part = Literal["seen", "indexed", "alerted"]
PART_OF_STAGE: Final[Mapping[str, Part]] = {INDEX.name: "indexed", SEND.name: "alerted"}
"""The stages at whose end a part ends."""

KEPT = 2_000
"""Of each part the latest so many: a day of the catalogue that ships."""


def delay_of(part: Part, seconds: Iterable[float]) -> Delay:
    """The quantiles of some delays, at least one, by the nearest rank."""
    ordered = sorted(seconds)
    return Delay(part=part, count=len(ordered), p50_s=_at_share(ordered, 50), p95_s=_at_share(ordered, 95))


def _at_share(ordered: list[float], percent: int) -> float:
    rank = -(-len(ordered) * percent // 100)
    return round(ordered[max(rank, 1) - 1], 3)


@dataclass
class Delays:
    """The delays of one run."""

    _latest: dict[Part, deque[float]] = field(
        default_factory=lambda: {part: deque(maxlen=KEPT) for part in ("seen", "indexed", "alerted")}
    )

    def add(self, part: Part, seconds: Iterable[float]) -> None:
        """Keep delays of one part."""
        self._latest[part].extend(seconds)

    def told(self) -> Iterator[Delay]:
        """The quantiles of each part of which there is something to tell."""
        return (delay_of(part, seconds) for part, seconds in self._latest.items() if seconds)
