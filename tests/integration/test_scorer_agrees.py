"""Our evaluation gives the same counts as the scorer that lies beside the project."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wirewatch.analysis import analyse
from wirewatch.evaluation.judged import PARTS
from wirewatch.evaluation.labelled import read_labelled
from wirewatch.evaluation.report import reports
from wirewatch.evaluation.scoring import score_all
from wirewatch.predictions import Prediction, prediction

OWN = Path(__file__).parents[1] / "golden/labelled"


def scorer(shared: Path, labelled: Path, predictions: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, shared / "eval/score.py", labelled, predictions, "--by-language", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def garbled(predicted: Prediction, number: int) -> Prediction:
    """A prediction with mistakes of every kind, so that more than the good cases are compared."""
    return predicted.model_copy(
        update={
            "relevant": predicted.relevant != (number % 7 == 0),
            "topics": (*predicted.topics[1:], "law"),
            "entities": predicted.entities[number % 3 :],
            "dates": tuple(d.model_copy(update={"value": "2020-01"}) if n == 1 else d for n, d in enumerate(predicted.dates)),
            "amounts": tuple(a.model_copy(update={"direction": "up", "unit": None}) for a in predicted.amounts[::-1]),
            "quotes": tuple(q.model_copy(update={"text": q.text[: len(q.text) * 2 // 3]}) for q in predicted.quotes),
            "events": tuple(
                e.model_copy(update={"participants": e.participants[:1], "status": "scheduled"} if n % 2 else {"date": None})
                for n, e in enumerate(predicted.events)
            ),
        }
    )  # fmt: skip


@pytest.mark.parametrize("name", ["dev.jsonl", "dev_long.jsonl", "seed", "en.jsonl", "ru.jsonl", "zh.jsonl"])
@pytest.mark.parametrize("spoilt", [False, True], ids=["as predicted", "garbled"])
def test_every_count_is_the_scorers(shared: Path, tmp_path: Path, name: str, spoilt: bool) -> None:
    if name == "seed":
        file = shared / "samples/seed-labelled.jsonl"
    else:
        file = OWN / name if (OWN / name).is_file() else shared / "eval" / name
    items = list(read_labelled([file]))
    told = [prediction(analyse(item.text())) for item in items]
    if spoilt:
        told = [garbled(one, number) for number, one in enumerate(told)]
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("".join(one.model_dump_json() + "\n" for one in told), encoding="utf-8")
    expected = scorer(shared, file, predictions)
    for report in reports(score_all(items, told)):
        theirs = expected[report.group]
        ours = {part: report.rows[part].counts for part in PARTS}
        assert {part: (c.tp, c.fp, c.fn) for part, c in ours.items()} == {
            part: (theirs[part]["tp"], theirs[part]["fp"], theirs[part]["fn"]) for part in PARTS
        }
        for share, (right, of) in report.shares.items():
            assert theirs[f"{share}_accuracy"] == {"correct": right, "of": of}
