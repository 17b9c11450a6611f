"""How old live news was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirewatch.delays import KEPT, Delays, delay_of
from wirewatch.render.summary import delays_line, duration


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_half_is_no_older_than_the_median_and_no_more_than_a_twentieth_older_than_p95(
    ages: list[float],
) -> None:
    delay = delay_of("seen", ages)
    half, most = delay.p50_s + 0.001, delay.p95_s + 0.001
    assert sum(age <= half for age in ages) * 2 >= len(ages)
    assert sum(age > most for age in ages) * 20 <= len(ages)


def test_only_parts_with_something_to_tell_are_told_and_the_latest_count() -> None:
    delays = Delays()
    assert list(delays.told()) == []
    delays.add("indexed", [9.0] * KEPT)
    delays.add("indexed", [1.0] * KEPT)
    (told,) = delays.told()
    assert (told.part, told.count, told.p50_s, told.p95_s) == ("indexed", KEPT, 1.0, 1.0)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.04, "0 s"), (3.2, "3.2 s"), (59, "59 s"), (90, "1.5 min"), (600, "10 min"), (5400, "1.5 h"), (7200, "2 h"),
     (172_800, "2 days")],
)  # fmt: skip
def test_a_duration_is_told_in_the_unit_that_fits(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_the_line_tells_the_publishers_part_before_ours() -> None:
    line = delays_line([delay_of("seen", [240.0]), delay_of("indexed", [1.5])]).plain
    assert line == "Time   published → seen 4 min (95%: 4 min) · seen → indexed 1.5 s (95%: 1.5 s)"
