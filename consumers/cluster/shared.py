"""What two reports have in common, mark by mark, and how much that says."""

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


DIGITS_LEAST = 2
ROUNDED = 1.0
"""Of a figure that both give, one of them rounded."""


@dataclass(frozen=True, slots=True)
class Shared:
    """`marks` stand in both reports; `weight` is what they say together, `contained` its share of the report that says
    less, `mutual` of the one that says more; `displaced` is how far they stand apart in the two texts, in
    thousandths: translations keep the order, reports written independently do not."""

    marks: tuple[str, ...]
    weight: float
    contained: float
    mutual: float
    displaced: float


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


def weight_of_all(marks: tuple[str, ...]) -> float:
    """What marks say together."""
    return sum(map(weight_of, marks))


def shared_by(one: Profile, other: Profile) -> Shared:
    """What two reports have in common."""
    where = dict(zip(other.marks, other.places, strict=True))
    pairs = [(m, at, where[m]) for m, at in zip(one.marks, one.places, strict=True) if m in where]
    marks = tuple(mark for mark, _, _ in pairs)
    rounded = _rounded_alike(one.marks, other.marks, marks)
    weight = weight_of_all(marks) + ROUNDED * len(rounded)
    less, more = sorted((weight_of_all(one.marks), weight_of_all(other.marks)))
    both = [(mark, at, there) for mark, at, there in pairs if at >= 0 and there >= 0]
    in_bodies = sum(weight_of(mark) for mark, _, _ in both)
    apart = sum(abs(at - there) * weight_of(mark) for mark, at, there in both)
    return Shared(
        marks=(*marks, *rounded),
        weight=weight,
        contained=weight / less if less else 0.0,
        mutual=weight / more if more else 0.0,
        displaced=apart / in_bodies if in_bodies else 1000.0,
    )


def _rounded_alike(
    mine: tuple[str, ...], theirs: tuple[str, ...], shared: tuple[str, ...]
) -> tuple[str, ...]:
    """Figures of one that are figures of the other, rounded: 71 billion and 71.1 billion dollars."""
    others = [figure for mark in theirs if mark not in shared and (figure := figure_of(mark))]
    if not others:
        return ()
    figures = ((mark, figure) for mark in mine if mark not in shared and (figure := figure_of(mark)))
    return tuple(mark for mark, figure in figures if any(_is_rounding(figure, other) for other in others))


@lru_cache(maxsize=1 << 14)
def figure_of(mark: str) -> tuple[str, Decimal] | None:
    """A figure's unit and value; None for other marks, and for figures of one digit."""
    if not mark.startswith("figure/"):
        return None
    unit, _, value = mark.removeprefix("figure/").rpartition("/")
    number = Decimal(value)
    return (unit, number) if number >= 10 or unit == "%" else None


def _is_rounding(one: tuple[str, Decimal], other: tuple[str, Decimal]) -> bool:
    return one[0] == other[0] and is_rounding(one[1], other[1])


def is_rounding(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are equal, or the one with fewer significant digits (two at least) is the other rounded."""
    if one == other or not one or not other:
        return one == other
    digits = max(min(_digits(one), _digits(other)), DIGITS_LEAST)
    return _round(one, digits) == _round(other, digits)


def _digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _round(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1), ROUND_HALF_UP)


def telling(marks: tuple[str, ...], most: int = 8) -> tuple[str, ...]:
    """The marks that say most, in their order of weight."""
    return tuple(sorted((m for m in marks if weight_of(m)), key=lambda mark: (-weight_of(mark), mark))[:most])
