"""Where an item names its entities: looked up by place in the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from schemas.entity import Entity


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` stands for `entities` (several for "they", "the two leaders"). `named` is false for
    words that only refer back."""

    start: int
    end: int
    entities: tuple[Entity, ...]
    named: bool

    @property
    def entity(self) -> Entity:
        """The entity, the first one of several."""
        return self.entities[0]

    @property
    def is_person(self) -> bool:
        """Whether it stands for one person."""
        return len(self.entities) == 1 and self.entity.type == "person"


class Mentions:
    """The outermost mentions of a text, in order, none overlapping another; of them those that `keeps` wants."""

    def __init__(self, entities: Iterable[Entity], keeps: Callable[[Mention], bool] | None = None) -> None:
        self.all = _outermost(_gathered(entities))
        if keeps is not None:
            self.all = [mention for mention in self.all if keeps(mention)]
        self._starts = [mention.start for mention in self.all]
        self._ends = [mention.end for mention in self.all]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly in `text[start:end]`."""
        return self.all[bisect_left(self._starts, start) : bisect_right(self._ends, end)]

    def ending_at(self, end: int) -> Mention | None:
        """The mention that ends exactly there."""
        place = bisect_left(self._ends, end)
        return self.all[place] if place < len(self.all) and self._ends[place] == end else None

    def starting_at(self, start: int) -> Mention | None:
        """The mention that starts exactly there."""
        place = bisect_left(self._starts, start)
        return self.all[place] if place < len(self.all) and self._starts[place] == start else None

    def covering(self, position: int) -> Mention | None:
        """The mention a character belongs to."""
        place = bisect_right(self._starts, position) - 1
        return self.all[place] if place >= 0 and position < self._ends[place] else None


def _gathered(entities: Iterable[Entity]) -> list[Mention]:
    by_span: dict[tuple[int, int], tuple[list[Entity], bool]] = {}
    for entity in entities:
        for spans, named in ((entity.evidence, True), (entity.coreferent, False)):
            for span in spans:
                known = by_span.setdefault((span.start, span.end), ([], named))[0]
                if entity not in known:
                    known.append(entity)
    return [Mention(start, end, tuple(known), named) for (start, end), (known, named) in by_span.items()]


def _outermost(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end > kept[-1].end and not kept[-1].named and mention.named:
            kept[-1] = mention
    return kept
