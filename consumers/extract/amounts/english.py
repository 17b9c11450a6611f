"""English amount expressions."""

from functools import cache

from consumers.extract.amounts import builders as b
from consumers.extract.amounts.measure import Measure
from consumers.extract.dates.grammar import Grammar, Rule, Words

_FIGURE = "[Nn](?:-n)?"
_VALUE = f"(?:{_FIGURE}-?S{{0,2}}|HAS|A?HS|AS{{1,2}})"
_UNIT = "-?(?:X?h?C|K|P|re|1-?2|p|i?[qc]?U(?:-U)?|b)"
_LOW = "[Nn]S?(?:P|re)?"


def _signed(words: Words) -> Measure | None:
    """ "US$5" is in US dollars, "a $5 bill" not in Australian ones: which dollars stands right before the sign."""
    first, second = words.tokens[:2]
    if first.symbol == "h" and first.end != second.start:
        return b.measure(Words(words.tokens[1:]))
    return b.measure(words)


RULES: tuple[Rule[Measure], ...] = (
    Rule("money_signs", "h?\\$[Nn]S?[-t]h?\\$?[Nn]-?S{0,2}|wh?\\$[Nn]S?ah?\\$?[Nn]-?S{0,2}", b.measures),
    Rule("money_sign", f"h?\\${_VALUE}", _signed),
    Rule("money_code", f"K{_VALUE}", b.measure),
    Rule("change", f"f{_LOW}t{_FIGURE}S{{0,2}}{_UNIT}", b.change),
    Rule("range", f"(?:{_LOW}[-t]|w{_LOW}a){_FIGURE}S{{0,2}}{_UNIT}", b.measures),
    Rule("measure", f"{_VALUE}{_UNIT}", b.measure),
    Rule("range_of_things", f"(?:[Nn]S?[-t]|w[Nn]S?a){_FIGURE}S{{0,2}}", b.measures),
    Rule("things", _VALUE, b.measure),
)


@cache
def grammar() -> Grammar[Measure]:
    """The English grammar."""
    return Grammar(RULES, begins_with="h$KfwNnHA", core="SPCU")
