"""Whether a confidence means what it says: of the facts told with 0.9, nine in ten should be right."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from wirewatch.evaluation.judged import Bet

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Facts of like confidence: how many, their mean confidence, the share of them that is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A reliability curve. `error` is the expected calibration error: the mean distance of the bins from the diagonal,
    weighted by their counts (Naeini et al., AAAI 2015)."""

    bins: tuple[Bin, ...]

    @property
    def count(self) -> int:
        """How many facts."""
        return sum(each.count for each in self.bins)

    @property
    def error(self) -> float:
        """Expected calibration error, 0 (what is said is so) to 1; 0 without facts."""
        apart = sum(each.count * abs(each.confidence - each.right) for each in self.bins)
        return apart / self.count if self.bins else 0.0


def curve_of(bets: Iterable[Bet]) -> Curve:
    """The curve of some bets, in ten bins of equal width; empty bins are left out."""
    binned: dict[int, list[Bet]] = defaultdict(list)
    for bet in bets:
        binned[min(int(bet.confidence * BINS), BINS - 1)].append(bet)
    return Curve(tuple(_bin(binned[number]) for number in sorted(binned)))


def _bin(bets: list[Bet]) -> Bin:
    count = len(bets)
    return Bin(count, sum(bet.confidence for bet in bets) / count, sum(bet.is_right for bet in bets) / count)
