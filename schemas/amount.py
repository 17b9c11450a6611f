"""Money, percentages, counts and quantities an item names."""

import re
from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import model_validator

from schemas.fact import Fact
from schemas.model import CountryCode, Model, PlainDecimal


class InUsd(Model):
    """What an amount of money was worth in US dollars at a rate the user gave: `rate` dollars for one unit, of `rate_date`."""

    value: PlainDecimal
    value_max: PlainDecimal | None = None
    rate: PlainDecimal
    rate_date: date


class Amount(Fact):
    """An amount, fully scaled and exact.

    `unit`: ISO 4217 for money, "%" or "pp" for percent, UCUM-like for quantities ("t", "m3", "km", "MW"), a
    noun for counts ("person", "company", "times"). `value_max` closes a range. `period` is the id of a date,
    `change_of` the id of the amount this one is the change of. Since 1.3: `in_usd`, where the user gave a rate.
    """

    kind: Literal["money", "percent", "count", "quantity", "ordinal"]
    value: PlainDecimal
    value_max: PlainDecimal | None = None
    unit: str
    comparator: Literal["eq", "approx", "gt", "lt", "ge", "le"] = "eq"
    indicator: str | None = None
    partners: tuple[CountryCode, ...] = ()
    direction: Literal["up", "down", "flat"] | None = None
    comparison: Literal["yoy", "mom", "qoq"] | None = None
    qualifier: Literal["record_high", "record_low"] | None = None
    period: str | None = None
    change_of: str | None = None
    in_usd: InUsd | None = None

    @model_validator(mode="after")
    def _has_a_unit_of_its_kind(self) -> Self:
        if self.kind == "money" and not re.fullmatch(r"[A-Z]{3}", self.unit):
            raise ValueError("money needs an ISO 4217 unit")
        if self.kind == "percent" and self.unit not in ("%", "pp"):
            raise ValueError("percent needs the unit % or pp")
        if self.value_max is not None and Decimal(self.value) > Decimal(self.value_max):
            raise ValueError("an amount's range is not ordered")
        return self
