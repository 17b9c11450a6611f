"""An item laid out for the relation rules: its sentences, who is named in each, and the terms in it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from consumers.classify.mentions import Mention
from consumers.classify.vocabulary import Found
from consumers.classify.watch import BOTH, Watch
from consumers.extract.reading import Sentence
from schemas.span import Span


@dataclass(frozen=True, slots=True)
class Part:
    """A title or a sentence with what stands in it."""

    start: int
    end: int
    in_title: bool
    mentions: tuple[Mention, ...]
    terms: tuple[Found, ...]

    def first(self, party: int) -> Mention | None:
        """The first mention of a party here; a compound names both."""
        return next((mention for mention in self.mentions if mention.party in (party, BOTH)), None)

    @property
    def pair(self) -> tuple[Mention, Mention] | None:
        """A mention of each party, or the compound twice; None where one is not named."""
        one, other = self.first(0), self.first(1)
        return (one, other) if one and other else None

    @property
    def compound(self) -> Mention | None:
        """The first compound here."""
        return next((mention for mention in self.mentions if mention.party == BOTH), None)

    def labelled(self, label: str) -> list[Found]:
        """The terms with a label."""
        return [found for found in self.terms if found.label == label]


@dataclass(frozen=True)
class Scene:
    """`parts` are the title (one part, where there is one) and the body's sentences, in order."""

    text: str
    title_end: int
    watch: Watch
    parts: tuple[Part, ...]

    @cached_property
    def title(self) -> Part | None:
        """The title, as one part."""
        return self.parts[0] if self.parts and self.parts[0].in_title else None

    @cached_property
    def body(self) -> tuple[Part, ...]:
        """The body's sentences."""
        return self.parts[1:] if self.title else self.parts

    @cached_property
    def links(self) -> tuple[Part, ...]:
        """The body's sentences that name both parties."""
        return tuple(part for part in self.body if part.pair)

    def thirds(self, part: Part) -> list[str]:
        """The other countries a part names, without the watch's companions."""
        return sorted({mention.country or "" for mention in part.mentions if self.is_third(mention)})

    def is_third(self, mention: Mention) -> bool:
        """Whether a mention names neither a party nor one of the watch's companions."""
        return mention.party is None and mention.country not in self.watch.companions

    @cached_property
    def counts(self) -> tuple[int, int, int]:
        """How often the first party, the second, and the commonest other country are named."""
        named: Counter[int | str] = Counter()
        for part in self.parts:
            for mention in part.mentions:
                if mention.party == BOTH:
                    named.update((0, 1))
                elif mention.party is not None:
                    named[mention.party] += 1
                elif mention.country and self.is_third(mention):
                    named[mention.country] += 1
        others = [number for key, number in named.items() if isinstance(key, str)]
        return named[0], named[1], max(others, default=0)

    def span(self, start: int, end: int) -> Span:
        """Evidence: a stretch of the item's text."""
        return Span.of(self.text, start, end)

    def spans(self, *places: Mention | Found) -> tuple[Span, ...]:
        """Evidence, each place once, in text order."""
        return tuple(
            self.span(start, end) for start, end in sorted({(place[0], place[1]) for place in places})
        )


def lay_out(
    text: str,
    title_end: int,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    terms: Sequence[Found],
    watch: Watch,
) -> Scene:
    """Give each sentence its mentions and terms; the sentences of a title make one part."""
    bounds = [(0, title_end, True)] if title_end else []
    bounds += [(sentence.start, sentence.end, False) for sentence in sentences if sentence.start >= title_end]
    starts = [start for start, _, _ in bounds]
    named: list[list[Mention]] = [[] for _ in bounds]
    found: list[list[Found]] = [[] for _ in bounds]
    if bounds:
        for mention in mentions:
            named[max(0, bisect_right(starts, mention.start) - 1)].append(mention)
        for term in terms:
            found[max(0, bisect_right(starts, term.start) - 1)].append(term)
    parts = tuple(
        Part(start, end, in_title, tuple(here), tuple(said))
        for (start, end, in_title), here, said in zip(bounds, named, found, strict=True)
    )
    return Scene(text, title_end, watch, parts)
