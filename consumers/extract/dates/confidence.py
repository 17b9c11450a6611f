"""How sure a date is, by its rule and by how it was told.

The numbers are the shares that were right among some 200 relevant items nobody had seen when they were first read
(docs/accuracy.md), drawn towards the kind's mean where a rule fired only a few times. They are measured, not felt:
`wirewatch evaluate` prints how far they are off.
"""

from consumers.extract.dates.resolve import Resolved

_TOLD = {"absolute": 0.98, "underspecified": 0.97, "relative": 0.96, "vague": 0.7}
_RULES = {
    "earlier": 0.55, "than_ago": 0.55, "around": 0.65, "ago": 0.72, "same_period": 0.6, "next_day": 0.75, "eve": 0.75,
    "near_day": 0.88, "bare_day": 0.87, "bare_days": 0.85, "days": 0.9, "season": 0.75, "year_alone": 0.8, "month_alone": 0.85,
    "month_subject": 0.8, "weekend": 0.8, "near_elided": 0.75, "month_adjective": 0.85, "year_adjective": 0.75,
    "results_of_year": 0.85, "months_so_far": 0.88, "half_so_far": 0.8, "vague": 0.6,
}  # fmt: skip
"""Rules that are right less often than their kind: what counts from another date, or leaves most unsaid."""


def confidence(rule: str, means: Resolved) -> float:
    """The share of dates of this rule, told in this way, that is right."""
    told = _TOLD[means.resolution]
    return min(told, _RULES.get(rule, told))
