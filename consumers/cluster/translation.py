"""Whether one report is a translation of another: the same facts, nearly all of them, in the same order."""

from datetime import timedelta

from consumers.cluster.shared import Shared, shared_by
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
"""Of `likeness_of`. Reports of one agency, and those that credit each other, are translations more often than not."""

DISPLACED_COSTS = 1 / 250
"""A mean displacement by a tenth of the text weighs as much as four tenths of the shared facts: written anew,
the same facts come in another order."""


def shared_with(profile: Profile, member: ClusterMember) -> Shared | None:
    """What a report has in common with a member that keeps its profile and is not too far off in time."""
    if member.profile is None or profile.published is None or member.profile.published is None:
        return None
    if abs(profile.published - member.profile.published) > NEAR:
        return None
    return shared_by(profile, member.profile)


def likeness_of(shared: Shared) -> float:
    """How like a translation: shares of both reports, less the disorder."""
    return shared.contained + shared.mutual - shared.displaced * DISPLACED_COSTS


def is_translation(shared: Shared, *, kin: bool) -> bool:
    """Whether what is shared makes one report a translation of the other; `kin`: of one agency, or one credits the
    other."""
    return (
        shared.weight >= WEIGHT_LEAST
        and shared.contained >= CONTAINED_LEAST
        and shared.mutual >= MUTUAL_LEAST
        and likeness_of(shared) >= (ALIKE_OF_KIN if kin else ALIKE)
    )
