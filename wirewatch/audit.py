"""An audit: a sample of what was kept and what was turned away, judged by a person, and what it says of all.

Items are drawn from four strata: kept and turned away, each clearly and near the threshold, where mistakes are likely. What
was judged is weighted by how many items each stratum has (stratified sampling), so that the few looked at stand for all.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from schemas.verdict import Verdict

Stratum = Literal["kept", "kept, near the threshold", "turned away, near the threshold", "turned away"]
STRATA: tuple[Stratum, ...] = (
    "kept", "kept, near the threshold", "turned away, near the threshold", "turned away"
)  # fmt: skip
_SHARES: Mapping[Stratum, float] = dict(zip(STRATA, (0.3, 0.2, 0.25, 0.25), strict=True))
NEAR = 0.25
"""Of the scale of scores, on either side of the threshold."""

_DRAWS = 4000
_SEED = 7


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that can be drawn: whether it was kept, with its score under the watch that is audited."""

    item_id: str
    language: str
    verdict: Verdict

    @property
    def stratum(self) -> Stratum:
        """Where it is drawn from."""
        near = abs(self.verdict.score - self.verdict.threshold) < NEAR
        if self.verdict.relevant:
            return "kept, near the threshold" if near else "kept"
        return "turned away, near the threshold" if near else "turned away"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person said of the items drawn from one stratum: `relevant` of `judged`, out of `size` in all."""

    size: int
    judged: int = 0
    relevant: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share and where it lies with 95%."""

    share: float
    low: float
    high: float


def draw(candidates: Iterable[Candidate], size: int, seed: int = _SEED) -> list[Candidate]:
    """At most `size` items, in no order that tells their stratum: each stratum its share, what small ones lack goes to the
    others. The same candidates and seed give the same items."""
    chance = random.Random(seed)  # noqa: S311 - a sample that can be drawn again, nothing is secret
    strata: dict[Stratum, list[Candidate]] = {stratum: [] for stratum in STRATA}
    for candidate in sorted(candidates, key=lambda each: each.item_id):
        strata[candidate.stratum].append(candidate)
    for members in strata.values():
        chance.shuffle(members)
    taken = {stratum: min(round(size * _SHARES[stratum]), len(strata[stratum])) for stratum in STRATA}
    while sum(taken.values()) < size and (room := [s for s in STRATA if taken[s] < len(strata[s])]):
        taken[min(room, key=lambda s: taken[s] / _SHARES[s])] += 1
    drawn = [each for stratum in STRATA for each in strata[stratum][: taken[stratum]]][:size]
    chance.shuffle(drawn)
    return drawn


def sizes(candidates: Iterable[Candidate]) -> dict[Stratum, int]:
    """How many items each stratum has."""
    counted = dict.fromkeys(STRATA, 0)
    for candidate in candidates:
        counted[candidate.stratum] += 1
    return counted


def precision_and_recall(judged: Mapping[Stratum, Judged]) -> tuple[Estimate, Estimate] | None:
    """Precision and recall over all items; None where nothing kept was judged, or nothing turned away.

    Each stratum's share of relevant items has the posterior Beta(relevant + ½, others + ½) (Jeffreys' prior), which holds
    for small samples and where no mistake was seen; 95% of draws lie in the interval. A stratum nobody judged counts as if
    nothing were known of it.
    """
    kept, away = STRATA[:2], STRATA[2:]
    for side in (kept, away):
        if any(judged[stratum].size for stratum in side) and not any(
            judged[stratum].judged for stratum in side
        ):
            return None
    chance = random.Random(_SEED)  # noqa: S311 - the same interval every time
    precisions, recalls = [], []
    for _ in range(_DRAWS):
        shares = {
            stratum: chance.betavariate(each.relevant + 0.5, each.judged - each.relevant + 0.5)
            for stratum, each in judged.items()
        }
        precision, recall = _of_all(judged, shares)
        precisions.append(precision)
        recalls.append(recall)
    seen = {s: each.relevant / each.judged if each.judged else 0.5 for s, each in judged.items()}
    precision, recall = _of_all(judged, seen)
    return _estimate(precision, precisions), _estimate(recall, recalls)


def _of_all(judged: Mapping[Stratum, Judged], shares: Mapping[Stratum, float]) -> tuple[float, float]:
    right = sum(judged[s].size * shares[s] for s in STRATA[:2])
    kept = sum(judged[s].size for s in STRATA[:2])
    lost = sum(judged[s].size * shares[s] for s in STRATA[2:])
    return right / kept if kept else 1.0, right / (right + lost) if right + lost else 1.0


def _estimate(share: float, draws: Sequence[float]) -> Estimate:
    ordered = sorted(draws)
    low, high = ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered))]
    return Estimate(share, min(low, share), max(high, share))
