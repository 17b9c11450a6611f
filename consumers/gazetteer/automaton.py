"""Finds every known name of a text in one pass.

One Aho–Corasick automaton over the folded aliases of all languages reports overlapping matches; boundaries and
capitals are checked in the text itself, then the longest match wins and none overlaps another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from consumers.gazetteer.entry import Entry
from consumers.gazetteer.fold import FIRST_IDEOGRAPH, fold
from consumers.gazetteer.hit import Hit

_RUSSIA_IN_FULL = ("俄罗斯", "俄羅斯", "俄国", "俄國", "俄联邦", "俄聯邦")


@dataclass(frozen=True, slots=True)
class Alias:
    """A way to write names. `surface` is what the text must have as far as its own capitals say: one of up to
    three letters exactly, one in capitals ("SWIFT") capitals, one that begins with a capital a capital there."""

    surface: str
    entry: Entry
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A folded stretch of text and what it can mean: `aliases` (empty: a shield, it hides what it covers), or
    `letters`, the offsets of one-letter countries in it. `rank` decides between equally long matches."""

    words: str
    aliases: tuple[Alias, ...] = ()
    letters: tuple[tuple[int, Entry], ...] = ()
    rank: int = 2

    @property
    def is_clipped(self) -> bool:
        """Whether it is a name that opens with a one-letter Russia (俄海军): 中俄海军 is the navies of both."""
        return self.words[0] == "俄" and bool(self.aliases) and not self.words.startswith(_RUSSIA_IN_FULL)


class Automaton:
    """Finds patterns in texts; immutable and safe to share."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = patterns
        self._open = [(_is_open(p.words[0]), _is_open(p.words[-1])) for p in patterns]
        self._automaton = AhoCorasick(
            [pattern.words for pattern in patterns],
            matchkind=MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> tuple[Hit, ...]:
        """The names of a text in its order, none overlapping another."""
        return self._find(text, None)

    def find_inside(self, name: str) -> tuple[Hit, ...]:
        """The names inside a name, without itself."""
        return self._find(name, len(name))

    def _find(self, text: str, too_long: int | None) -> tuple[Hit, ...]:
        folded = fold(text)
        candidates: list[tuple[int, int, int, int]] = []
        openings, patterns = self._open, self._patterns
        length = len(folded)
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if end - start == too_long:
                continue
            open_left, open_right = openings[index]
            if not open_left and start and _joins(folded[start - 1]):
                continue
            if not open_right and end < length and _joins(folded[end]):
                continue
            candidates.append((start, -end, index, patterns[index].rank))
        hits: list[Hit] = []
        for start, end, index in _longest(candidates, patterns, text):
            hits.extend(_hits(patterns[index], text, start, end))
        return tuple(hits)


def _joins(neighbour: str) -> bool:
    """Whether a neighbouring character belongs to the same word as a letter beside it."""
    return neighbour.isalnum() and neighbour < FIRST_IDEOGRAPH


def _is_open(edge: str) -> bool:
    """Whether a pattern's edge needs no boundary: an ideograph, or a mark such as "«"."""
    return edge >= FIRST_IDEOGRAPH or not edge.isalnum()


def _longest(
    candidates: list[tuple[int, int, int, int]], patterns: Sequence[Pattern], text: str
) -> Iterable[tuple[int, int, int]]:
    """Of candidates that overlap the longest, of equally long ones that with the higher rank, else the first."""
    kept: list[tuple[int, int, int, int]] = []
    candidates.sort()
    for start, minus_end, index, rank in candidates:
        end = -minus_end
        if kept and kept[-1][1] > start:
            before_start, before_end, before, before_rank = kept[-1]
            if (end - start, rank) <= (before_end - before_start, before_rank):
                continue
            if len(patterns[before].letters) > 1 and patterns[index].is_clipped:
                continue
            if not _written_so(patterns[index], text, start, end):
                continue
            kept.pop()
        elif not _written_so(patterns[index], text, start, end):
            continue
        kept.append((start, end, index, rank))
    return ((start, end, index) for start, end, index, _ in kept)


def _written_so(pattern: Pattern, text: str, start: int, end: int) -> bool:
    """Whether the text's capitals allow any of a pattern's aliases."""
    return not pattern.aliases or any(_fits(alias.surface, text, start, end) for alias in pattern.aliases)


def _fits(surface: str, text: str, start: int, end: int) -> bool:
    first = surface[0]
    if not first.isupper():
        return True
    if end - start <= 3:
        return text[start:end] == surface
    return text[start:end].isupper() if surface.isupper() else text[start].isupper()


def _hits(pattern: Pattern, text: str, start: int, end: int) -> Iterable[Hit]:
    if pattern.letters:
        return [
            Hit(start + place, start + place + 1, country, adjective=True)
            for place, country in pattern.letters
        ]
    fitting = [alias for alias in pattern.aliases if _fits(alias.surface, text, start, end)]
    if not fitting:
        return ()
    first = fitting[0]
    if first.surface[0] == "«":
        start, end = start + 1, end - 1
    others = tuple(dict.fromkeys(alias.entry for alias in fitting[1:] if alias.entry is not first.entry))
    return (Hit(start, end, first.entry, first.adjective, others),)
