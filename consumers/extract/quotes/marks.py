"""Quotation marks: which open, which close, and what lies between them."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"[\"“”„«»「」『』‘’\n]|(?<![\w.,!?])'(?=[A-Z])|(?<=[,.!?])'(?!\w)")
_CLOSES = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "‘": "’", '"': '"', "'": "'"}
_LONGEST_SINGLE = 600
"""Characters between single quotation marks; longer ones are apostrophes that look like them."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """`text[start:end]` with its marks, `text[inner:inner_end]` without. Not `closed`: the closing mark is
    missing. `goes_on`: the next paragraph opens again without a closing mark here, as long speeches do."""

    start: int
    end: int
    inner: int
    inner_end: int
    closed: bool
    goes_on: bool = False


def quoted_stretches(text: str) -> tuple[Quoted, ...]:
    """The outermost quoted stretches in order. One left open ends with its paragraph."""
    found: list[Quoted] = []
    opened: list[tuple[int, str]] = []
    for mark in _MARK.finditer(text):
        place, sign = mark.start(), mark[0]
        if sign == "\n":
            if opened:
                found += _left_open(text, opened[0], place)
                opened.clear()
        elif opened and sign in _CLOSES[opened[-1][1]] and not _is_apostrophe(text, place, opened[-1][1]):
            start, _ = opened.pop()
            if not opened:
                found.append(Quoted(start, place + 1, start + 1, place, closed=True))
        elif sign in _CLOSES and _may_open(text, place, sign):
            opened.append((place, sign))
    if opened:
        found += _left_open(text, opened[0], len(text))
    return tuple(stretch for stretch in found if text[stretch.inner : stretch.inner_end].strip())


def _is_apostrophe(text: str, place: int, opener: str) -> bool:
    return opener in "‘'" and text[place + 1 : place + 2].isalnum()


def _may_open(text: str, place: int, sign: str) -> bool:
    if sign in "‘'":
        closer = _CLOSES[sign]
        end = text.find(closer, place, place + _LONGEST_SINGLE)
        return end > 0 and not text[place - 1 : place].isalnum()
    if sign == '"':
        return not text[place + 1 : place + 2].isspace() and place + 1 < len(text)
    return True


def _left_open(text: str, opened: tuple[int, str], end: int) -> list[Quoted]:
    start, sign = opened
    if sign in "‘'":
        return []
    following = text[end : end + 8].lstrip()[:1] if end < len(text) else ""
    return [Quoted(start, end, start + 1, end, closed=False, goes_on=following == sign)]


def masked(text: str, stretches: tuple[Quoted, ...]) -> str:
    """The text with quoted stretches blanked out by `MASK`, of the same length."""
    parts: list[str] = []
    done = 0
    for stretch in stretches:
        parts += text[done : stretch.start], MASK * (stretch.end - stretch.start)
        done = stretch.end
    parts.append(text[done:])
    return "".join(parts)


MASK = "\0"
