"""What two reports have in common, mark by mark, and how much that says."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from schemas.profile import Profile

_COMMON = {
    "country/china": 0.0, "country/russia": 0.0, "person/xi-jinping": 0.5, "person/vladimir-putin": 0.5,
    "city/beijing": 0.4, "city/moscow": 0.4, "country/ukraine": 0.5, "country/united-states": 0.5,
    "organization/kremlin": 0.3,
    "organization/ministry-of-foreign-affairs": 0.3, "organization/ministry-of-national-defense-of-china": 0.5,
    "organization/ministry-of-defence-of-russia": 0.5,
    "organization/ministry-of-foreign-affairs-of-china": 0.4,
    "organization/ministry-of-foreign-affairs-of-russia": 0.4,
    "organization/general-administration-of-customs-of-china": 0.5,
}  # fmt: skip
"""Named so often that sharing them says little."""

_BY_KIND = {
    "country": 0.7, "city": 1.2, "person": 1.5, "facility": 2.0, "organization": 1.0, "named_event": 1.5, "place": 1.0,
    "region": 1.0, "initiative": 1.0, "day": 1.0, "period": 1.0, "about": 0.5, "says": 0.4,
}  # fmt: skip

_FIGURES = {"count": 1.0, "ordinal": 1.5, "%": 1.5}
_FIGURE = 2.0
"""Of money and quantities: exact figures are rarely shared by chance."""

_EXACT = 0.5
"""More for a figure of three digits or more, or with decimals."""


DIGITS_LEAST, DIGITS_MOST = 2, 12
ROUNDED = 1.0
"""Of a figure that both give, one of them rounded."""


@dataclass(frozen=True, slots=True)
class Shared:
    """`marks` stand in both reports; `weight` is what they say together, `contained` its share of the report that says
    less, `mutual` of the one that says more."""

    marks: tuple[str, ...]
    weight: float
    contained: float
    mutual: float


@lru_cache(maxsize=1 << 16)
def weight_of(mark: str) -> float:
    """What it says that two reports share a mark."""
    known = _COMMON.get(mark)
    if known is not None:
        return known
    kind, _, value = mark.partition("/")
    if kind != "figure":
        return _BY_KIND[kind]
    unit, _, number = value.rpartition("/")
    digits = number.rstrip("0").replace(".", "")
    return _FIGURES.get(unit, _FIGURE) + (_EXACT if len(digits) >= 3 or "." in number else 0.0)


@lru_cache(maxsize=1 << 14)
def weight_of_all(marks: tuple[str, ...]) -> float:
    """What marks say together."""
    return sum(map(weight_of, marks))


def shared_by(one: Profile, other: Profile) -> Shared:
    """What two reports have in common."""
    common = set(one.marks).intersection(other.marks)
    marks = tuple(mark for mark in one.marks if mark in common)
    rounded = _rounded_alike(one.marks, other.marks, common)
    weight = weight_of_all(marks) + ROUNDED * len(rounded)
    less, more = sorted((weight_of_all(one.marks), weight_of_all(other.marks)))
    return Shared(
        marks=(*marks, *rounded),
        weight=weight,
        contained=weight / less if less else 0.0,
        mutual=weight / more if more else 0.0,
    )


def displacement(one: Profile, other: Profile, marks: Sequence[str]) -> float:
    """How far the same marks stand apart in two bodies, in thousandths of a body, by weight: translations keep the
    order, reports written independently do not. 1000 where no mark stands in both bodies."""
    mine, theirs = (dict(zip(p.marks, p.places, strict=True)) for p in (one, other))
    both = [m for m in marks if mine.get(m, -1) >= 0 and theirs.get(m, -1) >= 0]
    weight = sum(map(weight_of, both))
    apart = sum(abs(mine[m] - theirs[m]) * weight_of(m) for m in both)
    return apart / weight if weight else 1000.0


def _rounded_alike(mine: tuple[str, ...], theirs: tuple[str, ...], shared: Set[str]) -> tuple[str, ...]:
    """Figures of one that are figures of the other, rounded: 71 billion and 71.1 billion dollars."""
    others = [m for m in theirs if m.startswith("figure/") and m not in shared]
    if not others:
        return ()
    figures = [m for m in mine if m.startswith("figure/") and m not in shared]
    return tuple(mark for mark in figures if any(_is_rounding(mark, other) for other in others))


@lru_cache(maxsize=1 << 14)
def figure_of(mark: str) -> tuple[str, Decimal] | None:
    """A figure's unit and value; None for other marks, and for figures of one digit."""
    if not mark.startswith("figure/"):
        return None
    unit, _, value = mark.removeprefix("figure/").rpartition("/")
    number = Decimal(value)
    return (unit, number) if number >= 10 or unit == "%" else None


@lru_cache(maxsize=1 << 14)
def _is_rounding(mark: str, other: str) -> bool:
    one, two = figure_of(mark), figure_of(other)
    return one is not None and two is not None and one[0] == two[0] and is_rounding(one[1], two[1])


def is_rounding(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are equal, or the one with fewer significant digits (two at least) is the other rounded."""
    if one == other:
        return True
    if abs(one - other) > abs(one) / 10:  # two digits differ by no more when rounded: most pairs end here
        return False
    digits = min(max(min(_digits(one), _digits(other)), DIGITS_LEAST), DIGITS_MOST)
    return _round(one, digits) == _round(other, digits)


def _digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _round(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1), ROUND_HALF_UP)


def telling(marks: tuple[str, ...], most: int = 8) -> tuple[str, ...]:
    """The marks that say most, in their order of weight."""
    return tuple(sorted((m for m in marks if weight_of(m)), key=lambda mark: (-weight_of(mark), mark))[:most])
