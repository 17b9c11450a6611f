"""Measuring, as an analyst does it."""

import json
from pathlib import Path
from typing import Any

from tests.embedded.conftest import Desk

ITEM = {
    "id": "a",
    "language": "en",
    "published": "2026-11-23",
    "title": "China, Russia sign gas deal",
    "body": "Gazprom and CNPC signed an agreement worth $2 billion in Beijing on Monday.",
    "gold": {"relevant": True, "topics": ["energy"], "facts_labelled": True,
             "amounts": [{"kind": "money", "value": "2000000000", "unit": "USD"}]},
}  # fmt: skip


def write(folder: Path, *items: dict[str, Any]) -> None:
    (folder / "items.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items))


def test_labelled_items_give_a_table_a_curve_and_the_worst_mistakes(desk: Desk) -> None:
    write(desk.folder, ITEM)
    done = desk.run("evaluate", "items.jsonl")
    assert done.returncode == 0, done.stderr
    assert "en: 1 items" in done.stdout
    assert "confidence: said → right" in done.stdout
    assert "entities wrong" in done.stdout  # none is labelled here


def test_json_gives_the_figures_and_a_saved_run_can_be_compared_with(desk: Desk) -> None:
    write(desk.folder, ITEM, {**ITEM, "id": "b", "language": "ru"})
    (report, *_) = json.loads(desk.run("evaluate", "items.jsonl", "--json", "--save", "before.jsonl").stdout)
    assert (report["group"], report["rows"]["amounts"]["f1"]) == ("all", 1.0)
    before = [json.loads(line) for line in (desk.folder / "before.jsonl").read_text().splitlines()]
    before[0]["amounts"] = []
    (desk.folder / "before.jsonl").write_text("".join(json.dumps(line) + "\n" for line in before))
    shown = desk.run("evaluate", "items.jsonl", "--against", "before.jsonl").stdout
    (row,) = [line for line in shown.splitlines() if "+0.333" in line]
    assert row.split()[:4] == ["amounts", "0.667", "1.000", "+0.333"]


def test_a_mistake_in_a_file_is_told_with_its_line(desk: Desk) -> None:
    write(desk.folder, ITEM, {**ITEM, "id": "b", "gold": {"relevant": "perhaps"}})
    done = desk.run("evaluate", "items.jsonl")
    assert (done.returncode, "items.jsonl, line 2: gold.relevant" in done.stderr) == (2, True)
    write(desk.folder, ITEM, ITEM)
    done = desk.run("evaluate", "items.jsonl")
    assert (done.returncode, "Two labelled items have the id a" in done.stderr) == (2, True)
    assert desk.run("evaluate").returncode == 2
