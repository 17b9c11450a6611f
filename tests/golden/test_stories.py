"""Stories, their sources and happenings on reports labelled by someone who did not know the rules.

What was measured when half of them had never been looked at is in docs/stories.md; these are floors under that.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from consumers.cluster.independent import independent_origins
from tests.golden.through_stages import Report, through_stages

FOLDER = Path(__file__).parent


@cache
def labelled(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


@cache
def pairs_by_kind() -> Mapping[tuple[str, bool], Counter[bool]]:
    """How often pairs of a kind, labelled one story or not, were joined."""
    found: defaultdict[tuple[str, bool], Counter[bool]] = defaultdict(Counter)
    for pair in labelled("stories/pairs.jsonl"):
        streamed = through_stages([Report.of(pair["a"]), Report.of(pair["b"])])
        one, other = (streamed.story_of(pair[side]["id"]) for side in ("a", "b"))
        found[pair["kind"], pair["same_story"]][one is not None and one == other] += 1
    return found


def recall(*kinds: str) -> float:
    counts = [counter for (kind, same), counter in pairs_by_kind().items() if same and kind in kinds]
    return sum(counter[True] for counter in counts) / sum(counter.total() for counter in counts)


def test_what_is_joined_is_one_report() -> None:
    joined = {
        same: sum(c[True] for (_, s), c in pairs_by_kind().items() if s is same) for same in (True, False)
    }
    assert joined[True] / (joined[True] + joined[False]) >= 0.97


def test_copies_cut_and_extended_ones_and_translations_are_found() -> None:
    assert recall("copy", "cut", "extended") >= 0.93
    assert recall("translation") >= 0.8


def test_the_number_of_independent_sources_is_exact() -> None:
    right = 0
    stories = labelled("stories/independent.jsonl")
    for story in stories:
        streamed = through_stages([Report.of(item) for item in story["items"]], index_irrelevant=True)
        right += len(independent_origins(streamed.texts())) == story["independent_sources"]
    assert right / len(stories) >= 0.88


def test_reports_of_one_happening_gather_and_no_others() -> None:
    reports = labelled("events/groups.jsonl")
    streamed = through_stages([Report.of(report) for report in reports])
    gold = {report["id"]: report["group"] for report in reports}
    found = {name: streamed.event_of(name) or f"turned away: {name}" for name in gold}
    precision, share = b_cubed(gold, found)
    assert precision >= 0.95
    assert 2 * precision * share / (precision + share) >= 0.85


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float]:
    """B-cubed precision and recall."""
    together: Counter[tuple[str, str]] = Counter((gold[name], found[name]) for name in gold)
    in_gold, in_found = Counter(gold.values()), Counter(found[name] for name in gold)
    both = [(n, in_gold[group], in_found[cluster]) for (group, cluster), n in together.items()]
    return sum(n * n / f for n, _, f in both) / len(gold), sum(n * n / g for n, g, _ in both) / len(gold)
