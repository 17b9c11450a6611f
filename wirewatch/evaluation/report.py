"""Figures over many items: sums, F1, and how sure of it one can be."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wirewatch.evaluation.calibration import Curve, curve_of
from wirewatch.evaluation.judged import PARTS, SHARES, Counts, Part, Share
from wirewatch.evaluation.scoring import ItemScore

CALIBRATED = ("relevance", "entities", "dates", "amounts", "quotes", "events")
ALL = "all"
_SEED = 7


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the figure lies with 95% by a bootstrap over items; as wide as the sample is small."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One part's figures."""

    counts: Counts
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a group of items: all of them, or one language."""

    group: str
    items: int
    rows: Mapping[Part, Row]
    shares: Mapping[Share, tuple[int, int]]
    curves: Mapping[str, Curve]


def reports(scores: Sequence[ItemScore], samples: int = 0) -> list[Report]:
    """All items first, then each language. `samples`: of the bootstrap; 0 leaves the intervals out."""
    groups = {ALL: list(scores)}
    for score in scores:
        groups.setdefault(score.language, []).append(score)
    if len(groups) == 2:  # one language: all there is
        groups = {name: group for name, group in groups.items() if name != ALL}
    return [
        _report(name, groups[name], samples) for name in sorted(groups, key=lambda each: (each != ALL, each))
    ]


def total(scores: Sequence[ItemScore], part: Part) -> Counts:
    """One part's counts over items."""
    return sum((score.counts.get(part, Counts()) for score in scores), Counts())


def difference(before: Sequence[ItemScore], after: Sequence[ItemScore], part: Part, samples: int) -> Interval:
    """Where the gain in F1 of one part lies, the same items under both: 0 inside means that nothing is shown."""
    gains = []
    for chosen in _resampled(len(before), samples):
        old, new = (total([scores[n] for n in chosen], part).f1 for scores in (before, after))
        gains.append(new - old)
    return _middle(gains)


def _report(group: str, scores: Sequence[ItemScore], samples: int) -> Report:
    intervals: dict[Part, Interval] = _intervals(scores, samples) if samples else {}
    return Report(
        group,
        len(scores),
        {part: Row(total(scores, part), intervals.get(part)) for part in PARTS},
        {share: _share(scores, share) for share in SHARES},
        {kind: curve_of(bet for score in scores for bet in score.bets.get(kind, ())) for kind in CALIBRATED},
    )


def _share(scores: Sequence[ItemScore], share: Share) -> tuple[int, int]:
    pairs = [score.shares.get(share, (0, 0)) for score in scores]
    return sum(right for right, _ in pairs), sum(of for _, of in pairs)


def _intervals(scores: Sequence[ItemScore], samples: int) -> dict[Part, Interval]:
    found: dict[Part, list[float]] = {part: [] for part in PARTS}
    for chosen in _resampled(len(scores), samples):
        picked = [scores[n] for n in chosen]
        for part in PARTS:
            found[part].append(total(picked, part).f1)
    return {part: _middle(values) for part, values in found.items()}


def _resampled(count: int, samples: int) -> list[list[int]]:
    chance = random.Random(_SEED)  # noqa: S311 - a resampling that is the same every time
    return [[chance.randrange(count) for _ in range(count)] for _ in range(samples)]


def _middle(values: list[float]) -> Interval:
    ordered = sorted(values)
    last = len(ordered) - 1
    return Interval(ordered[int(0.025 * len(ordered))], ordered[min(int(0.975 * len(ordered)), last)])
