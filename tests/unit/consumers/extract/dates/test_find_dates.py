"""The dates of newswire sentences: values against tables of cases, the rest one idea at a time."""

import csv
from datetime import date
from pathlib import Path

import pytest

from consumers.extract.dates import find_dates
from consumers.extract.reading import Reading
from consumers.extract.sentences import split_sentences
from schemas.timex import Timex

HERE = Path(__file__).parent


def read(text: str, published: str | None, language: str, *, headline: bool = False) -> tuple[Timex, ...]:
    """The dates of a text, all of it body or all of it headline."""
    title_end = len(text) if headline else 0
    day = date.fromisoformat(published) if published else None
    return find_dates(Reading(text, title_end, language, day, split_sentences(text, title_end, language), ()))


def cases() -> list[tuple[str, str, str, str]]:
    """Language, text, publication day and expected values; a text without a full stop is a headline."""
    found: list[tuple[str, str, str, str]] = []
    for language in ("en", "ru", "zh"):
        with (HERE / f"cases_{language}.csv").open(encoding="utf-8", newline="") as table:
            found += [
                (language, row["text"], row["published"], row["expected"]) for row in csv.DictReader(table)
            ]
    return found


@pytest.mark.parametrize(("language", "text", "published", "expected"), cases())
def test_dates_are_read_as_a_reader_of_the_day_would(
    language: str, text: str, published: str, expected: str
) -> None:
    found = read(text, published, language, headline=text[-1] not in ".。？")
    dates = [d for d in found if d.timex_type != "DURATION" or d.earliest]

    assert "; ".join(" ".join(filter(None, (d.value, d.mod))) for d in dates) == expected


def test_a_dateline_is_marked_and_anchors_what_follows() -> None:
    text = "MOSCOW, May 5, 2025 (Reuters) - Putin spoke on Sunday."

    dateline, sunday = read(text, "2025-05-05", "en")

    assert dateline.function == "dateline"
    assert sunday.value == "2025-05-04"
    assert sunday.anchor == dateline.id


def test_without_a_publication_day_the_dateline_is_the_anchor() -> None:
    text = "MOSCOW, May 5, 2025 (Reuters) - Putin spoke on Sunday."

    assert [found.value for found in read(text, None, "en")] == ["2025-05-05", "2025-05-04"]


def test_what_counts_from_an_unknown_day_is_left_out() -> None:
    assert [found.value for found in read("They met on Sunday and in 2019.", None, "en")] == ["2019"]


def test_evidence_is_the_expression_itself() -> None:
    text = "They met from May 7 to 10 in Kazan, and in June 2019, on Sunday."

    assert [d.evidence[0].surface for d in read(text, "2025-05-05", "en")] == [
        "from May 7 to 10",
        "June 2019",
        "on Sunday",
    ]


def test_grain_and_days_say_what_the_value_means() -> None:
    (quarter,) = read("Trade fell in the first quarter of 2025.", "2025-05-05", "en")

    assert (quarter.grain, quarter.earliest, quarter.latest) == (
        "quarter",
        date(2025, 1, 1),
        date(2025, 3, 31),
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("At the beginning of 2025 they met.", date(2025, 1, 1), date(2025, 3, 31)),
        ("In mid-2025 they met.", date(2025, 4, 1), date(2025, 9, 30)),
        ("In late March 2025 they met.", date(2025, 3, 21), date(2025, 3, 31)),
        ("In early March 2025 they met.", date(2025, 3, 1), date(2025, 3, 10)),
    ],
)
def test_a_part_narrows_the_days_not_the_value(text: str, first: date, last: date) -> None:
    (found,) = read(text, "2025-10-05", "en")

    assert (found.earliest, found.latest) == (first, last)


def test_a_year_earlier_moves_the_date_that_governs_the_text() -> None:
    text = "In the first quarter of 2025 output was 5 tons, against 4 tons a year earlier."

    quarter, earlier = read(text, "2025-07-05", "en")

    assert earlier.value == "2024-01/2024-03"
    assert earlier.anchor == quarter.id


def test_a_weekday_counts_the_publication_day_itself() -> None:
    assert read("He spoke on Monday.", "2025-05-05", "en")[0].value == "2025-05-05"
    assert read("He will speak on Monday.", "2025-05-05", "en")[0].value == "2025-05-05"


def test_a_leap_day_finds_the_nearest_leap_year() -> None:
    assert read("It opened on February 29.", "2025-05-05", "en")[0].value == "2024-02-29"


def test_zero_width_marks_do_not_hide_a_date() -> None:
    assert read("It opened in March \u2060\u200b2023.", "2025-05-05", "en")[0].value == "2023-03"


def test_other_languages_have_no_dates() -> None:
    assert read("Am 5. Mai 2025 trafen sie sich.", "2025-05-05", "de") == ()


def test_the_sample_article_gives_the_dates_of_its_gold(shared: Path) -> None:
    import json

    gold = json.loads((shared / "samples" / "seed-gold.json").read_text(encoding="utf-8"))
    text = (shared / "samples" / "prnewswire-2025-05-05.txt").read_text(encoding="utf-8")

    found = {(d.evidence[0].start, d.evidence[0].end): d for d in read(text, "2025-05-05", "en")}

    for expected in gold["dates"]:
        date_found = found[expected["start"], expected["end"]]
        assert (date_found.timex_type, date_found.value, date_found.mod) == (
            expected["timex_type"],
            expected["value"],
            expected["mod"],
        )
        assert str(date_found.earliest or None) == str(expected["interval"]["earliest"])
        assert str(date_found.latest or None) == str(expected["interval"]["latest"])


@pytest.mark.parametrize(
    ("language", "text", "value", "frequency", "timex3"),
    [
        ("en", "The drills take place twice a year.", "P1Y", "2X", None),
        ("en", "The board meets every two weeks.", "P2W", None, None),
        ("en", "The train leaves every Monday.", "P1W", None, "XXXX-WXX-1"),
        ("en", "The report appears annually.", "P1Y", None, None),
        ("ru", "Учения проходят дважды в год.", "P1Y", "2X", None),
        ("ru", "Комиссия собирается каждые два года.", "P2Y", None, None),
        ("ru", "Поезд уходит каждую пятницу.", "P1W", None, "XXXX-WXX-5"),
        ("zh", "双方每年两次会晤。", "P1Y", "2X", None),
        ("zh", "双方每两年举行演习。", "P2Y", None, None),
    ],
)
def test_what_is_repeated_is_a_set(
    language: str, text: str, value: str, frequency: str | None, timex3: str | None
) -> None:
    (found,) = read(text, "2025-08-20", language)

    assert (found.timex_type, found.value, found.quant) == ("SET", value, "EVERY")
    assert (found.freq, found.timex3) == (frequency, timex3)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "The deal runs for 30 years.", "P30Y"),
        ("en", "He came on a four-day visit.", "P4D"),
        ("ru", "Контракт рассчитан на 30 лет.", "P30Y"),
        ("zh", "他进行为期三天的访问。", "P3D"),
    ],
)
def test_a_length_that_lies_nowhere_is_a_duration(language: str, text: str, value: str) -> None:
    (found,) = read(text, "2025-08-20", language)

    assert (found.timex_type, found.value, found.earliest) == ("DURATION", value, None)
