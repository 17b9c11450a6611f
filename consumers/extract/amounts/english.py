"""English amount expressions."""

from dataclasses import replace
from functools import cache

from consumers.extract.amounts import builders as b
from consumers.extract.amounts.measure import Measure
from consumers.extract.dates.grammar import Grammar, Rule, Words

_FIGURE = "[Nn](?:-n)?"
_VALUE = f"(?:{_FIGURE}(?:-?S){{0,2}}|HAS|A?HS|AS{{1,2}})"
_UNIT = "-?(?:[X@]?h?C|K|P|re|1-?2|p|i?[qc]?U(?:-U)?|b)"
_LOW = "[Nn]S?(?:P|re)?"


def _signed(words: Words) -> Measure | None:
    """ "US$5" is in US dollars, "a $5 bill" not in Australian ones: which dollars stands right before the sign."""
    first, second = words.tokens[:2]
    if first.symbol == "h" and first.end != second.start:
        return b.measure(Words(words.tokens[1:]))
    return b.measure(words)


def _signed_millions(words: Words) -> Measure | None:
    """ "$5m"."""
    return _in_millions(_signed(Words(words.tokens[:-1])), words, len(words.tokens) - 1)


def _millions(words: Words) -> Measure | None:
    """ "5m tonnes"."""
    return _in_millions(b.measure(Words((words.tokens[0], *words.tokens[2:]))), words, 1)


def _in_millions(said: Measure | None, words: Words, place: int) -> Measure | None:
    """The figure times a million, where the token at `place` is an "m" that touches it."""
    letter = words.tokens[place]
    if (
        said is None
        or letter.end - letter.start != 1
        or letter.value != "m"
        or letter.start != words.tokens[place - 1].end
    ):
        return None
    return replace(said, value=said.value * 1_000_000, scaled=True)


RULES: tuple[Rule[Measure], ...] = (
    Rule(
        "money_signs", "h?\\$[Nn]S?[-t]h?\\$?[Nn](?:-?S){0,2}|wh?\\$[Nn]S?ah?\\$?[Nn](?:-?S){0,2}", b.measures
    ),
    Rule("money_in_m", "h?\\$h?[Nn]U", _signed_millions),
    Rule("money_sign", f"h?\\$h?{_VALUE}", _signed),
    Rule("money_code", f"K{_VALUE}", b.measure),
    Rule("in_m_of", "[Nn]U(?:X?h?C|i?[qc]?U)", _millions),
    Rule("change", f"f{_LOW}t{_FIGURE}S{{0,2}}{_UNIT}", b.change),
    Rule("range", f"(?:{_LOW}[-t]|w{_LOW}a){_FIGURE}S{{0,2}}{_UNIT}", b.measures),
    Rule("measure", f"{_VALUE}{_UNIT}", b.measure),
    Rule("change_of_things", "f[Nn]S?t[Nn]S{0,2}", b.change),
    Rule("range_of_things", f"(?:[Nn]S?[-t]|w[Nn]S?a){_FIGURE}S{{0,2}}", b.measures),
    Rule("things", _VALUE, b.measure),
)


@cache
def grammar() -> Grammar[Measure]:
    """The English grammar."""
    return Grammar(RULES, begins_with="h$KfwNnHA", core="SPCU")
