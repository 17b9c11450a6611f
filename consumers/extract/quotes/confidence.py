"""How sure a quote is, its speaker included, by how it is marked, by its rule, and by whether its source is named.

The numbers are the shares that were right among some 200 relevant items nobody had seen when they were first read
(docs/accuracy.md), drawn towards the kind's mean where a rule fired only a few times. They are measured, not felt:
`wirewatch evaluate` prints how far they are off.
"""

from consumers.extract.quotes.draft import Draft

_KINDS = {"direct": 0.98, "mixed": 0.96, "indirect": 0.95}
_RULES = {
    "bare": 0.75, "np": 0.85, "as": 0.8, "according_to": 0.82, "cited": 0.85, "inf": 0.9, "forward": 0.93, "continued": 0.85,
    "interview": 0.75, "introduced": 0.85, "about_this": 0.85, "colon": 0.85,
}  # fmt: skip
_REFERRED, _MIXED_AND_REFERRED = 0.88, 0.68
"""A source that is a pronoun or a noun: who is meant had to be found."""


def confidence(draft: Draft, *, named: bool) -> float:
    """The share of quotes like this one whose words and speaker are right."""
    sure = min(_KINDS[draft.kind], _RULES.get(draft.rule, 1.0))
    if named:
        return sure
    return min(sure, _REFERRED if draft.kind != "mixed" else _MIXED_AND_REFERRED)
