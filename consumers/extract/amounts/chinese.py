"""Chinese amount expressions. Besides the common symbols (`builders.py`): d 第, after which a number is an ordinal;
v words like 近 and 逾, after which 万 and 亿 may stand without a figure."""

from functools import cache

from consumers.extract.amounts import builders as b
from consumers.extract.amounts.measure import Measure
from consumers.extract.dates.grammar import Grammar, Rule

_VALUE = "(?:(?<![dr])NN?r?S{1,2}r?(?:NN?S{0,2})*|(?<![dr])NN?r?|(?<=v)S{1,2}r?)"
_UNIT = "(?:C|P|p|x|c|U|L)"
_LOW = "(?<![dr])NN?S{0,2}[PpCUL]?"

RULES: tuple[Rule[Measure], ...] = (
    Rule("of_hundred", "bNN?", b.measure),
    Rule("money_signs", f"\\$(?:{_LOW})t\\$?{_VALUE}", b.measures),
    Rule("money_sign", f"\\${_VALUE}C?", b.measure),
    Rule("money_code", f"Y{_VALUE}C?", b.measure),
    Rule("change", f"f{_LOW}t{_VALUE}{_UNIT}", b.change),
    Rule("range", f"{_LOW}t{_VALUE}{_UNIT}", b.measures),
    Rule("measure", f"{_VALUE}{_UNIT}", b.measure),
    Rule("things", "(?<![dr])NN?r?S{1,2}r?(?:NN?S{0,2})*", b.measure),
)


@cache
def grammar() -> Grammar[Measure]:
    """The Chinese grammar."""
    return Grammar(RULES, begins_with="b$YfNS", core="Scbx")
