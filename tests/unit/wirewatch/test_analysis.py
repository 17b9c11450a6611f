"""Which day dates count from where a text says no day of publication."""

from datetime import timedelta

from wirewatch.analysis import TextToAnalyse, analyse

TEXT = """Putin to visit China in May

MOSCOW, April 3 (TASS) - Putin will arrive on May 9, an aide said.
"""


def test_a_dateline_without_a_year_is_the_last_such_day_and_the_others_count_from_it() -> None:
    analysed = analyse(TextToAnalyse(id="a", body=TEXT))

    today = analysed.item.first_seen_at.date()
    in_may, filed, may_9 = analysed.facts.dates

    assert filed.earliest is not None
    assert today - timedelta(days=366) <= filed.earliest <= today + timedelta(days=1)
    year = filed.earliest.year
    assert (in_may.value, may_9.value) == (f"{year}-05", f"{year}-05-09")


def test_a_first_line_without_a_full_stop_is_a_headline() -> None:
    (event,) = analyse(
        TextToAnalyse(id="a", body="Putin to visit China in May", published="2026-04-03")
    ).facts.events

    assert (event.type, event.status) == ("visit", "scheduled")
