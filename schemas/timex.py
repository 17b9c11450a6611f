"""Dates an item names, in TIMEX3 terms."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.fact import Fact

_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
TimexValue = Annotated[
    str, Field(pattern=rf"^({_DATE}(/{_DATE})?|P(\d+[YMWD]|T\d+[HM])|PAST_REF|PRESENT_REF|FUTURE_REF)$")
]
"""ISO 8601: a year, month or day, an interval a/b of those, a duration, or a TIMEX3 vague reference.
Quarters, halves, weeks and seasons are written as intervals."""


class Timex(Fact):
    """A date expression: its normalised value, the first and last day it can mean, and how it was resolved.

    A SET has the length of its period in `value`, `quant` EVERY, and how often in it in `freq` ("2X"); `timex3` is the value in
    TIMEX3's own grammar where that says more: "XXXX-WXX-1" (every Monday).
    """

    timex_type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: TimexValue
    grain: Literal["day", "week", "month", "quarter", "half", "season", "year", "decade", "other"] = "other"
    mod: Literal["APPROX", "START", "MID", "END", "BEFORE", "AFTER", "MORE_THAN", "LESS_THAN"] | None = None
    earliest: date | None = None
    latest: date | None = None
    resolution: Literal["absolute", "underspecified", "relative", "vague"]
    anchor: str | None = None
    function: Literal["dateline"] | None = None
    quant: Literal["EVERY"] | None = None
    freq: Annotated[str, Field(pattern=r"^[1-9]\d*X$")] | None = None
    timex3: Annotated[str, Field(pattern=r"^XXXX-WXX-[1-7]$")] | None = None

    @model_validator(mode="after")
    def _is_ordered_and_anchored(self) -> Self:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("a date's interval starts after it ends")
        first, _, last = self.value.partition("/")
        if last and first > last:
            raise ValueError("a date's value starts after it ends")
        if self.resolution in ("relative", "underspecified") and not self.anchor:
            raise ValueError("a relative date needs its anchor")
        return self
