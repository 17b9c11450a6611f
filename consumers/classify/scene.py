"""An item laid out for the relation rules: its sentences, who is named in each, and where the parties are linked."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from consumers.classify.links import only_names
from consumers.classify.mentions import Mention
from consumers.classify.part import Part
from consumers.classify.vocabulary import Found
from consumers.classify.watch import BOTH, Watch
from consumers.extract.reading import Sentence
from schemas.span import Span

_LEAD_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """`folded` is the text as terms see it; `parts` are the title (one part, where there is one) and the body's sentences, in order.

    `linking_title` is the title where it links the parties, `links` the body's sentences that do, `namings` the
    parts that name both and do not; `split_link` is a title that names one party with the lead sentence that names
    the other, and the two mentions. `counts` tells how often the first party, the second, and the commonest other
    country are named.
    """

    text: str
    folded: str
    watch: Watch
    parts: tuple[Part, ...]
    title: Part | None
    body: tuple[Part, ...]
    linking_title: Part | None
    links: tuple[Part, ...]
    namings: tuple[Part, ...]
    split_link: tuple[Mention, Part, Mention] | None
    counts: tuple[int, int, int]

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
    folded: str,
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
        Part.of(start, end, in_title, here, said, watch)
        for (start, end, in_title), here, said in zip(bounds, named, found, strict=True)
    )
    title = parts[0] if title_end else None
    body = parts[1:] if title else parts
    namings = tuple(part for part in parts if part.pair and only_names(text, part))
    return Scene(
        text=text,
        folded=folded,
        watch=watch,
        parts=parts,
        title=title,
        body=body,
        linking_title=title if title and title.pair and title not in namings else None,
        links=tuple(part for part in body if part.pair and part not in namings),
        namings=namings,
        split_link=_split_link(text, title, body),
        counts=_counts(parts),
    )


def _split_link(text: str, title: Part | None, body: Sequence[Part]) -> tuple[Mention, Part, Mention] | None:
    one = (title.first(0) or title.first(1)) if title and not title.pair else None
    if not one:
        return None
    missing = 0 if one.party == 1 else 1
    for part in body[:_LEAD_SENTENCES]:
        if (other := part.first(missing)) and not only_names(text, part):
            return one, part, other
    return None


def _counts(parts: Sequence[Part]) -> tuple[int, int, int]:
    named = [0, 0]
    others: Counter[str | None] = Counter()
    for part in parts:
        for mention in part.mentions:
            if mention.party == BOTH:
                named = [named[0] + 1, named[1] + 1]
            elif mention.party is not None:
                named[mention.party] += 1
        if part.thirds:
            others.update(mention.country for mention in part.thirds)
    return named[0], named[1], max(others.values(), default=0)
