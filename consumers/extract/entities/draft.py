"""Entities in the making."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from consumers.extract.reading import Reading
from consumers.gazetteer.entry import Entry
from consumers.gazetteer.hit import Hit
from consumers.query.folding import fold_han
from schemas.entity import EntityType, Role
from schemas.span import Span

Stretch = tuple[int, int]
LinkMethod = Literal["gazetteer", "gazetteer_disambiguated", "nil"]


@dataclass(slots=True, eq=False)
class Draft:
    """One entity with what is known of it so far. `rule` found it; `head` is the word a definite description can
    take up later ("ministry", "компания", "公司")."""

    name: str
    type: EntityType
    rule: str
    entry: Entry | None = None
    country: str | None = None
    method: LinkMethod = "nil"
    confidence: float = 0.7
    head: str = ""
    female: bool | None = None
    mentions: list[Stretch] = field(default_factory=list)
    coreferent: list[Stretch] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)


class Sheet:
    """The drafts of one text, and which of its characters they already take."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.drafts: list[Draft] = []
        self.han = fold_han(reading.text) if reading.rules == "zh" else reading.text
        """The text with simplified characters, to look for words in; as long as it is."""
        self._placed: set[tuple[Draft, int, int]] = set()
        self._starts = [hit.start for hit in reading.hits]
        self._taken = bytearray(len(reading.text))

    def hits_in(self, start: int, end: int) -> Sequence[Hit]:
        """The gazetteer's hits that share a character with a stretch, in order."""
        first = bisect_right(self._starts, start)
        if first and self.reading.hits[first - 1].end > start:
            first -= 1
        return self.reading.hits[first : bisect_left(self._starts, end)]

    def hit_from(self, start: int) -> Hit | None:
        """The first hit that begins at a place or later."""
        place = bisect_left(self._starts, start)
        return self.reading.hits[place] if place < len(self._starts) else None

    def free(self, start: int, end: int) -> bool:
        """Whether no draft has any character of a stretch."""
        return self._taken.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Keep a stretch from being read again."""
        self._taken[start:end] = b"\1" * (end - start)

    def add(self, draft: Draft, stretches: Iterable[Stretch]) -> Draft:
        """Put a draft on the sheet with its mentions, which are taken from then on."""
        if draft not in self.drafts:
            self.drafts.append(draft)
        for start, end in stretches:
            if (draft, start, end) not in self._placed:
                self._placed.add((draft, start, end))
                draft.mentions.append((start, end))
            self.take(start, end)
        return draft

    def of_entry(self, entry: Entry) -> Draft | None:
        """The draft of a known entry."""
        return next((draft for draft in self.drafts if draft.entry is entry), None)

    def named(self, name: str) -> Draft | None:
        """The draft with a name."""
        return next((draft for draft in self.drafts if draft.name == name), None)

    def span(self, start: int, end: int) -> Span:
        """A stretch as evidence."""
        return Span.of(self.text, start, end)


@dataclass(frozen=True, slots=True)
class Finding:
    """An unknown entity's name in the text."""

    start: int
    end: int
    name: str
    type: EntityType
    rule: str
    head: str = ""
    country: str | None = None
    female: bool | None = None
