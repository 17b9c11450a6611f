"""How texts and names are compared, and how two lists are paired."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

P = TypeVar("P")
G = TypeVar("G")

SAME_TEXT = 0.6
"""Of the pairs of letters two texts must share to be one quote (Dice)."""


def normal(text: str | None) -> str:
    """A text by its letters: width, case, ё and punctuation make no difference."""
    folded = unicodedata.normalize("NFKC", text or "").casefold().replace("ё", "е")
    return " ".join(re.findall(r"\w+", folded))


def likeness(a: str | None, b: str | None) -> float:
    """Dice's coefficient of the pairs of letters of two texts, from 0 to 1."""
    first, second = _pairs(a), _pairs(b)
    count = first.total() + second.total()
    return 2 * (first & second).total() / count if count else 0.0


def _pairs(text: str | None) -> Counter[str]:
    letters = "".join(re.findall(r"\w", normal(text)))
    return Counter(letters[n : n + 2] for n in range(max(len(letters) - 1, 1 if letters else 0)))


def pair_up(
    predicted: Sequence[P], labelled: Sequence[G], worth: Callable[[P, G], float]
) -> list[tuple[int, int]]:
    """One-to-one pairs with a worth above nothing, the best first: (place among the predicted, among the labelled)."""
    found = [
        (value, i, j)
        for i, one in enumerate(predicted)
        for j, other in enumerate(labelled)
        if (value := worth(one, other)) > 0
    ]
    taken: set[int] = set()
    given: set[int] = set()
    pairs = []
    for _, i, j in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        if i not in taken and j not in given:
            taken.add(i)
            given.add(j)
            pairs.append((i, j))
    return pairs
