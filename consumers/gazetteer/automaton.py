"""Finds every known name of a text in one pass.

One Aho–Corasick automaton over the folded aliases of all languages reports overlapping matches; boundaries and
capitals are checked in the text itself, then the longest match wins and none overlaps another.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from consumers.gazetteer.entry import Entry
from consumers.gazetteer.fold import FIRST_IDEOGRAPH, fold
from consumers.gazetteer.hit import Hit

_RUSSIA_IN_FULL = ("俄罗斯", "俄羅斯", "俄国", "俄國", "俄联邦", "俄聯邦")


ANY, INITIAL, ALL, EXACT = range(4)


class Alias(NamedTuple):
    """A way to write a name. `capitals` says what the text must have there: nothing, a capital first (an alias
    that begins with one), capitals all through ("SWIFT"), exactly these letters (up to three: "US", "Xi")."""

    surface: str
    entry: Entry
    adjective: bool
    capitals: int


class Pattern(NamedTuple):
    """A folded stretch of text and what it can mean: `aliases` in order, or `letters`, the offsets of one-letter
    countries in it; with neither it is a shield, which hides what it covers.

    `rank` decides between equally long matches; an open edge needs no boundary; `quoted` ones stand in «»;
    `clipped` ones open with a one-letter Russia (俄海军)."""

    words: str
    aliases: tuple[Alias, ...]
    letters: tuple[tuple[int, Entry], ...]
    rank: int
    open_left: bool
    open_right: bool
    quoted: bool
    clipped: bool


def alias_of(surface: str, entry: Entry, adjective: bool) -> Alias:
    """An alias with the capitals it asks for."""
    if not surface[0].isupper():
        return Alias(surface, entry, adjective, ANY)
    if len(surface) <= 3:
        return Alias(surface, entry, adjective, EXACT)
    return Alias(surface, entry, adjective, ALL if surface.isupper() else INITIAL)


def pattern_of(
    words: str, aliases: tuple[Alias, ...] = (), letters: tuple[tuple[int, Entry], ...] = (), rank: int = 2
) -> Pattern:
    """A pattern with what its words say of its edges."""
    first = words[0]
    clipped = first == "俄" and bool(aliases) and not words.startswith(_RUSSIA_IN_FULL)
    return Pattern(words, aliases, letters, rank, _is_open(first), _is_open(words[-1]), first == "«", clipped)


class Automaton:
    """Finds patterns in texts; immutable and safe to share."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = tuple(patterns)
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
        candidates: list[tuple[int, int, Pattern]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            pattern = patterns[index]
            if (
                (pattern.open_left or not start or not _joins(folded[start - 1]))
                and (pattern.open_right or end == length or not _joins(folded[end]))
                and end - start != too_long
                and (not pattern.aliases or _written_so(pattern.aliases, text, start, end))
            ):
                candidates.append((start, end, pattern))
        hits: list[Hit] = []
        for start, end, pattern in _longest(candidates):
            _add_hits(hits, pattern, text, start, end)
        return tuple(hits)


def _joins(neighbour: str) -> bool:
    """Whether a neighbouring character belongs to the same word as a letter beside it."""
    return neighbour.isalnum() and neighbour < FIRST_IDEOGRAPH


def _is_open(edge: str) -> bool:
    """Whether a pattern's edge needs no boundary: an ideograph, or a mark such as "«"."""
    return edge >= FIRST_IDEOGRAPH or not edge.isalnum()


def _longest(candidates: list[tuple[int, int, Pattern]]) -> list[tuple[int, int, Pattern]]:
    """Of candidates that overlap the longest, of equally long ones that with the higher rank, else the first."""
    candidates.sort(key=_place)
    kept: list[tuple[int, int, Pattern]] = []
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


def _place(candidate: tuple[int, int, Pattern]) -> tuple[int, int]:
    return candidate[0], -candidate[1]


def _wins(late: tuple[int, int, Pattern], early: tuple[int, int, Pattern]) -> bool:
    """Whether the later of two overlapping candidates is the better one."""
    start, end, pattern = late
    if (end - start, pattern.rank) <= (early[1] - early[0], early[2].rank):
        return False
    # 中俄海军 is the navies of both, not China's 中 beside a Russian navy's 俄海军
    return not (pattern.clipped and len(early[2].letters) > 1)


def _written_so(aliases: tuple[Alias, ...], text: str, start: int, end: int) -> bool:
    """Whether the text's capitals allow any of a pattern's aliases."""
    if len(aliases) == 1:
        capitals = aliases[0].capitals
        return capitals == ANY or (
            text[start].isupper() if capitals == INITIAL else _fits(aliases[0], text, start, end)
        )
    return any(_fits(alias, text, start, end) for alias in aliases)


def _fits(alias: Alias, text: str, start: int, end: int) -> bool:
    capitals = alias.capitals
    if capitals == ANY:
        return True
    if capitals == INITIAL:
        return text[start].isupper()
    return text[start:end] == alias.surface if capitals == EXACT else text[start:end].isupper()


def _add_hits(hits: list[Hit], pattern: Pattern, text: str, start: int, end: int) -> None:
    for place, country in pattern.letters:
        hits.append(Hit(start + place, start + place + 1, country, True))
    aliases = pattern.aliases
    if not aliases:
        return
    if pattern.quoted:
        start, end = start + 1, end - 1
    if len(aliases) == 1:
        hits.append(Hit(start, end, aliases[0].entry, aliases[0].adjective))
        return
    fitting = [alias for alias in aliases if _fits(alias, text, start, end)]
    first = fitting[0]
    others = tuple(dict.fromkeys(alias.entry for alias in fitting[1:] if alias.entry is not first.entry))
    hits.append(Hit(start, end, first.entry, first.adjective, others))
