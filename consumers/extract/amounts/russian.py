"""Russian amount expressions."""

from functools import cache

from consumers.extract.amounts import builders as b
from consumers.extract.amounts.measure import Measure
from consumers.extract.dates.grammar import Grammar, Rule, Words

_VALUE = "(?:[Nn]n?S{0,2}|S(?=C|[qc]?U))"
_UNIT = "-?(?:h?X?CX?|K|P2|P|пп|12|[qc]?U(?:[*-]U)?)"
_LOW = "[Nn]S?P?"


def _kilovolts(words: Words) -> Measure | None:
    """«500 кВ»: no abbreviated square, which has its full stop or its unit."""
    unit, figure = words.tokens[-1], b.number(words.tokens)
    if figure is None or unit.end - unit.start != len("кВ"):
        return None
    return Measure("quantity", figure, "kV")


RULES: tuple[Rule[Measure], ...] = (
    Rule("money_signs", "\\$[Nn]S?[-t]\\$?[Nn]S{0,2}", b.measures),
    Rule("money_sign", "\\$[Nn]S{0,2}", b.measure),
    Rule("money_code", f"K{_VALUE}", b.measure),
    Rule("change", f"f{_LOW}t[Nn]S{{0,2}}{_UNIT}", b.change),
    Rule("range", f"{_LOW}-[Nn]S{{0,2}}{_UNIT}", b.measures),
    Rule("money_after", "[Nn]S{0,2}\\$", b.measure),
    Rule("measure", f"{_VALUE}{_UNIT}", b.measure),
    Rule("kilovolts", f"{_VALUE}-?q(?!U)", _kilovolts),
    Rule("change_of_things", "f[Nn]S?t[Nn]S{0,2}", b.change),
    Rule("range_of_things", "[Nn]S?-[Nn]S{0,2}", b.measures),
    Rule("things", "[Nn]n?S{0,2}", b.measure),
)


@cache
def grammar() -> Grammar[Measure]:
    """The Russian grammar."""
    return Grammar(RULES, begins_with="$KfNnS", core="SPCU")
