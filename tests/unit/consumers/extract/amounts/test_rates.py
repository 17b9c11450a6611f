"""Money is told in dollars too, by the user's dated rates and no others."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.extract.amounts.rates import GOOD_FOR, NO_RATES, Rate, Rates, load_rates, with_usd
from consumers.extract.extract_facts import extract_facts
from schemas.amount import Amount
from schemas.errors import ConfigurationError

TEXT = "中俄贸易额达1.74万亿元人民币。俄方投资20亿至30亿卢布，其中500万美元来自基金，另有3%。"
DAY = date(2026, 11, 23)
RATES = "date,currency,usd\n2026-11-20,CNY,0.1405\n2026-10-30,CNY,0.14\n2026-11-20,RUB,0.0125\n"


def amounts(rates: Rates, day: date | None = DAY) -> Sequence[Amount]:
    return extract_facts(TEXT, 0, "zh", day, rates=rates).amounts


def rates_in(folder: Path, written: str) -> Rates:
    file = folder / "rates.csv"
    file.write_text(written, encoding="utf-8")
    return load_rates(file)


def test_money_of_other_currencies_is_told_in_dollars_at_the_last_rate_before_the_report(
    tmp_path: Path,
) -> None:
    found = amounts(rates_in(tmp_path, RATES))
    told = {each.unit: each.in_usd for each in reversed(found)}  # the first of a range is the whole of it
    yuan, roubles = told["CNY"], told["RUB"]
    assert yuan is not None
    assert roubles is not None
    assert (yuan.value, yuan.rate, yuan.rate_date) == ("244470000000", "0.1405", date(2026, 11, 20))
    assert (roubles.value, roubles.value_max) == ("25000000", "37500000")
    assert told["USD"] is None
    assert told["%"] is None


def test_without_a_rate_for_the_day_nothing_is_converted(tmp_path: Path) -> None:
    rates = rates_in(tmp_path, RATES)
    for known, day in (
        (NO_RATES, DAY),
        (rates, None),
        (rates, date(2026, 10, 29)),
        (rates, date(2026, 12, 22)),
    ):
        assert all(each.in_usd is None for each in amounts(known, day))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("date,usd\n", "line 1 lacks currency"),
        ("date,currency,usd\n20.11.2026,CNY,0.14\n", "line 2: '20.11.2026' is no date"),
        ("date,currency,usd\n2026-11-20,yuan,0.14\n", "line 2: 'yuan' is no code of ISO 4217"),
        ("date,currency,usd\n2026-11-20,CNY,7,1\n2026-11-20,CNY,zero\n", "line 3: 'zero' is no rate"),
        ("date,currency,usd\n2026-11-20,CNY,-1\n", "line 2: '-1' is no rate"),
        ("date,currency,usd\n2026-11-20,CNY,NaN\n", "line 2: 'NaN' is no rate"),
        ("date,currency,usd\n2026-11-20,CNY\n", "line 2: '' is no rate"),
    ],
)
def test_a_mistake_in_the_rates_is_told_with_its_line(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        rates_in(tmp_path, written)


def test_rates_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read: No such file"):
        load_rates(tmp_path / "rates.csv")


@given(
    st.lists(st.dates(date(2020, 1, 1), date(2021, 1, 1)), unique=True),
    st.dates(date(2019, 12, 1), date(2021, 3, 1)),
)
def test_the_rate_of_a_day_is_the_nearest_one_not_after_it(days: list[date], day: date) -> None:
    rates = Rates({"CNY": [Rate(each, Decimal(1)) for each in sorted(days)]})
    found = rates.on("CNY", day)
    fitting = [each for each in days if each <= day <= each + GOOD_FOR]
    assert (found.day if found else None) == max(fitting, default=None)


def test_amounts_without_a_day_stay_as_they_are(tmp_path: Path) -> None:
    found = amounts(NO_RATES)
    assert with_usd(found, rates_in(tmp_path, RATES), None) == tuple(found)
