"""A confidence means what it says: held on the labelled rounds, whose items the confidences were measured on the first sight of."""

from pathlib import Path

import pytest

from wirewatch.analysis import analyse
from wirewatch.evaluation.labelled import LabelledItem, read_labelled
from wirewatch.evaluation.report import reports
from wirewatch.evaluation.scoring import score_all
from wirewatch.predictions import prediction

ROUNDS = Path(__file__).parent / "labelled"
MOST = 0.08
"""Expected calibration error of a kind."""


@pytest.fixture(scope="module")
def items() -> list[LabelledItem]:
    return list(
        read_labelled(
            path for name in ("round1", "round2") for path in sorted((ROUNDS / name).glob("*.jsonl"))
        )
    )


def test_of_facts_told_with_a_confidence_that_share_is_right(items: list[LabelledItem]) -> None:
    predictions = [prediction(analyse(item.text())) for item in items]

    curves = reports(score_all(items, predictions))[0].curves

    for kind in ("entities", "dates", "amounts", "quotes"):
        assert curves[kind].error <= MOST, kind
        assert len(curves[kind].bins) >= 3, kind
