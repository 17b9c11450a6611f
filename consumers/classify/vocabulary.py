"""Terms with labels, and where they stand in a text: one pass over all of them.

How terms are written: "*" stands for any further letters, a space also for a hyphen, in English a plural or
possessive s is understood; in Chinese "…" stands for up to eight characters of the same clause. A leading "~": not as the unit of an
amount ("in yuan", not "5 mln yuan").
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

_NOT_A_UNIT = "~"
_AMOUNT = re.compile(
    r"(?:\d|million|billion|trillion|bn|mln|bln|млн|млрд|трлн|тыс\.?|тысяч|[万亿萬億千百数多余])\s?$"
)
_LOOK_BACK = 9  # characters before a unit in which its amount ends
_PIECES = re.compile(r"[*\s]|-|[^*\s-]+")
_WRITTEN = {"*": r"\w*", " ": r"[\s\-–—]+", "-": r"[\-–—]"}
_PLURAL = "(?:['’]?s(?:['’])?)?"
_HAN_GAP = "[^，。；！？、\\n]{0,8}?"


class Term(NamedTuple):
    """A term and what it speaks for: `label` ("topic:energy", "counter:sport", …) with its weight."""

    pattern: str
    label: str
    weight: float


class Found(NamedTuple):
    """`text[start:end]` is a term with this label."""

    start: int
    end: int
    label: str
    weight: float


def split_terms(listed: str) -> list[str]:
    """The terms of a comma-separated list, in lower case."""
    return [" ".join(term.split()).lower() for term in listed.split(",") if term.strip()]


def fold(text: str) -> str:
    """Lower case with ё as е, every character at its place. Offsets into the result hold in the text."""
    lowered = text.lower()
    if len(lowered) != len(text):  # İ alone grows
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lowered.replace("ё", "е")


class _Check(NamedTuple):
    """What must hold after a head: a pattern that matches from the head's start (None: the head is all), and
    whether the term is no unit of an amount."""

    pattern: re.Pattern[str] | None
    is_whole_word: bool
    is_no_unit: bool
    label: str
    weight: float


class Vocabulary:
    """Finds all terms of one language in a folded text."""

    def __init__(self, terms: Iterable[Term], language: str) -> None:
        self._spaced = language != "zh"
        self._plural = _PLURAL if language == "en" else ""
        by_head: dict[str, list[_Check]] = {}
        for term in dict.fromkeys(terms):
            head, check = self._compile(term)
            by_head.setdefault(head, []).append(check)
        self._heads = list(by_head)
        self._checks = [by_head[head] for head in self._heads]
        self._automaton = AhoCorasick(self._heads, implementation=Implementation.ContiguousNFA)

    def may_be_in(self, folded: str) -> bool:
        """Whether the letters of any term stand in a text: a cheaper question than `find`, for few terms."""
        return any(head in folded for head in self._heads)

    def _compile(self, term: Term) -> tuple[str, _Check]:
        """The letters to look for, and what to check where they are found."""
        written = term.pattern.removeprefix(_NOT_A_UNIT)
        is_no_unit = written != term.pattern
        if not self._spaced:
            head, *rest = written.split("…")
            gapped = re.compile(_HAN_GAP.join(map(re.escape, (head, *rest)))) if rest else None
            return head, _Check(gapped, False, is_no_unit, term.label, term.weight)
        pieces = _PIECES.findall(written)
        if len(pieces) == 1:
            return written, _Check(None, True, is_no_unit, term.label, term.weight)
        pattern = "".join(_WRITTEN.get(piece) or re.escape(piece) for piece in pieces)
        end = "" if written.endswith("*") else self._plural
        compiled = re.compile(rf"{pattern}{end}(?!\w)")
        return pieces[0], _Check(compiled, False, is_no_unit, term.label, term.weight)

    def find(self, folded: str) -> list[Found]:
        """Every term of a text that `fold` has folded, in text order; terms may overlap."""
        found = []
        length = len(folded)
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if self._spaced and start and folded[start - 1].isalnum():
                continue
            for pattern, is_whole_word, is_no_unit, label, weight in self._checks[index]:
                if is_no_unit and _AMOUNT.search(folded, max(0, start - _LOOK_BACK), start):
                    continue
                if pattern is not None:
                    if match := pattern.match(folded, start):
                        found.append(Found(start, match.end(), label, weight))
                elif not is_whole_word or end == length or not folded[end].isalnum():
                    found.append(Found(start, end, label, weight))
                elif self._plural and folded[end] == "s" and not folded[end + 1 : end + 2].isalnum():
                    found.append(Found(start, end + 1, label, weight))
        found.sort()
        return found
