"""Finds the amounts of a text: figures by grammar, then what stands around them."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from consumers.extract.amounts import chinese, english, russian
from consumers.extract.amounts.change import mark_changes
from consumers.extract.amounts.compared import mark_expected
from consumers.extract.amounts.confidence import confidence
from consumers.extract.amounts.draft import Draft
from consumers.extract.amounts.drafting import Place, draft_of
from consumers.extract.amounts.figures import sort_figures
from consumers.extract.amounts.measure import Measure, plain
from consumers.extract.amounts.setting import mark_setting
from consumers.extract.dates.grammar import Grammar, Match
from consumers.extract.dates.lexicon import Gate, load_lexicon
from consumers.extract.dates.tokens import lower_case, read_line
from consumers.extract.reading import Reading, RulesLanguage, Sentence
from schemas.amount import Amount
from schemas.fact import Extractor
from schemas.span import Span
from schemas.timex import Timex

VERSION = "1"
"""Raised whenever the rules give another answer for some text."""

_GRAMMARS: dict[RulesLanguage, Callable[[], Grammar[Measure]]] = {
    "en": english.grammar, "ru": russian.grammar, "zh": chinese.grammar,
}  # fmt: skip


def find_amounts(reading: Reading, dates: tuple[Timex, ...]) -> tuple[Amount, ...]:
    """The amounts a text states, in order, with ids "a1", "a2", …; none for a language without rules.

    A range gives two, the first closed by `value_max`. What lies in one of the `dates` is none. A headline's
    figure that the body repeats is one amount with two pieces of evidence.
    """
    language = reading.rules
    if language is None:
        return ()
    drafts = _Finder(reading, language, dates).run()
    return tuple(_amounts(reading, _without_repeats(drafts, reading.title_end)))


@dataclass(slots=True)
class _Finder:
    """One pass over a text, sentence by sentence."""

    reading: Reading
    language: RulesLanguage
    dates: tuple[Timex, ...]
    drafts: list[Draft] = field(default_factory=list)

    def run(self) -> list[Draft]:
        """The drafts of all sentences, in order."""
        grammar = _GRAMMARS[self.language]()
        lexicon = load_lexicon(__package__, self.language, self.language)
        sort = sort_figures(self.language)
        gate = _gate(self.language)
        taken = [
            (span.start, span.end)
            for date in self.dates
            for span in date.evidence
            if date.value[-3:] != "REF" and not _is_a_mere_length(date)
        ]
        date_starts = [date.evidence[0].start for date in self.dates]
        before: list[Draft] = []
        paragraph = -1
        for sentence in self.reading.sentences:
            if sentence.paragraph != paragraph:
                before, paragraph = [], sentence.paragraph
            if not gate.admits(self.reading.text[sentence.start : sentence.end]):
                before = []
                continue
            line = read_line(self.reading.text, sentence.start, sentence.end, lexicon, sort)
            near = _between(taken, sentence)
            found = [match for match in grammar.find(line) if not _overlaps(match, near)]
            drafts: list[Draft] = []
            place = Place(self.reading.text, self.language, sentence, self.drafts, drafts)
            for match in found:
                if draft := draft_of(match, place):
                    drafts.append(draft)
            _take_unit_of_next(drafts)
            _mark_starting_points(drafts)
            if drafts:
                mark_changes(self.reading.text, sentence.start, sentence.end, drafts, before, self.language)
                lowered = lower_case(self.reading.text)
                mark_expected(lowered, sentence.start, drafts, self.drafts, self.language)
                told = self.dates[slice(*_places(date_starts, sentence))]
                mark_setting(self.reading, sentence, drafts, told, self.language)
                _mark_inflation(drafts)
            self.drafts += drafts
            before = drafts
        return self.drafts


@cache
def _gate(language: RulesLanguage) -> Gate:
    return Gate(load_lexicon(__package__, language, language), _GRAMMARS[language]().core)


def _mark_inflation(drafts: Sequence[Draft]) -> None:
    """Inflation of 0.1% is a rise of prices, whatever verb gives it."""
    for draft in drafts:
        if draft.indicator == "inflation" and draft.kind == "percent" and draft.direction is None:
            draft.direction = "up" if not draft.base else None


def _is_a_mere_length(date: Timex) -> bool:
    """ "For 30 years": a quantity as well."""
    return date.timex_type == "DURATION" and date.earliest is None


_NEXT_TO = 6
"""Characters between two figures of which the second has the unit of both: «на 2 млрд до 11 млрд рублей»."""


def _take_unit_of_next(drafts: Sequence[Draft]) -> None:
    for first, second in pairwise(drafts):
        if first.unit == "item" and first.scaled and second.scaled and second.figure - first.end <= _NEXT_TO:
            first.kind, first.unit = second.kind, second.unit


def _mark_starting_points(drafts: Sequence[Draft]) -> None:
    """Of "from 5 to 7 percent" the first figure is what the other is compared with."""
    for first, second in pairwise(drafts):
        if first.rule.startswith("change") and first.start == second.start:
            first.base = True


def _places(starts: Sequence[int], sentence: Sentence) -> tuple[int, int]:
    """Which of things in text order begin in a sentence."""
    return bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)


def _between(taken: Sequence[tuple[int, int]], sentence: Sentence) -> Sequence[tuple[int, int]]:
    """The stretches, in text order, that begin in a sentence."""
    first = bisect_left(taken, (sentence.start, 0))
    return taken[first : bisect_left(taken, (sentence.end, 0))]


def _overlaps(match: Match[Measure], taken: Sequence[tuple[int, int]]) -> bool:
    return any(match.start < end and start < match.end for start, end in taken)


def _without_repeats(drafts: list[Draft], title_end: int) -> list[Draft]:
    """A headline's figures that the body states again are the body's, with the headline as further evidence."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.start >= title_end:
            kept.append(draft)
            continue
        twin = next((known for known in drafts if known.start >= title_end and _same(draft, known)), None)
        if twin is None:
            kept.append(draft)
            continue
        twin.spans.append((draft.start, draft.end))
        twin.direction = twin.direction or draft.direction
        twin.qualifier = twin.qualifier or draft.qualifier
        twin.comparison = twin.comparison or draft.comparison
        for other in drafts:
            other.change_of = twin if other.change_of is draft else other.change_of
    return kept


def _same(headline: Draft, body: Draft) -> bool:
    if (headline.kind, headline.value, headline.value_max) != (body.kind, body.value, body.value_max):
        return False
    return headline.unit == body.unit and (
        headline.direction is None or body.direction is None or headline.direction == body.direction
    )


def _amounts(reading: Reading, drafts: Sequence[Draft]) -> Iterator[Amount]:
    ids = {id(draft): f"a{number}" for number, draft in enumerate(drafts, 1)}
    for draft in drafts:
        places = sorted([(draft.start, draft.end), *draft.spans])
        yield Amount(
            id=ids[id(draft)],
            confidence=confidence(draft),
            extractor=Extractor(name="amounts", version=VERSION, rule=f"{reading.rules}.{draft.rule}"),
            evidence=tuple(Span.of(reading.text, start, end) for start, end in places),
            kind=draft.kind,
            value=plain(draft.value),
            value_max=plain(draft.value_max) if draft.value_max is not None else None,
            unit=draft.unit,
            comparator=draft.comparator,
            indicator=draft.indicator,
            partners=draft.partners,
            direction=draft.direction,
            comparison=draft.comparison,
            qualifier=draft.qualifier,
            period=draft.period,
            change_of=ids.get(id(draft.change_of)) if draft.change_of else None,
        )
