"""How sure an amount is, by its kind and by what had to be guessed of it.

The numbers are the shares that were right among some 200 relevant items nobody had seen when they were first read
(docs/accuracy.md), drawn towards the kind's mean where a rule fired only a few times. They are measured, not felt:
`wirewatch evaluate` prints how far they are off.
"""

from consumers.extract.amounts.draft import Draft

_KINDS = {"money": 0.98, "percent": 0.98, "quantity": 0.98, "count": 0.96}
_RANGE, _LEFT_OUT, _BY_CONVENTION, _OF_WHAT = 0.88, 0.78, 0.68, 0.55


def confidence(draft: Draft) -> float:
    """The share of amounts like this one that is right."""
    sure = _KINDS[draft.kind]
    if draft.unit == "item" and draft.scaled and draft.rule == "things":
        return _OF_WHAT
    if draft.unit_from == "convention":
        return _BY_CONVENTION
    if draft.unit_from == "before":
        return _LEFT_OUT
    return min(sure, _RANGE) if draft.rule.startswith("range") else sure
