"""What comes of holding one part of one item against its labels."""

from dataclasses import dataclass
from typing import Literal

Part = Literal[
    "relevance", "topics", "entities", "linking", "dates", "amounts", "quotes", "quotes+speaker", "events", "events_strict"
]  # fmt: skip
PARTS: tuple[Part, ...] = (
    "relevance", "topics", "entities", "linking", "dates", "amounts", "quotes", "quotes+speaker", "events", "events_strict"
)  # fmt: skip
Share = Literal["direction", "place"]
SHARES: tuple[Share, ...] = ("direction", "place")
"""Of what was found, how much more is right: the direction of amounts, the place of events."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Found and right, found and wrong, missed."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right; 0 where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Of what is there, the share that was found; 0 where nothing is there."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing found that is not there, missed, or found and told wrongly. `confidence` is the program's own."""

    part: Part
    item_id: str
    kind: Literal["wrong", "missed", "told wrongly"]
    what: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Bet:
    """A fact the program told with a confidence, and whether it was right."""

    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One part of one item. `bets` leave out what is neither right nor wrong."""

    counts: dict[Part, Counts]
    mistakes: tuple[Mistake, ...] = ()
    bets: tuple[Bet, ...] = ()
    shares: dict[Share, tuple[int, int]] | None = None


def bets_of(judged: "list[tuple[float | None, bool]]") -> tuple[Bet, ...]:
    """Bets of those that have a confidence."""
    return tuple(Bet(confidence, right) for confidence, right in judged if confidence is not None)
