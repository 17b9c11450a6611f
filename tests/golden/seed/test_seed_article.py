"""The sample article gives the facts it must give, by the scorer that comes with it."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consumers.extract.extract_facts import extract_facts
from schemas.facts import check_evidence
from tests.builders import classified, extracted, item
from wirewatch.predictions import prediction

FLOORS = {"quotes": 0.95, "quotes+speaker": 0.95, "events": 0.95, "events_strict": 0.85}
"""F1 of each part; what was reached when it was set, less one fact."""


@pytest.fixture(scope="module")
def article(shared: Path) -> dict[str, Any]:
    lines = (shared / "samples" / "seed-labelled.jsonl").read_text(encoding="utf-8").splitlines()
    found: dict[str, Any] = json.loads(lines[0])
    return found


@pytest.fixture(scope="module")
def scores(shared: Path, article: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    text = article["body"]
    facts = extract_facts(text, 0, article["language"], date.fromisoformat(article["published"]))
    check_evidence(facts, text)
    seen = item(item_id=article["id"], title=None, body=text)
    predicted = tmp_path_factory.mktemp("seed") / "predictions.jsonl"
    predicted.write_text(
        prediction(extracted(seen, verdicts=classified().verdicts, facts=facts)).model_dump_json()
    )
    scorer, gold = shared / "eval" / "score.py", shared / "samples" / "seed-labelled.jsonl"
    command = [sys.executable, str(scorer), str(gold), str(predicted), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)["all"]
    return found


@pytest.mark.parametrize("part", FLOORS)
def test_the_sample_article_gives_its_quotes_and_events(scores: dict[str, Any], part: str) -> None:
    assert scores[part]["f1"] >= FLOORS[part], scores[part]
