"""An item laid open for the finders: the text, its sentences and the names found in it."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Literal

from consumers.gazetteer.hit import Hit

RulesLanguage = Literal["en", "ru", "zh"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text[start:end]`, without the space around it. A title is one or more sentences."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What every finder is given. `title_end` is 0 where there is no title; `published` anchors relative
    dates (the item's publication day where it was published); `hits` are the gazetteer's, longest match,
    in text order, none overlapping another."""

    text: str
    title_end: int
    language: str
    published: date | None
    sentences: tuple[Sentence, ...]
    hits: tuple[Hit, ...]

    @property
    def rules(self) -> RulesLanguage | None:
        """Which language's rules apply; None where there are none."""
        head = self.language.partition("-")[0]
        return head if head in ("en", "ru", "zh") else None  # type: ignore[return-value]

    def sentence_start(self, position: int) -> int:
        """Where the sentence of a position begins; 0 before the first."""
        place = bisect_right(self.sentences, position, key=lambda sentence: sentence.start)
        return self.sentences[place - 1].start if place else 0
