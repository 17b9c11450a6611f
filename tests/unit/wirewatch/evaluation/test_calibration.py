"""Whether a confidence means what it says."""

from hypothesis import given
from hypothesis import strategies as st

from wirewatch.evaluation.calibration import curve_of
from wirewatch.evaluation.judged import Bet
from wirewatch.evaluation.report import total
from wirewatch.evaluation.scoring import ItemScore

BETS = st.lists(st.builds(Bet, st.floats(0, 1), st.booleans()))


@given(BETS)
def test_the_error_lies_between_nothing_and_one_and_every_bet_is_in_a_bin(bets: list[Bet]) -> None:
    curve = curve_of(bets)
    assert 0 <= curve.error <= 1
    assert curve.count == len(bets)


def test_what_is_said_is_so() -> None:
    honest = [Bet(0.75, n % 4 != 0) for n in range(40)] + [Bet(0.25, n % 4 == 0) for n in range(40)]
    assert curve_of(honest).error == 0


def test_boasting_and_modesty_are_both_errors() -> None:
    assert round(curve_of([Bet(0.9, False)] * 10).error, 6) == 0.9
    assert round(curve_of([Bet(0.6, True)] * 10).error, 6) == 0.4


def test_no_bets_make_no_curve() -> None:
    assert (curve_of([]).bins, curve_of([]).error) == ((), 0.0)


def test_nothing_adds_up_to_nothing() -> None:
    assert total([ItemScore("i", "en", {})], "events").f1 == 0
