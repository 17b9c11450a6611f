"""What the rules for quotes look at: the text with quotations blanked out, in units no quotation crosses."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from consumers.extract.chinese_marks import with_wide_marks
from consumers.extract.mentions import Mentions
from consumers.extract.quotes.cues import load_cues
from consumers.extract.quotes.draft import Draft
from consumers.extract.quotes.marks import Quoted, masked, quoted_stretches
from consumers.extract.reading import Reading, Sentence
from consumers.query.folding import fold_han
from schemas.entity import Entity


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or several where a quotation runs over their ends."""

    start: int
    end: int
    paragraph: int


_RECENT = 24


@dataclass(slots=True)
class Scene:
    """A text prepared for the rules, and the quotes found so far, in text order."""

    text: str
    masked: str
    title_end: int
    units: tuple[Unit, ...]
    stretches: tuple[Quoted, ...]
    mentions: Mentions
    drafts: list[Draft] = field(default_factory=list)
    _by_start: dict[int, int] = field(init=False, repr=False)
    _by_end: dict[int, Quoted] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_start = {stretch.start: place for place, stretch in enumerate(self.stretches)}
        self._by_end = {stretch.end: stretch for stretch in self.stretches}

    @property
    def recent(self) -> list[Draft]:
        """The last quotes found: those a noun, an elided subject or a quotation nearby can belong to."""
        return self.drafts[-_RECENT:]

    def end_before(self, position: int, left_out: str) -> int:
        """Where the masked text before a position ends without these characters; it looks at nothing further back."""
        while position > 0 and self.masked[position - 1] in left_out:
            position -= 1
        return position

    def stretch_at(self, start: int) -> Quoted | None:
        """The quotation that begins there."""
        place = self._by_start.get(start)
        return None if place is None else self.stretches[place]

    def stretch_ending_at(self, end: int) -> Quoted | None:
        """The quotation that ends there, closing mark included."""
        return self._by_end.get(end)

    def stretches_within(self, start: int, end: int) -> list[Quoted]:
        """The quotations that lie in `text[start:end]`."""
        first = bisect_left(self.stretches, start, key=lambda s: s.start)
        return list(takewhile(lambda s: s.end <= end, self.stretches[first:]))

    def stretches_from(self, stretch: Quoted) -> tuple[Quoted, ...]:
        """A quotation and those behind it that it goes on in."""
        place = last = self._by_start[stretch.start]
        while self.stretches[last].goes_on and last + 1 < len(self.stretches):
            last += 1
        return self.stretches[place : last + 1]


def set_scene(reading: Reading, entities: Sequence[Entity]) -> Scene:
    """Prepare a text."""
    mentions = Mentions(entities)
    stretches = tuple(s for s in quoted_stretches(reading.text) if not _is_a_name(reading.text, s, mentions))
    units = tuple(_without_datelines(reading.text, _units(reading, stretches)))
    blanked = _ASIDE.sub(lambda aside: " " * len(aside[0]), masked(reading.text, stretches))
    if reading.rules == "zh":
        blanked = with_wide_marks(fold_han(blanked))
    return Scene(reading.text, blanked, reading.title_end, units, stretches, mentions)


_ASIDE = re.compile(r"(?<=\w )\([^()\n]{1,90}\)|（[^（）\n]{1,60}）")
"""Brackets, which say nothing of who speaks."""

_SPOKEN_BEHIND = re.compile(r",?\s+[—–-]\s+[а-яё]")
_LONGEST_NAME = 3
"""Words in quotation marks that begin with a capital letter and are a company's or a ship's name, not speech."""


def _is_a_name(text: str, stretch: Quoted, mentions: Mentions) -> bool:
    """Whether the quotation marks are those of a name («Газпром»), which the rules must see."""
    mention = mentions.covering(stretch.inner)
    if mention and mention.end >= stretch.inner_end:
        return True
    inner = text[stretch.inner : stretch.inner_end]
    is_russian_name = (
        text[stretch.start] == "«" and inner[0].isupper() and len(inner.split()) <= _LONGEST_NAME
    )
    if not is_russian_name or not inner[-1].isalnum() or text[stretch.start - 2 : stretch.start] == ": ":
        return False
    return _SPOKEN_BEHIND.match(text, stretch.end) is None


_DATELINE = re.compile(
    r"[A-ZА-ЯЁ](?:[^.!?\n“\"«]|(?<=\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec))\.|(?<=\bSept)\.){1,60}?(?:/[^/\n]{2,30}/|\([A-ZА-ЯЁ][^)\n]{1,30}\))?\.?\s*(?:--|—|–|-)\s+(?=[^\Wа-яё\d])"
    r"|[（(]?[^。！？，\n]{0,18}\d日(?:电|讯)\s*[）)]?\s*(?:[(（][^)）\n]{1,20}[)）])?\s*"
)
_LOOKS_LIKE_A_PLACE = re.compile(r"[A-ZА-ЯЁ]{3,}|[^,]+,[^,]+\d|[^,(/]+[(/]|.*日[电讯]")


def _without_datelines(text: str, units: list[Unit]) -> Iterator[Unit]:
    """The units with "KAZAN, Russia - " and its like cut off the first of a paragraph."""
    paragraph = -1
    for unit in units:
        dateline = _DATELINE.match(text, unit.start, unit.end) if unit.paragraph != paragraph else None
        paragraph = unit.paragraph
        if dateline and dateline.end() < unit.end and _LOOKS_LIKE_A_PLACE.match(dateline[0]):
            yield Unit(dateline.end(), unit.end, unit.paragraph)
        else:
            yield unit


def _units(reading: Reading, stretches: Sequence[Quoted]) -> list[Unit]:
    units: list[Unit] = []
    for sentence in reading.sentences:
        before = units[-1] if units else None
        if (
            before
            and before.paragraph == sentence.paragraph
            and _belongs(reading, stretches, before, sentence)
        ):
            units[-1] = Unit(before.start, sentence.end, sentence.paragraph)
        else:
            units.append(Unit(sentence.start, sentence.end, sentence.paragraph))
    return units


def _belongs(reading: Reading, stretches: Sequence[Quoted], before: Unit, sentence: Sentence) -> bool:
    """Whether a sentence goes on in the quotation before it, or says who said that ("…?” Tao asked.")."""
    first = bisect_left(stretches, before.end, key=lambda s: s.end)  # those that end earlier have no say
    around = stretches[first : bisect_left(stretches, sentence.start + 1, key=lambda s: s.start)]
    if any(s.start < before.end < s.end for s in around):
        return True
    asked = any(s.end == before.end and reading.text[s.inner_end - 1] in "?!。？！" for s in around)
    words = reading.text[sentence.start : sentence.end]
    if not asked or len(words) > _LONGEST_ATTRIBUTION or any(s.start == sentence.start for s in around):
        return False
    cues = load_cues(reading.rules or "en")
    if reading.rules == "zh":
        return any(form in words for form in cues)
    return any(word in cues for word in re.findall(r"\w+", words.lower()))


_LONGEST_ATTRIBUTION = 80
"""Characters of a sentence that only says who asked or exclaimed."""
