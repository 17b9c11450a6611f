"""A title or a sentence of an item, with what stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consumers.classify.mentions import Mention
from consumers.classify.vocabulary import Found
from consumers.classify.watch import BOTH, Watch


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """`text[start:end]`. `pair` is a mention of each party, or a compound twice; `compound` the first of those;
    `terms` are kept by label; `thirds` are the mentions of countries that are neither parties nor the watch's companions."""

    start: int
    end: int
    in_title: bool
    mentions: tuple[Mention, ...]
    terms: Mapping[str, Sequence[Found]]
    firsts: tuple[Mention | None, Mention | None]
    compound: Mention | None
    thirds: tuple[Mention, ...]

    @classmethod
    def of(
        cls, start: int, end: int, in_title: bool, mentions: list[Mention], terms: list[Found], watch: Watch
    ) -> "Part":
        """The part with what the rules ask of it most often worked out."""
        firsts: list[Mention | None] = [None, None]
        compound = None
        thirds = []
        by_label: dict[str, list[Found]] = {}
        for found in terms:
            by_label.setdefault(found.label, []).append(found)
        for mention in mentions:
            if mention.party is None:
                if mention.country not in watch.companions:
                    thirds.append(mention)
            elif mention.party == BOTH:
                firsts = [firsts[0] or mention, firsts[1] or mention]
                compound = compound or mention
            else:
                firsts[mention.party] = firsts[mention.party] or mention
        return cls(
            start,
            end,
            in_title,
            tuple(mentions),
            by_label,
            (firsts[0], firsts[1]),
            compound,
            tuple(thirds),
        )

    def first(self, party: int) -> Mention | None:
        """The first mention of a party here; a compound names both."""
        return self.firsts[party]

    @property
    def pair(self) -> tuple[Mention, Mention] | None:
        """A mention of each party; None where one is not named."""
        one, other = self.firsts
        return (one, other) if one and other else None

    @property
    def countries(self) -> frozenset[str]:
        """The third countries named here."""
        return frozenset(mention.country or "" for mention in self.thirds)

    def labelled(self, label: str) -> Sequence[Found]:
        """The terms with a label, in text order."""
        return self.terms.get(label, ())
