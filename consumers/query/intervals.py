"""Where runs of tokens stand, and where several stand near each other."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consumers.query.nodes import Atom, Run
from consumers.query.tokens import Tokens


def places(run: Run, tokens: Tokens) -> Sequence[int]:
    """The positions at which a run begins, in order."""
    first, *rest = run.atoms
    begins = _positions(first, tokens)
    if not rest or not begins:
        return begins
    known = tokens.tokens
    end = len(known) - run.width
    return [
        at - first.offset
        for at in begins
        if 0 <= at - first.offset <= end
        and all(_stands(atom, known[at - first.offset + atom.offset]) for atom in rest)
    ]


def _positions(atom: Atom, tokens: Tokens) -> Sequence[int]:
    return tokens.characters.get(atom.token, ()) if atom.character else tokens.where(atom.token)


def _stands(atom: Atom, token: str) -> bool:
    return token[0] == atom.token if atom.character else token == atom.token


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the words asked for, or the same word asked for `times` times."""

    width: int
    begins: Sequence[int]
    times: int

    def window(self, n: int) -> tuple[int, int]:
        """First and last position of the n-th group of `times` successive occurrences."""
        return self.begins[n], self.begins[n + self.times - 1] + self.width - 1

    def __len__(self) -> int:
        return max(len(self.begins) - self.times + 1, 0)


def near_places(parts: Sequence[Run], gaps: int, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Position and width of each occurrence of the parts inside windows that hold them all, in any order, with at
    most `gaps` positions not theirs (as Lucene's unordered intervals with max_gaps; a repeated word must stand
    there as often as it was asked for)."""
    grouped = {run: parts.count(run) for run in parts}
    groups = [_Part(run.width, _apart(places(run, tokens), run.width), n) for run, n in grouped.items()]
    if not all(groups):
        return
    covered = sum(run.width for run in parts)
    seen: set[tuple[int, int]] = set()
    for chosen in _windows(groups):
        first = min(group.window(n)[0] for group, n in zip(groups, chosen, strict=True))
        last = max(group.window(n)[1] for group, n in zip(groups, chosen, strict=True))
        if last - first + 1 - covered <= gaps:
            for group, n in zip(groups, chosen, strict=True):
                seen |= {(at, group.width) for at in group.begins[n : n + group.times]}
    yield from sorted(seen)


def _apart(begins: Sequence[int], width: int) -> list[int]:
    """Occurrences of one run that do not overlap, the earlier ones preferred."""
    kept: list[int] = []
    for at in begins:
        if not kept or at >= kept[-1] + width:
            kept.append(at)
    return kept


def _windows(groups: Sequence[_Part]) -> Iterator[tuple[int, ...]]:
    """For each part the number of one occurrence, such that the window cannot be narrowed from the left: all
    candidates for the shortest windows. Linear in the occurrences (times the logarithm of the parts)."""
    chosen = [0] * len(groups)
    earliest = [(group.window(0)[0], index) for index, group in enumerate(groups)]
    heapq.heapify(earliest)
    while True:
        yield tuple(chosen)
        _, index = heapq.heappop(earliest)
        chosen[index] += 1
        if chosen[index] >= len(groups[index]):
            return
        heapq.heappush(earliest, (groups[index].window(chosen[index])[0], index))
