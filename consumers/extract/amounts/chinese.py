"""Chinese amount expressions. Besides the common symbols (`builders.py`): d 第, after which a number is an ordinal;
v words like 近 and 逾, after which 万 and 亿 may stand without a figure."""

from functools import cache

from consumers.extract.amounts import builders as b
from consumers.extract.amounts.measure import Measure
from consumers.extract.dates.grammar import Grammar, Rule, Words

_FREE = "(?<![dj])(?<![NS]r)"
"""Not the 2 of 第2, the 千 of 几千, nor what follows the 多 of 20多; that of 同期多44% is a word of its own."""
_VALUE = f"(?:{_FREE}NN?[rj]?S{{1,2}}r?(?:NN?S{{0,2}})*|{_FREE}NN?[rj]?|(?<=v)S{{1,2}}r?)"
_UNIT = "(?:C|P|p|x|cr?|U|L)"
_LOW = f"{_FREE}NN?S{{0,2}}[PpCUL]?"


def _tenths(words: Words) -> Measure | None:
    """六成五: 65 percent."""
    tens, ones = (b.decimal(token.value) for token in words.tokens if token.symbol == "N")
    if tens is None or ones is None or not (1 <= tens <= 9 and 1 <= ones <= 9):
        return None
    return Measure("percent", tens * 10 + ones, "%")


RULES: tuple[Rule[Measure], ...] = (
    Rule("of_hundred", "bNN?", b.measure),
    Rule("tenths", f"{_FREE}NcN", _tenths),
    Rule("money_signs", f"\\$(?:{_LOW})t\\$?{_VALUE}", b.measures),
    Rule("money_sign", f"\\${_VALUE}C?", b.measure),
    Rule("money_code", f"Y{_VALUE}C?", b.measure),
    Rule("change", f"f{_LOW}t{_VALUE}{_UNIT}", b.change),
    Rule("range", f"{_LOW}t{_VALUE}{_UNIT}", b.measures),
    Rule("measure", f"{_VALUE}{_UNIT}", b.measure),
    Rule("things", f"{_FREE}NN?[rj]?S{{1,2}}r?(?:NN?S{{0,2}})*", b.measure),
)


@cache
def grammar() -> Grammar[Measure]:
    """The Chinese grammar."""
    return Grammar(RULES, begins_with="b$YfNS", core="Scbx")
