"""How sure an entity the gazetteer does not know is, by the rule that found it.

The numbers are the shares that were right among some 200 relevant items nobody had seen when they were first read
(docs/accuracy.md), drawn towards the kind's mean where a rule fired only a few times. They are measured, not felt:
`wirewatch evaluate` prints how far they are off.
"""

UNKNOWN = 0.9
"""A rule of which too little has been seen to tell it from the others."""
_RULES = {
    "en.capitals": 0.6, "en.head": 0.75, "en.in_place": 0.8, "en.name": 0.93, "en.role": 0.82, "en.said_to_be": 0.5, "en.speech": 0.87,
    "latin": 0.8, "mission": 0.83, "office": 0.55, "ru.head": 0.78, "ru.quoted_bare": 0.8, "ru.quoted": 0.92, "zh.dotted": 0.87,
    "zh.head": 0.66, "zh.title": 0.89, "zh.filer": 0.8, "zh.before_speech": 0.85,
}  # fmt: skip


def confidence(rule: str) -> float:
    """The share of this rule's entities that is right."""
    return _RULES.get(rule, UNKNOWN)
