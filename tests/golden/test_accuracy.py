"""The accuracy that must not be lost, by the scorer that lies beside the project."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wirewatch.analysis import TextToAnalyse, analyse
from wirewatch.predictions import prediction

OWN = Path(__file__).parent / "labelled"
LEAST = {"relevance": 0.85, "entities": 0.80, "dates": 0.85, "amounts": 0.85}
LEAST_OF_A_LANGUAGE_BELOW = 0.10
LEAST_ON_THE_SAMPLE = {"dates": 1.0, "amounts": 1.0, "entities": 0.85, "quotes": 0.75, "events": 0.75}
LEAST_ON_OUR_OWN = {
    "relevance": 0.90,
    "topics": 0.75,
    "entities": 0.88,
    "dates": 0.95,
    "amounts": 0.93,
    "quotes": 0.80,
    "events": 0.80,
    "events_strict": 0.58,
}


def scores(shared: Path, labelled: Path, folder: Path) -> dict[str, Any]:
    """The scorer's figures, by language and for all."""
    predictions = folder / "predictions.jsonl"
    with predictions.open("w", encoding="utf-8") as file:
        for line in labelled.read_text(encoding="utf-8").splitlines():
            record = analyse(TextToAnalyse.model_validate_json(line))
            file.write(prediction(record).model_dump_json() + "\n")
    done = subprocess.run(
        [sys.executable, shared / "eval/score.py", labelled, predictions, "--by-language", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def too_low(found: dict[str, Any], least: dict[str, float]) -> dict[str, float]:
    return {part: found[part]["f1"] for part, floor in least.items() if found[part]["f1"] < floor}


@pytest.mark.parametrize("name", ["dev.jsonl", "dev_long.jsonl"])
def test_labelled_items_are_read_as_well_as_promised_and_no_language_lags(
    shared: Path, tmp_path: Path, name: str
) -> None:
    found = scores(shared, shared / "eval" / name, tmp_path)
    assert too_low(found["all"], LEAST) == {}
    for language in ("en", "ru", "zh"):
        least = {part: found["all"][part]["f1"] - LEAST_OF_A_LANGUAGE_BELOW for part in LEAST}
        assert too_low(found[language], least) == {}


def test_the_sample_article_gives_its_facts(shared: Path, tmp_path: Path) -> None:
    found = scores(shared, shared / "samples/seed-labelled.jsonl", tmp_path)
    assert too_low(found["all"], LEAST_ON_THE_SAMPLE) == {}


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_our_own_labelled_items_are_read_as_well_as_they_were(
    shared: Path, tmp_path: Path, language: str
) -> None:
    found = scores(shared, OWN / f"{language}.jsonl", tmp_path)
    assert too_low(found["all"], LEAST_ON_OUR_OWN) == {}


LEAST_ON_THE_ROUNDS = {
    "relevance": 0.90,
    "topics": 0.70,
    "events": 0.70,
    "events_strict": 0.48,
    "entities": 0.90,
    "linking": 0.97,
    "dates": 0.95,
    "amounts": 0.95,
    "quotes": 0.85,
    "quotes+speaker": 0.80,
}
LEAST_OF_DIRECTIONS = 0.9


@pytest.mark.parametrize("round_of", ["round1", "round2"])
@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_items_of_the_rounds_are_read_as_well_as_they_were(
    shared: Path, tmp_path: Path, language: str, round_of: str
) -> None:
    found = scores(shared, OWN / round_of / f"{language}.jsonl", tmp_path)
    assert too_low(found["all"], LEAST_ON_THE_ROUNDS) == {}
    directions = found["all"]["direction_accuracy"]
    assert directions["correct"] >= LEAST_OF_DIRECTIONS * directions["of"]
