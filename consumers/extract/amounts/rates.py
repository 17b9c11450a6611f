"""Money in US dollars, by rates that the user gives: without one nothing is converted."""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from schemas.amount import Amount, InUsd
from schemas.errors import ConfigurationError

COLUMNS = ("date", "currency", "usd")
GOOD_FOR = timedelta(days=31)
"""A rate older than this says nothing of the day: central banks publish daily, or by the month."""

_CENTS_BELOW = 100


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency was worth in US dollars on a day."""

    day: date
    usd: Decimal


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates by currency (ISO 4217), each currency's in the order of their days."""

    by_currency: Mapping[str, Sequence[Rate]] = field(default_factory=dict)

    def on(self, currency: str, day: date) -> Rate | None:
        """The last rate of a currency on a day or in the 31 days before it."""
        known = self.by_currency.get(currency, ())
        after = bisect_right(known, day, key=lambda rate: rate.day)
        if after == 0 or day - known[after - 1].day > GOOD_FOR:
            return None
        return known[after - 1]


NO_RATES = Rates()


def rates_in_force(file: Path | None) -> Rates:
    """The rates of a file; none where there is none. Raises ConfigurationError."""
    return NO_RATES if file is None else load_rates(file)


def load_rates(file: Path) -> Rates:
    """Rates from a CSV file with the columns date (ISO 8601), currency (ISO 4217) and usd, what one unit of it was worth in
    US dollars. Raises ConfigurationError with the line of the first mistake."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
                raise ConfigurationError(
                    f"{file}: line 1 lacks {', '.join(missing)}: rates have the columns {','.join(COLUMNS)}."
                )
            found: dict[str, dict[date, Rate]] = {}
            for row in rows:
                currency, rate = _read(file, rows.line_num, row)
                found.setdefault(currency, {})[rate.day] = rate
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise ConfigurationError(f"The rates {file} cannot be read: {said}.") from error
    return Rates({name: [days[day] for day in sorted(days)] for name, days in found.items()})


def _read(file: Path, line: int, row: Mapping[str, str | None]) -> tuple[str, Rate]:
    day, currency, usd = ((row[name] or "").strip() for name in COLUMNS)
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise ConfigurationError(
            f"{file}: line {line}: {day!r} is no date; write it as 2026-11-02."
        ) from error
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        raise ConfigurationError(f"{file}: line {line}: {currency!r} is no code of ISO 4217, as CNY is.")
    try:
        worth = Decimal(usd)
    except InvalidOperation:
        worth = Decimal("NaN")
    if not worth.is_finite() or worth <= 0:
        raise ConfigurationError(
            f"{file}: line {line}: {usd!r} is no rate; write dollars for one {currency}."
        )
    return currency, Rate(on, worth)


def with_usd(amounts: Iterable[Amount], rates: Rates, day: date | None) -> tuple[Amount, ...]:
    """The amounts, those of money in another currency with what they were worth in US dollars on the day of the report,
    where a rate for it is known."""
    if not rates.by_currency or day is None:
        return tuple(amounts)
    return tuple(_converted(amount, rates, day) for amount in amounts)


def _converted(amount: Amount, rates: Rates, day: date) -> Amount:
    if amount.kind != "money" or amount.unit == "USD":
        return amount
    rate = rates.on(amount.unit, day)
    if rate is None:
        return amount
    highest = None if amount.value_max is None else _dollars(amount.value_max, rate)
    worth = InUsd(
        value=_dollars(amount.value, rate),
        value_max=highest,
        rate=format(rate.usd.normalize(), "f"),
        rate_date=rate.day,
    )
    return amount.model_copy(update={"in_usd": worth})


def _dollars(value: str, rate: Rate) -> str:
    """Whole dollars; of less than a hundred the cents too."""
    worth = Decimal(value) * rate.usd
    return format(round(worth, 2) if abs(worth) < _CENTS_BELOW else Decimal(round(worth)), "f")
