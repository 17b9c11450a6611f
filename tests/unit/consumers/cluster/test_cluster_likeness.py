"""Copies are found, independent reports are not taken for copies: measured over generated copies."""

import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest

from consumers.cluster.fingerprint import (
    CHARACTERS_A_SHINGLE,
    WORDS_A_SHINGLE,
    Fingerprint,
    fingerprint,
    units_of,
)
from consumers.cluster.likeness import likeness
from schemas.extracted import Extracted

MakeItem = Callable[..., Extracted]
RECALL = 0.99


@pytest.fixture
def print_body(make: MakeItem) -> Callable[[str], Fingerprint]:
    """The fingerprint of a body under some title."""
    return lambda body: fingerprint(make("x", title="Some headline of the day", body=body).item)


def is_copy(one: Fingerprint, other: Fingerprint) -> bool:
    return likeness(one, other, set()).is_copy(same_source=False)


def containment(one: str, other: str, width: int) -> float:
    """The measure itself, over all runs of words."""
    first, second = (
        {tuple(units[n : n + width]) for n in range(len(units) - width + 1)}
        for units in (units_of(one), units_of(other))
    )
    return len(first & second) / max(min(len(first), len(second)), 1)


def changed(units: list[str], rest: list[str], chance: random.Random) -> list[str]:
    """A copy as wires make them: cut at an end, extended, its opening or its close rewritten."""
    kept = int(len(units) * chance.uniform(0.5, 1))
    start = chance.choice((0, 0, chance.randint(0, len(units) - kept)))
    piece = units[start : start + kept]
    other = chance.sample(rest, min(len(units) - kept, len(rest)))
    match chance.choice(("cut", "extended", "new opening", "new close")):
        case "cut":
            return piece
        case "extended":
            return units + chance.sample(rest, chance.randint(0, min(len(units), len(rest))))
        case "new opening":
            return other + piece
        case _:
            return piece + other


@pytest.mark.parametrize("words", [40, 90, 150, 300, 700])
def test_copies_that_share_half_are_found_at_any_length(
    words: int, print_body: Callable[[str], Fingerprint]
) -> None:
    chance = random.Random(words)
    vocabulary = [f"word{n}" for n in range(20_000)]
    found = total = 0
    for _ in range(200):
        original = chance.sample(vocabulary, words)
        copy = changed(original, chance.sample(vocabulary, words), chance)
        if containment(" ".join(original), " ".join(copy), WORDS_A_SHINGLE) < 0.5:
            continue
        total += 1
        found += is_copy(print_body(" ".join(original)), print_body(" ".join(copy)))
    assert total > 150
    assert found / total >= RECALL


def test_copies_of_real_sentences_are_found_in_each_language(
    reports: list[dict[str, Any]], print_body: Callable[[str], Fingerprint]
) -> None:
    chance = random.Random(7)
    for event in reports:
        chinese = event["language"].startswith("zh")
        joint, width = ("", CHARACTERS_A_SHINGLE) if chinese else (" ", WORDS_A_SHINGLE)
        found = total = 0
        for report, other in itertools.permutations(event["reports"], 2):
            for _ in range(40):
                units, rest = units_of(report["body"]), units_of(other["body"])
                copy = joint.join(changed(units, rest, chance))
                original = joint.join(units)
                if containment(original, copy, width) < 0.5:
                    continue
                total += 1
                found += is_copy(print_body(original), print_body(copy))
        assert found / total >= RECALL, event["event"]


def test_a_summary_is_found_in_the_opening_of_a_long_text(print_body: Callable[[str], Fingerprint]) -> None:
    chance = random.Random(3)
    vocabulary = [f"word{n}" for n in range(20_000)]
    for words in (100, 300, 900):
        for summary in (15, 25, 40):
            text = chance.sample(vocabulary, words)
            assert is_copy(print_body(" ".join(text[:summary])), print_body(" ".join(text)))


def test_independent_reports_of_one_event_are_no_copies(
    reports: list[dict[str, Any]], print_body: Callable[[str], Fingerprint]
) -> None:
    for event in reports:
        for one, other in itertools.combinations(event["reports"], 2):
            assert not is_copy(print_body(one["body"]), print_body(other["body"])), event["event"]


def test_reports_sharing_a_quotation_are_no_copies(print_body: Callable[[str], Fingerprint]) -> None:
    chance = random.Random(11)
    vocabulary = [f"word{n}" for n in range(20_000)]
    false = 0
    for _ in range(300):
        words = chance.choice((80, 150, 300, 600))
        quotation = chance.sample(vocabulary, words // 5)
        one, other = (chance.sample(vocabulary, words - len(quotation)) for _ in range(2))
        first = one[:20] + quotation + one[20:]
        second = other[:40] + quotation + other[40:]
        false += is_copy(print_body(" ".join(first)), print_body(" ".join(second)))
    assert false <= 3


def test_a_roundup_is_no_copy_of_a_short_item_inside_it(print_body: Callable[[str], Fingerprint]) -> None:
    chance = random.Random(13)
    vocabulary = [f"word{n}" for n in range(20_000)]
    short = chance.sample(vocabulary, 40)
    roundup = chance.sample(vocabulary, 400) + short + chance.sample(vocabulary, 400)
    assert not is_copy(print_body(" ".join(short)), print_body(" ".join(roundup)))
