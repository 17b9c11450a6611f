"""What a found item shows of its text: the place that matched best, with the matched words marked."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consumers.query.tokens import is_han
from schemas.match import Clause

WIDTH = 180
"""Characters of a snippet; a Chinese character counts as two."""

_ELLIPSIS = "…"
_WIDE = "\u2e80"
"""From here on characters are two columns wide (nearly)."""
_WIDE_LETTERS = re.compile(f"[{_WIDE}-\U0010ffff]+")
_MARKS_LOOKED_AT = 200
_SPACE = re.compile(r"\s")

_Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an item's text on one line; `highlights` are the stretches of `text` (start, end) that matched, in
    order, none overlapping or touching another."""

    text: str
    highlights: tuple[_Stretch, ...]


def snippets_of(
    text: str, clauses: Iterable[Clause], start: int = 0, width: int = WIDTH
) -> tuple[Snippet, ...]:
    """The best piece of `text[start:]`: the one with the most different clauses in it, then the most matches, then
    the earliest; its beginning where nothing matched there. Empty where there is no such text."""
    marks = sorted(
        (span.start, span.end, n)
        for n, clause in enumerate(clauses)
        for span in clause.spans
        if span.start >= start
    )
    if not text[start:].strip():
        return ()
    start += len(text[start:]) - len(text[start:].lstrip())
    first, last = _best_window(text, marks, width) if marks else (start, start)
    begin, end = _frame(text, first, last, start, width)
    return (_cut(text, begin, end, start, [(a, b) for a, b, _ in marks if begin <= a and b <= end]),)


def marked(text: str, clauses: Iterable[Clause], end: int) -> Snippet:
    """`text[:end]` whole, with what matched in it marked: for titles."""
    stretches = sorted((s.start, s.end) for clause in clauses for s in clause.spans if s.end <= end)
    return Snippet(_SPACE.sub(" ", text[:end]), tuple(_joined(stretches)))


def beginning_of(text: str, start: int, width: int = WIDTH) -> str:
    """The first words of `text[start:]` on one line, at most `width` wide."""
    begin, end = _frame(text, start, start, start, width)
    return _cut(text, begin, end, begin, []).text


def _best_window(text: str, marks: Sequence[tuple[int, int, int]], width: int) -> _Stretch:
    """From the first to the last mark of the window that is worth most."""
    begins = [begin for begin, _, _ in marks[:_MARKS_LOOKED_AT]]
    best, found = (0, 0), (marks[0][0], marks[0][1])
    for index, begin in enumerate(begins):
        after = bisect_left(begins, begin + width // (2 if text[begin] >= _WIDE else 1), index + 1)
        inside = marks[index:after]
        worth = (len({n for _, _, n in inside}), len(inside))
        if worth > best:
            best, found = worth, (begin, max(end for _, end, _ in inside))
    return found


def _wide(text: str, start: int, end: int) -> int:
    return max(end - start, 0) + sum(map(len, _WIDE_LETTERS.findall(text, start, end)))


def _frame(text: str, first: int, last: int, start: int, width: int) -> _Stretch:
    """Where to cut around `text[first:last]`: two thirds of the room that is left goes behind it, and what one side
    has no use for goes to the other; ends are at word boundaries."""
    room = max(width - _wide(text, first, min(last, first + width)), 0)
    begin = _walk_back(text, first, start, room // 3)
    end = _walk(text, last, room - _wide(text, begin, first))
    if end == len(text):
        begin = _walk_back(text, first, start, room - _wide(text, last, end))
    return _to_boundary_forward(text, begin, start, first), _to_boundary_back(text, end, last)


def _walk_back(text: str, at: int, start: int, room: int) -> int:
    back = max(at - max(room, 0), min(start, at))
    if not _WIDE_LETTERS.search(text, back, at):
        return back
    while at > start and room > 0:  # half the room can never be too much
        back = max(at - max(room // 2, 1), start)
        room -= _wide(text, back, at)
        at = back
    return at


def _walk(text: str, at: int, room: int) -> int:
    ahead = min(at + max(room, 0), max(len(text), at))
    if not _WIDE_LETTERS.search(text, at, ahead):
        return ahead
    while at < len(text) and room > 0:
        ahead = min(at + max(room // 2, 1), len(text))
        room -= _wide(text, at, ahead)
        at = ahead
    return at


def _is_boundary(text: str, at: int) -> bool:
    """Whether a text may be cut before `at`: not inside a word; anywhere between Han characters."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    return not (before.isalnum() and after.isalnum()) or is_han(before) or is_han(after)


def _to_boundary_forward(text: str, begin: int, start: int, latest: int) -> int:
    at = begin
    while at < latest and at > start and not _is_boundary(text, at):
        at += 1
    while at < latest and text[at].isspace():
        at += 1
    return at


def _to_boundary_back(text: str, end: int, earliest: int) -> int:
    at = end
    while at > earliest and not _is_boundary(text, at):
        at -= 1
    at = at if at > earliest else end  # one word longer than the snippet is cut inside
    while at > earliest and text[at - 1].isspace():
        at -= 1
    return at


def _cut(text: str, begin: int, end: int, start: int, stretches: list[_Stretch]) -> Snippet:
    before = _ELLIPSIS if text[start:begin].strip() else ""
    after = _ELLIPSIS if text[end:].strip() else ""
    shift = len(before) - begin
    shown = before + _SPACE.sub(" ", text[begin:end]) + after
    return Snippet(shown, tuple((a + shift, b + shift) for a, b in _joined(stretches)))


def _joined(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Overlapping and touching stretches made one."""
    joined: list[_Stretch] = []
    for start, end in stretches:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
