"""The amounts of newswire sentences: figures against tables of cases, the rest one idea at a time."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from consumers.extract.amounts import find_amounts
from consumers.extract.dates import find_dates
from consumers.extract.reading import Reading
from consumers.extract.sentences import split_sentences
from schemas.amount import Amount

HERE = Path(__file__).parent


def read(body: str, language: str, title: str = "") -> tuple[Amount, ...]:
    """The amounts of a text of 15 June 2025."""
    text = f"{title}\n\n{body}" if title and body else title or body
    sentences = split_sentences(text, len(title), language)
    reading = Reading(text, len(title), language, date(2025, 6, 15), sentences, ())
    return find_amounts(reading, find_dates(reading))


def cases() -> list[tuple[str, str, str]]:
    """Language, text and expected amounts; a text without a full stop is a headline."""
    found: list[tuple[str, str, str]] = []
    for language in ("en", "ru", "zh"):
        with (HERE / f"cases_{language}.csv").open(encoding="utf-8", newline="") as table:
            found += [(language, row["text"], row["expected"]) for row in csv.DictReader(table)]
    return found


@pytest.mark.parametrize(("language", "text", "expected"), cases())
def test_amounts_are_scaled_and_directed(language: str, text: str, expected: str) -> None:
    amounts = read(text, language) if text[-1] in ".。" else read("", language, title=text)

    assert (
        "; ".join(" ".join(filter(None, (a.kind, a.value, a.unit, a.direction))) for a in amounts) == expected
    )


@pytest.mark.parametrize(
    ("language", "text", "comparator"),
    [
        ("en", "Over 40 ships sailed.", "gt"),
        ("en", "At least 40 ships sailed.", "ge"),
        ("en", "About 40 ships sailed.", "approx"),
        ("en", "Fewer than 40 ships sailed.", "lt"),
        ("en", "Up to 40 ships sailed.", "le"),
        ("ru", "Свыше 40 судов вышли.", "gt"),
        ("ru", "Не менее 40 судов вышли.", "ge"),
        ("ru", "Около 40 судов вышли.", "approx"),
        ("ru", "Менее 40 судов вышли.", "lt"),
        ("ru", "Не более 40 судов вышли.", "le"),
        ("zh", "超过40艘船出航。", "gt"),
        ("zh", "至少40艘船出航。", "ge"),
        ("zh", "约40艘船出航。", "approx"),
        ("zh", "40余艘船出航。", "gt"),
        ("zh", "40艘以上船出航。", "ge"),
    ],
)
def test_words_that_bound_a_figure_are_its_comparator(language: str, text: str, comparator: str) -> None:
    (amount,) = read(text, language)

    assert (amount.value, amount.comparator) == ("40", comparator)


def test_a_change_names_the_figure_it_changes() -> None:
    level, change = read("Exports came to $5 billion, up 3% year on year.", "en")

    assert change.change_of == level.id
    assert change.comparison == "yoy"


def test_a_range_is_closed_by_its_upper_end_which_is_an_amount_too() -> None:
    low, high = read("They offered 30 to 40 percent.", "en")

    assert (low.value, low.value_max, high.value, high.value_max) == ("30", "40", "40", None)


def test_a_period_governs_its_figure() -> None:
    text = "In 2024 they shipped 3 million tons. They plan 5 million tons in 2026."

    first, second = read(text, "en")

    assert (first.period, second.period) == ("d1", "d2")


def test_a_record_is_a_qualifier() -> None:
    (amount,) = read("Trade reached a record high of $244.8 billion.", "en")

    assert (amount.qualifier, amount.direction) == ("record_high", "up")


def test_a_headline_repeated_by_the_body_is_one_amount() -> None:
    (amount,) = read("Trade reached $244.8 billion.", "en", title="Trade hits record $244.8 bln")

    assert [span.surface for span in amount.evidence] == ["$244.8 bln", "$244.8 billion"]
    assert amount.direction == "up"


def test_a_growth_without_figure_of_its_own_is_that_of_the_sentence_before() -> None:
    level, change = read("Россия поставила 780 тыс. тонн сои. Рост составил 52%.", "ru")

    assert change.change_of == level.id
    assert level.direction == "up"


def test_zero_width_marks_do_not_hide_a_unit() -> None:
    assert read("They pumped 22.03 \u2060billion \u200bcubic \u200bmetres.", "en")[0].unit == "m3"


def test_other_languages_have_no_amounts() -> None:
    assert read("Der Handel stieg um 5 Prozent.", "de") == ()


def test_the_sample_article_gives_the_amounts_of_its_gold(shared: Path) -> None:
    gold = json.loads((shared / "samples" / "seed-gold.json").read_text(encoding="utf-8"))
    text = (shared / "samples" / "prnewswire-2025-05-05.txt").read_text(encoding="utf-8")
    reading = Reading(text, 0, "en", date(2025, 5, 5), split_sentences(text, 0, "en"), ())
    dates = find_dates(reading)
    starts = {found.id: found.evidence[0].start for found in dates}
    expected_starts = {found["id"]: found["start"] for found in gold["dates"]}

    amounts = find_amounts(reading, dates)

    assert len(amounts) == len(gold["amounts"])
    for amount, expected in zip(amounts, gold["amounts"], strict=True):
        assert (amount.evidence[0].start, amount.evidence[0].end) == (expected["start"], expected["end"])
        for name in ("kind", "value", "unit", "comparator"):
            assert getattr(amount, name) == expected[name]
        for name in ("direction", "comparison", "qualifier", "change_of"):
            assert getattr(amount, name) == expected.get(name)
        assert starts[amount.period or ""] == expected_starts[expected["period"]["date_ref"]]
