"""Whether two items are copies of one report: containment of the shorter text in the longer one."""

from collections.abc import Set
from dataclasses import dataclass

from consumers.cluster.fingerprint import Fingerprint

CONTAINED = 0.45
"""Of the shorter text's shingles, where all of them (or few) can be compared. Independent reports of one event
share names, titles and a quotation: rarely more than a third."""

CONTAINED_IN_SAMPLE = 0.40
"""Where `SAMPLE` or more of a sample are compared: leaves room for chance, so that a true half is found."""

CONTAINED_WHEN_SHORT = 0.6
"""In a text of fewer than `SHORT` shingles a run of names and offices weighs too much."""

CONTAINED_IN_OWN_SOURCE = 0.7
"""A source repeats its own background paragraphs; a copy in the same source is nearly whole."""

MUTUAL = 0.6
"""Of the longer text: above one half, so that a roundup of two reports never makes them one story."""

SAMPLE = 24
SHORT = 24
SHARED_LEAST = 6
SHARED_LEAST_IN_SAMPLE = 4
EXCERPT_LEAST = 0.12
"""Of the longer text, which the shared part must be unless it is its opening: a roundup is no copy of the
short items inside it."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`containment`: the shared share of the shorter text; `mutual`: of the longer one; `covered`: of the first
    one given; `shared` and `compared` are counts of shingles; `opening`: the shorter one was found in the longer
    one's opening; `whole`: nothing was sampled."""

    containment: float
    mutual: float
    covered: float
    shared: int
    compared: int
    whole: bool
    opening: bool = False

    def is_copy(self, *, same_source: bool) -> bool:
        """Whether one is a copy of the other, cut, extended or retitled."""
        if self.shared < (SHARED_LEAST if self.whole else SHARED_LEAST_IN_SAMPLE):
            return False
        if self.mutual < EXCERPT_LEAST and not self.opening:
            return False
        return self.containment >= self._threshold(same_source)

    def is_same_text(self) -> bool:
        """Whether each is most of the other."""
        return self.shared >= SHARED_LEAST and self.mutual >= MUTUAL

    def _threshold(self, same_source: bool) -> float:
        if same_source:
            return CONTAINED_IN_OWN_SOURCE
        if self.whole:
            return CONTAINED if self.compared >= SHORT else CONTAINED_WHEN_SHORT
        return CONTAINED_IN_SAMPLE if self.compared >= SAMPLE else CONTAINED


NOTHING_SHARED = Likeness(0.0, 0.0, 0.0, 0, 0, whole=True)


def likeness(one: Fingerprint, other: Fingerprint, ignored: Set[int]) -> Likeness:
    """How far the shorter of two texts is contained in the longer; `ignored` shingles count for nothing.

    Both are compared at the coarser of their sampling rates; a text kept whole is also looked for in all that
    is kept of the longer one's opening, which can only underrate it.
    """
    every = max(one.every, other.every)
    first, second = (
        {h for h in text.shingles if h % every == 0 and h not in ignored} for text in (one, other)
    )
    sampled = _compare(first, second, whole=every == 1)
    short, long = (one, other) if one.every < other.every else (other, one)
    if short.every > 1 or not long.lead:
        return sampled
    whole = set(short.shingles).difference(ignored)
    shared = len(whole.intersection(long.shingles) | whole.intersection(long.lead))
    if not whole or shared / len(whole) < sampled.containment:
        return sampled
    share = shared / len(whole)
    in_opening = len(whole.intersection(long.lead)) >= SHARED_LEAST
    covered = share if short is one else sampled.mutual
    return Likeness(share, sampled.mutual, covered, shared, len(whole), whole=True, opening=in_opening)


def _compare(first: set[int], second: set[int], *, whole: bool) -> Likeness:
    shared, fewer, more = len(first & second), *sorted((len(first), len(second)))
    if not fewer:
        return NOTHING_SHARED
    return Likeness(shared / fewer, shared / more, shared / len(first), shared, fewer, whole)
