"""What matched words say, as measures: shared by the grammars, which use one alphabet of symbols.

N figure   n number word   S scale   A a, one   H half   r 余, 多 or the "per" of "per cent"
$ currency sign   C currency word   K currency code   h which dollars   X nationality   Y 人民币
P percent   e "cent"   1 2 percentage points   p points in one word   b 百分之   c tenths (成)   x times (倍)
U unit   q c square, cubic   b bcm   L measure word   f t a w - from, to, and, between, dash
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from consumers.extract.amounts.measure import Comparator, Kind, Measure
from consumers.extract.dates.grammar import Words
from consumers.extract.dates.tokens import Token

_TIMES = "times"
_HOURS = {"kW": "kWh", "MW": "MWh", "GW": "GWh", "TW": "TWh"}
_BILLION = Decimal(1_000_000_000)


def measure(words: Words) -> Measure | None:
    """One figure with its unit, or one that waits for a noun."""
    value = number(words.tokens)
    if value is None:
        return None
    kind, unit, factor = unit_of(words.tokens)
    comparator: Comparator | None = "gt" if words.has("rj") and not words.has("e") else None
    return Measure(kind, value * factor, unit, comparator=comparator, scaled=words.has("S"))


def measures(words: Words) -> list[Measure] | None:
    """A range: its lower end, closed by the upper one, and the upper one itself."""
    ends = _ends(words)
    if ends is None or ends[0].value >= ends[1].value:
        return None
    low, high = ends
    lower, by = _lower_end(words.tokens)
    closed = Measure(
        low.kind, low.value, low.unit, value_max=high.value, scaled=low.scaled, joined_by=by,
        own_unit=any(token.symbol in "SP$CKU" for token in lower if token is not words.tokens[0]),
    )  # fmt: skip
    return [closed, high]


def change(words: Words) -> list[Measure] | None:
    """Two figures that share a unit, "from 5 to 7 percent": where it began and where it ended; «от 5 до 7» is a
    range."""
    if words.text("f") == "range":
        return measures(words)
    ends = _ends(words)
    return list(ends) if ends else None


def _ends(words: Words) -> tuple[Measure, Measure] | None:
    tokens = words.tokens
    middle = next(
        (i for i, t in enumerate(tokens) if i and t.symbol in "-ta" and _has_number(tokens[:i])), None
    )
    if middle is None:
        return None
    low, high = number(tokens[:middle]), number(tokens[middle + 1 :])
    if low is None or high is None:
        return None
    kind, unit, factor = unit_of(tokens[middle + 1 :])
    if not unit:
        kind, unit, factor = unit_of(tokens)
    low_unit = unit_of(tokens[:middle])[:2]
    if low_unit[1] and low_unit != (kind, unit):
        return None  # "8.1% to 891 billion yuan" are two things
    scale = scale_of(tokens[middle + 1 :])
    if not scale_of(tokens[:middle]) and scale:
        low *= scale
    scaled = bool(scale)
    return (
        Measure(kind, low * factor, unit, scaled=scaled),
        Measure(kind, high * factor, unit, scaled=scaled),
    )


def _lower_end(tokens: Sequence[Token]) -> tuple[Sequence[Token], str]:
    """The tokens of a range's lower end, and what joins it to the upper one."""
    middle = next(i for i, t in enumerate(tokens) if i and t.symbol in "-ta" and _has_number(tokens[:i]))
    return tokens[:middle], "-" if tokens[middle].symbol == "-" else "to"


def _has_number(tokens: Sequence[Token]) -> bool:
    return any(token.symbol in "Nn" for token in tokens)


def scale_of(tokens: Sequence[Token]) -> Decimal | None:
    """The product of the words like "million"; None without any."""
    scales = [Decimal(str(token.value)) for token in tokens if token.symbol == "S"]
    product = Decimal(1)
    for scale in scales:
        product *= scale
    return product if scales else None


def number(tokens: Sequence[Token]) -> Decimal | None:
    """The value of figures, number words and scales in a row: 3亿5000万, two hundred thousand, half a million."""
    total, group = Decimal(0), None
    half = any(token.symbol == "H" for token in tokens)
    last = ""
    for token in tokens:
        if token.symbol in "Nn":
            value = decimal(token.value)
            if value is None:
                return None
            if group is not None and last in "Nn" and value in (10, 100, 1000):
                group *= value  # 3千
            else:
                total, group = total + (group or 0), value
            last = token.symbol
        elif token.symbol == "S":
            group = (Decimal(1) if group is None else group) * Decimal(str(token.value))
            last = "S"
    if group is None:
        return None
    return (total + group) / 2 if half else total + group


def decimal(value: object) -> Decimal | None:
    """A token's value as a decimal."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def unit_of(tokens: Sequence[Token]) -> tuple[Kind, str, Decimal]:
    """Kind and unit, and the factor a unit brings along (成 10, bcm 10⁹)."""
    one = Decimal(1)
    by_symbol = {token.symbol: token for token in tokens}
    symbols = "".join(token.symbol for token in tokens)
    currency = next((by_symbol[symbol].value for symbol in "hCK$Y" if symbol in by_symbol), None)
    if currency and ("C" in by_symbol or "K" in by_symbol or "$" in by_symbol):
        if "h" in by_symbol and by_symbol.get("C") and by_symbol["C"].value != "USD":
            currency = by_symbol["C"].value
        return "money", str(currency), one
    if "1" in by_symbol or "2" in by_symbol or "p" in by_symbol or "пп" in symbols:
        return "percent", "pp", one
    if "P" in by_symbol or "e" in by_symbol or ("b" in by_symbol and by_symbol["b"].value == "%"):
        return "percent", "%", one
    if "c" in by_symbol and by_symbol["c"].value == "tenths":
        return "percent", "%", Decimal(10)
    if "b" in by_symbol:
        return "quantity", "m3", _BILLION
    if "x" in by_symbol:
        return "count", _TIMES, one
    if "L" in by_symbol:
        return "count", str(by_symbol["L"].value), one
    units = [str(token.value) for token in tokens if token.symbol == "U"]
    return _quantity(units, by_symbol, one)


def _quantity(units: list[str], by_symbol: dict[str, Token], one: Decimal) -> tuple[Kind, str, Decimal]:
    if not units:
        return "count", "", one
    unit = units[0]
    if unit == _TIMES:
        return "count", unit, one
    if len(units) == 2:
        return "quantity", _HOURS.get(unit, unit), one
    power = "2" if "q" in by_symbol else "3" if "c" in by_symbol else ""
    return "quantity", unit + power, one
