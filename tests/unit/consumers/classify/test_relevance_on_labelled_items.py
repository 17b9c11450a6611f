"""Relevance and topics on items with labels: our own (data/items_*.jsonl), and the shared ones where they are."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from consumers.classify.classify import classify
from consumers.classify.watch import Watch
from consumers.gazetteer.gazetteer import Gazetteer

OWN = Path(__file__).with_name("data")
Labelled = dict[str, Any]
Judged = tuple[Labelled, bool, set[str]]


def _read(path: Path) -> list[Labelled]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _judge(items: Sequence[Labelled], watch: Watch, gazetteer: Gazetteer) -> list[Judged]:
    judged: list[Judged] = []
    for item in items:
        title, body = item["title"], item["body"]
        text = f"{title}\n\n{body}" if title and body else title or body
        verdict = classify(text, len(title), None, (watch,), gazetteer)[2][0]
        judged.append((item.get("gold", item), verdict.relevant, {score.topic for score in verdict.topics}))
    return judged


def _f1(pairs: Iterable[tuple[set[str], set[str]]]) -> float:
    hits: Counter[str] = Counter()
    for found, gold in pairs:
        hits.update(right=len(found & gold), wrong=len(found - gold), missed=len(gold - found))
    return 2 * hits["right"] / max(1, 2 * hits["right"] + hits["wrong"] + hits["missed"])


def _relevance_f1(judged: Sequence[Judged]) -> float:
    return _f1(
        ({"x"} if relevant else set(), {"x"} if gold["relevant"] else set()) for gold, relevant, _ in judged
    )


def _topics_f1(judged: Sequence[Judged]) -> float:
    return _f1(
        (topics - (set(gold.get("topics_optional") or ()) - set(gold["topics"])), set(gold["topics"]))
        for gold, _, topics in judged
    )


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_own_items_are_told_apart_and_given_their_topics(
    language: str, watch: Watch, gazetteer: Gazetteer
) -> None:
    judged = _judge(_read(OWN / f"items_{language}.jsonl"), watch, gazetteer)

    assert _relevance_f1(judged) >= 0.92
    assert _topics_f1(judged) >= 0.85


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_shared_items_reach_their_goal_in_each_language(
    language: str, shared: Path, watch: Watch, gazetteer: Gazetteer
) -> None:
    items = [
        item
        for name in ("dev.jsonl", "dev_long.jsonl")
        for item in _read(shared / "eval" / name)
        if item["language"] == language
    ]
    judged = _judge(items, watch, gazetteer)

    assert _relevance_f1(judged) >= 0.92
    assert _topics_f1(judged) >= 0.75


def test_real_headlines_with_a_label_are_judged_as_labelled(
    shared: Path, watch: Watch, gazetteer: Gazetteer
) -> None:
    items = [
        {**item, "body": item.get("description") or ""}
        for item in _read(shared / "feeds" / "china_russia_items.jsonl")
        if item["relevant"] is not None
    ]
    judged = _judge(items, watch, gazetteer)

    assert [gold["title"] for gold, relevant, _ in judged if relevant != gold["relevant"]] == []
