"""Whether one report is a translation of another: the same facts, nearly all of them, in the same order."""

from dataclasses import dataclass
from datetime import timedelta

from consumers.cluster.shared import Shared, displacement, shared_by
from schemas.cluster_state import ClusterMember
from schemas.profile import Profile

NEAR = timedelta(days=4)
"""Translations follow within days."""

WEIGHT_LEAST = 4.5
"""Of what is shared: below, a handful of well-known names could be any two reports."""

CONTAINED_LEAST = 0.65
MUTUAL_LEAST = 0.45

ALIKE = 1.15
ALIKE_OF_KIN = 1.0
"""Of `Likeness.score`. Reports of one agency, and those that credit each other, are translations more often than not."""

DISPLACED_COSTS = 1 / 250
"""A mean displacement by a tenth of the text weighs as much as four tenths of the shared facts: written anew,
the same facts come in another order."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a report shares with another's, and how like a translation it is: the shares of both reports, less the
    disorder."""

    shared: Shared
    score: float

    def is_translation(self, *, kin: bool) -> bool:
        """Whether one report is a translation of the other; `kin`: of one agency, or one credits the other."""
        return (
            self.shared.weight >= WEIGHT_LEAST
            and self.shared.contained >= CONTAINED_LEAST
            and self.shared.mutual >= MUTUAL_LEAST
            and self.score >= (ALIKE_OF_KIN if kin else ALIKE)
        )


def likeness_to(profile: Profile, member: ClusterMember) -> Likeness | None:
    """How like a translation of a member's report; None for one that keeps no profile, is too far off in time, or
    shares too little."""
    if member.profile is None or profile.published is None or member.profile.published is None:
        return None
    if abs(profile.published - member.profile.published) > NEAR:
        return None
    shared = shared_by(profile, member.profile)
    if shared.contained < CONTAINED_LEAST:
        return None
    apart = displacement(profile, member.profile, shared.marks)
    return Likeness(shared, shared.contained + shared.mutual - apart * DISPLACED_COSTS)
