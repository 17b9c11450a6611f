"""Finds every known name of a text in one pass.

One Aho–Corasick automaton over the folded aliases of all languages reports overlapping matches; boundaries and
capitals are checked in the text itself, then the longest match wins and none overlaps another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


class _Meaning(NamedTuple):
    """An alias ready for use: `capitals` says what the text must have where it is found."""

    capitals: int
    surface: str
    entry: Entry
    adjective: bool


class _Compiled(NamedTuple):
    """A pattern ready for use: whether its edges need no boundary, its rank, its meanings in order."""

    open_left: bool
    open_right: bool
    rank: int
    meanings: tuple[_Meaning, ...]
    letters: tuple[tuple[int, Entry], ...]
    quoted: bool
    clipped: bool


_ANY, _INITIAL, _ALL, _EXACT = range(4)


class Automaton:
    """Finds patterns in texts; immutable and safe to share."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = [_compiled(pattern) for pattern in patterns]
        self._automaton = AhoCorasick(
            [pattern.words for pattern in patterns],
            matchkind=MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> tuple[Hit, ...]:
        """The names of a text in its order, none overlapping another."""
        return self._find(text, -1)

    def find_inside(self, name: str) -> tuple[Hit, ...]:
        """The names inside a name, without itself."""
        return self._find(name, len(name))

    def _find(self, text: str, too_long: int) -> tuple[Hit, ...]:
        folded = fold(text)
        length = len(folded)
        patterns = self._patterns
        candidates: list[tuple[int, int, _Compiled]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            pattern = patterns[index]
            if (
                (pattern.open_left or not start or not _joins(folded[start - 1]))
                and (pattern.open_right or end == length or not _joins(folded[end]))
                and end - start != too_long
                and (not pattern.meanings or _written_so(pattern.meanings, text, start, end))
            ):
                candidates.append((start, end, pattern))
        hits: list[Hit] = []
        for start, end, pattern in _longest(candidates):
            _add_hits(hits, pattern, text, start, end)
        return tuple(hits)


def _compiled(pattern: Pattern) -> _Compiled:
    first, last = pattern.words[0], pattern.words[-1]
    return _Compiled(
        open_left=_is_open(first),
        open_right=_is_open(last),
        rank=pattern.rank,
        meanings=tuple(
            _Meaning(_capitals(alias.surface), alias.surface, alias.entry, alias.adjective)
            for alias in pattern.aliases
        ),
        letters=pattern.letters,
        quoted=first == "«",
        clipped=first == "俄" and bool(pattern.aliases) and not pattern.words.startswith(_RUSSIA_IN_FULL),
    )


def _capitals(surface: str) -> int:
    if not surface[0].isupper():
        return _ANY
    if len(surface) <= 3:
        return _EXACT
    return _ALL if surface.isupper() else _INITIAL


def _joins(neighbour: str) -> bool:
    """Whether a neighbouring character belongs to the same word as a letter beside it."""
    return neighbour.isalnum() and neighbour < FIRST_IDEOGRAPH


def _is_open(edge: str) -> bool:
    """Whether a pattern's edge needs no boundary: an ideograph, or a mark such as "«"."""
    return edge >= FIRST_IDEOGRAPH or not edge.isalnum()


def _longest(candidates: list[tuple[int, int, _Compiled]]) -> list[tuple[int, int, _Compiled]]:
    """Of candidates that overlap the longest, of equally long ones that with the higher rank, else the first."""
    candidates.sort(key=_place)
    kept: list[tuple[int, int, _Compiled]] = []
    covered = 0
    for candidate in candidates:
        start, end, pattern = candidate
        if start < covered:
            if not _wins(candidate, kept[-1]):
                continue
            kept.pop()
        kept.append((start, end, pattern))
        covered = end
    return kept


def _place(candidate: tuple[int, int, _Compiled]) -> tuple[int, int]:
    return candidate[0], -candidate[1]


def _wins(late: tuple[int, int, _Compiled], early: tuple[int, int, _Compiled]) -> bool:
    """Whether the later of two overlapping candidates is the better one."""
    start, end, pattern = late
    if (end - start, pattern.rank) <= (early[1] - early[0], early[2].rank):
        return False
    # 中俄海军 is the navies of both, not China's 中 beside a Russian navy's 俄海军
    return not (pattern.clipped and len(early[2].letters) > 1)


def _written_so(meanings: tuple[_Meaning, ...], text: str, start: int, end: int) -> bool:
    """Whether the text's capitals allow any of a pattern's meanings."""
    if len(meanings) == 1:
        capitals = meanings[0].capitals
        return capitals == _ANY or (
            text[start].isupper() if capitals == _INITIAL else _fits(meanings[0], text, start, end)
        )
    return any(_fits(meaning, text, start, end) for meaning in meanings)


def _fits(meaning: _Meaning, text: str, start: int, end: int) -> bool:
    capitals = meaning.capitals
    if capitals == _ANY:
        return True
    if capitals == _INITIAL:
        return text[start].isupper()
    return text[start:end] == meaning.surface if capitals == _EXACT else text[start:end].isupper()


def _add_hits(hits: list[Hit], pattern: _Compiled, text: str, start: int, end: int) -> None:
    for place, country in pattern.letters:
        hits.append(Hit(start + place, start + place + 1, country, True))
    meanings = pattern.meanings
    if not meanings:
        return
    if pattern.quoted:
        start, end = start + 1, end - 1
    if len(meanings) == 1:
        hits.append(Hit(start, end, meanings[0].entry, meanings[0].adjective))
        return
    fitting = [meaning for meaning in meanings if _fits(meaning, text, start, end)]
    first = fitting[0]
    others = tuple(
        dict.fromkeys(meaning.entry for meaning in fitting[1:] if meaning.entry is not first.entry)
    )
    hits.append(Hit(start, end, first.entry, first.adjective, others))
