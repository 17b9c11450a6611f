"""An amount in the making: what the steps of the finder fill in, one after the other."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from consumers.extract.amounts.measure import Comparator, Direction, Kind


@dataclass(slots=True)
class Draft:
    """The figure stands at `text[start:end]`, the words that bound it and what it counts included.

    `figure`: where the figure itself begins. `base`: it is what another figure is compared with ("from 27%"). `spans` are further places that state the
    same figure (a headline's).
    """

    start: int
    end: int
    figure: int
    kind: Kind
    value: Decimal
    value_max: Decimal | None
    unit: str
    rule: str
    unit_from: Literal["text", "before", "convention"] = "text"
    """Where its unit comes from: said with it, left out because said before, or meant where none is said."""
    scaled: bool = False
    own_unit: bool = False
    """Of a range's lower end: it has its unit or scale itself, "$2 billion to $11 billion"."""
    joined_by: str = ""
    """Of a range: "to" where a word joins its ends, "-" where a dash does."""
    comparator: Comparator = "eq"
    direction: Direction | None = None
    comparison: Literal["yoy", "mom", "qoq"] | None = None
    qualifier: Literal["record_high", "record_low"] | None = None
    base: bool = False
    change_of: "Draft | None" = None
    indicator: str | None = None
    period: str | None = None
    partners: tuple[str, ...] = ()
    spans: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_change(self) -> bool:
        """Whether it can say by how much another figure changed."""
        return self.kind == "percent" or self.unit == "times"
