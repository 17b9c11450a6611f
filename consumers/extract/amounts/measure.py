"""What an amount expression says: a figure with its unit, before its place in the text is looked at."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["money", "percent", "count", "quantity"]
Comparator = Literal["eq", "approx", "gt", "lt", "ge", "le"]
Direction = Literal["up", "down", "flat"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, fully scaled. A range's lower end has the upper one in `value_max`, which follows as a figure
    of its own. `unit` is empty where the noun after it must tell what is counted."""

    kind: Kind
    value: Decimal
    unit: str
    value_max: Decimal | None = None
    comparator: Comparator | None = None
    unit_from: Literal["text", "before", "convention"] = "text"
    own_unit: bool = False
    joined_by: str = ""
    """Of a range's lower end: see `draft.py`."""
    scaled: bool = False
    """Whether it has a word like "million", which a year or a number in a name never has."""


def plain(value: Decimal) -> str:
    """A decimal in plain notation without trailing zeros: "244800000000", "1.9"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
