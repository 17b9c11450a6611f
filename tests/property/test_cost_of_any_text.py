"""What an item costs grows as its length does, however it is written: sentences without an end, marks without a partner."""

import time
from datetime import date

import pytest

from consumers.extract.amounts import find_amounts
from consumers.extract.dates import find_dates
from consumers.extract.entities import find_entities
from consumers.extract.quotes import find_quotes
from consumers.extract.reading import Reading
from consumers.extract.sentences import split_sentences
from consumers.gazetteer import load_gazetteer
from schemas.facts import Facts, check_evidence

PIECES = [
    (
        "en",
        "Vladimir Putin told reporters on May 8 that trade rose 1.9% to $244.8 billion. “We are friends,” he said. ",
    ),
    ("en", "“We said that “he told “me "),
    ("en", "Putin and Xi and Li said and told and "),
    ("en", "up 5% to 6% from 7% "),
    ("en", "(((( said "),
    ("ru", "«Он сказал «что «я "),
    ("ru", "Путин и Лавров сообщил и заявил, что и "),
    ("ru", "с 5 до 7 млн рублей, "),
    ("zh", "普京5月8日在北京对记者说，双边贸易额达2448亿美元，同比增长1.9%。“我们是朋友，”他说。"),
    ("zh", "他说：“我“们「说"),
    ("zh", "习近平和普京表示和指出将于年内访华"),
    ("zh", "增长5%至6%从7%"),
    ("zh", "伊万·彼得·"),
]
SHORT, LONG = 3_000, 24_000
MOST = 4
"""Times as much CPU a character in the long text as in the short one: quadratic rules take eight times as much."""
NOISE_S = 0.3


def read_all(text: str, language: str) -> Facts:
    """Entities, dates, amounts and quotes of a text."""
    hits = tuple(load_gazetteer().find(text))
    reading = Reading(text, 0, language, date(2025, 5, 8), split_sentences(text, 0, language), hits)
    entities, dates = find_entities(reading), find_dates(reading)
    return Facts(
        entities=entities,
        dates=dates,
        amounts=find_amounts(reading, dates),
        quotes=find_quotes(reading, entities),
    )


def cpu_s(text: str, language: str) -> float:
    began = time.process_time()
    read_all(text, language)
    return time.process_time() - began


@pytest.mark.parametrize(("language", "piece"), PIECES)
def test_a_character_costs_no_more_in_a_long_text(language: str, piece: str) -> None:
    text = piece * (LONG // len(piece) + 1)
    cpu_s(text[:300], language)

    short = min(cpu_s(text[:SHORT], language) for _ in range(2))
    long = min(cpu_s(text[:LONG], language) for _ in range(2))

    assert long / LONG <= MOST * short / SHORT + NOISE_S / LONG


@pytest.mark.long
@pytest.mark.parametrize(("language", "piece"), PIECES)
def test_a_megabyte_is_read_with_its_evidence(language: str, piece: str) -> None:
    text = piece * (1_000_000 // len(piece))

    check_evidence(read_all(text, language), text)
