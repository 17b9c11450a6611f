"""Finds the dates of a text: grammar by language, then calendar arithmetic with tense and context."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from consumers.extract.dates import chinese, english, russian
from consumers.extract.dates.confidence import confidence
from consumers.extract.dates.datelines import is_dateline
from consumers.extract.dates.expression import Calendar, Earlier, Expression, Tense, Weekday
from consumers.extract.dates.grammar import Grammar, Match
from consumers.extract.dates.lexicon import Gate, Lexicon, load_lexicon
from consumers.extract.dates.resolve import Resolved, filed_on, resolve
from consumers.extract.dates.tense import Cue, cues_of, tense_at
from consumers.extract.dates.tokens import lower_case, read_line, sort_numbers
from consumers.extract.reading import Reading, RulesLanguage, Sentence
from schemas.fact import Extractor
from schemas.span import Span
from schemas.timex import Timex

VERSION = "1"
"""Raised whenever the rules give another answer for some text."""

_GRAMMARS: dict[RulesLanguage, Callable[[], Grammar[Expression]]] = {
    "en": english.grammar, "ru": russian.grammar, "zh": chinese.grammar,
}  # fmt: skip
_CAPITALS: dict[RulesLanguage, tuple[str, str]] = {"en": ("MW", "S"), "ru": ("", "J"), "zh": ("", "")}
"""Symbols of words that are dates with a capital only (May), and without one only ("Winter Olympics" are none)."""
_APPOSED = 6
"""Characters between a date and the same date put more exactly."""

_SAME_MONTH = 31
"""Days."""
_THESE_DAYS = 3
_BASE_WITHIN = 24
_BASE = re.compile(
    r"(?:%|percent|per cent|percentage points|up|down|higher|lower|more|less|rise|fall|increase|decrease) (?:from|than in|on|over) [^ ]+(?: \d{4})?\Z"
    r"|(?:больше|меньше|выше|ниже),? чем [^ ]+ [^ ]+(?: [^ ]+){0,2}\Z"
)


def find_dates(reading: Reading) -> tuple[Timex, ...]:
    """The dates a text names, in order, with ids "d1", "d2", …; none for a language without rules.

    Dates that say no year, and weekdays, count from `reading.published`, or from the day in the dateline where
    that is not known; those that cannot be told are left out.
    """
    language = reading.rules
    if language is None:
        return ()
    finder = _Finder(reading, language, reading.published)
    found = list(finder.run())
    if reading.published is None and (anchor := _dateline_day(found)):
        found = list(_Finder(reading, language, anchor).run())
    return tuple(_timexes(reading, found))


@dataclass(frozen=True, slots=True)
class _Dated:
    """A found expression with the days it means. `context`: the place in the list of the date it counts from."""

    found: Match[Expression]
    means: Resolved
    dateline: bool
    context: int | None


def _dateline_day(found: list[_Dated]) -> date | None:
    return next((d.means.first for d in found if d.dateline and d.means.resolution == "absolute"), None)


@dataclass(slots=True)
class _Finder:
    """One pass over a text, sentence by sentence; remembers the date that governs what follows it."""

    reading: Reading
    language: RulesLanguage
    anchor: date | None
    governing: int | None = None
    dated: list[_Dated] = field(default_factory=list)

    def run(self) -> list[_Dated]:
        """All dates in order."""
        grammar, lexicon = _GRAMMARS[self.language](), _lexicon(self.language)
        gate = _gate(self.language)
        paragraph, paragraph_start = -1, 0
        for sentence in self.reading.sentences:
            if sentence.paragraph != paragraph:
                paragraph, paragraph_start, self.governing = sentence.paragraph, sentence.start, None
            if not gate.admits(self.reading.text[sentence.start : sentence.end]):
                continue
            line = read_line(self.reading.text, sentence.start, sentence.end, lexicon, sort_numbers)
            self._read_sentence(grammar.find(line), sentence, paragraph_start)
        return self.dated

    def _read_sentence(
        self, all_found: Iterator[Match[Expression]], sentence: Sentence, paragraph_start: int
    ) -> None:
        cues: list[Cue] | None = None
        in_sentence = len(self.dated)
        for found in all_found:
            dateline = is_dateline(self.reading.text, paragraph_start, found.start, found.end, self.language)
            tense = None
            if _asks_tense(found.said) and not dateline:
                if cues is None:
                    headline = sentence.end <= self.reading.title_end
                    cues = cues_of(self.reading.text, sentence.start, sentence.end, self.language, headline)
                tense = tense_at(cues, found.start, found.end, self.reading.text, sentence.start)
            told = self._inherited(found, in_sentence, tense)
            governing = self.governing
            if isinstance(told.said, Earlier) and told.said.of_last_day:
                governing = self._last_day()
            context = self.dated[governing].means if governing is not None else None
            if dateline and isinstance(told.said, Calendar) and _asks_tense(told.said) and self.anchor:
                means = filed_on(told.said, self.anchor)
            else:
                means = resolve(told.said, self.anchor, tense, context)
            if means is None:
                continue
            if len(self.dated) > in_sentence and self._is_put_more_exactly(found, means):
                told = replace(told, start=self.dated.pop().found.start)
            if self.language == "zh" and told.rule in ("bare_day", "days") and self._is_in_a_name(told):
                continue
            self.dated.append(_Dated(told, means, dateline, governing if means.by_context else None))
            governs = means.timex_type == "DATE" and means.first and means.last and not dateline
            if governs and not isinstance(told.said, Earlier) and not self._is_base(found, sentence):
                self.governing = len(self.dated) - 1

    def _last_day(self) -> int | None:
        """The place of the last single day told, if it lies few days before the anchor."""
        for place in range(len(self.dated) - 1, -1, -1):
            means = self.dated[place].means
            if (
                means.grain == "day"
                and means.first == means.last
                and means.timex_type == "DATE"
                and means.first
            ):
                near = self.anchor and 0 <= (self.anchor - means.first).days <= _THESE_DAYS
                return place if near and not self.dated[place].dateline else None
        return None

    def _is_in_a_name(self, found: Match[Expression]) -> bool:
        """西伯利亚力量2号 is no day."""
        return any(hit.start < found.start and found.end <= hit.end for hit in self.reading.hits)

    def _is_base(self, found: Match[Expression], sentence: Sentence) -> bool:
        """ "Up 21% from March": what a figure is compared with governs nothing."""
        before = self.reading.text[max(sentence.start, found.start - _BASE_WITHIN) : found.end]
        return self.language != "zh" and _BASE.search(lower_case(before)) is not None

    def _is_put_more_exactly(self, found: Match[Expression], means: Resolved) -> bool:
        """ "Twenty years ago, in October 2004", «накануне, 3 марта»: the second date is the first one, put exactly."""
        before = self.dated[-1]
        between = self.reading.text[before.found.end : found.start]
        if before.found.rule in ("near_day", "eve"):
            return means.grain == "day" and between.strip() in (",", "—", "-", "(")
        return before.found.rule == "ago" and means.resolution == "absolute" and len(between) <= _APPOSED

    def _inherited(
        self, found: Match[Expression], in_sentence: int, tense: Tense | None
    ) -> Match[Expression]:
        """The same with the year or month of a date before it in the sentence, where it takes them from there."""
        said = found.said
        if len(self.dated) == in_sentence or not isinstance(said, Calendar) or not _asks_tense(said):
            return found
        dates = [each for each in self.dated[in_sentence:] if each.means.timex_type == "DATE"]
        if not dates:
            return found
        before = dates[-1]
        previous, means = before.found.said, before.means
        if not isinstance(previous, Calendar) or means.last is None or said.of_context is not None:
            return found
        if said.month is None and said.day is not None:
            if said.months is not None or means.grain != "day" or not _agree(means.last, self.anchor, tense):
                return found
            if self.anchor and abs((means.last - self.anchor).days) <= _SAME_MONTH:
                return found  # both are days of these weeks: each is the nearest such day
            return replace(found, said=_of_same_month(said, means.last))
        says_year = previous.year is not None or previous.years is not None
        if _is_of_a_noun(previous, before.found, self.reading.text, self.language):
            return found
        if (
            not says_year
            or said.month is None
            or (previous.month or 1) > said.month
            or means.grain == "decade"
        ):
            return found
        put = replace(said, year=means.last.year)
        return found if _contradicts(put, self.anchor, tense) else replace(found, said=put)


def _is_of_a_noun(said: Calendar, found: Match[Expression], text: str, language: RulesLanguage) -> bool:
    """A year that belongs to a name before or after it ("the 2001 treaty") governs no month."""
    alone = said.month is None and said.year is not None and said.last_year is None
    return alone and language != "zh" and text[found.start].isdigit()


def _contradicts(said: Calendar, anchor: date | None, tense: Tense | None) -> bool:
    """Whether a year taken from the date before puts what is told in one tense on the other's side of the anchor:
    "lost in 1999, it will be signed anew on May 27"."""
    if anchor is None or tense is None or said.year is None:
        return False
    of = (said.year, said.month or 1)
    return of < (anchor.year, anchor.month) if tense == "future" else of > (anchor.year, anchor.month)


def _agree(day: date, anchor: date | None, tense: Tense | None) -> bool:
    """Whether a day and a clause lie on the same side of the anchor."""
    return anchor is None or (day >= anchor if tense == "future" else day <= anchor)


@cache
def _gate(language: RulesLanguage) -> Gate:
    return Gate(_lexicon(language), _GRAMMARS[language]().core)


def _lexicon(language: RulesLanguage) -> Lexicon:
    return load_lexicon(__package__, language, language, *_CAPITALS[language])


def _asks_tense(said: Expression) -> bool:
    if isinstance(said, Weekday):
        return said.week is None and said.which is None and said.tense is None
    if isinstance(said, Calendar) and said.closed:
        return True
    return isinstance(said, Calendar) and said.year is None and said.years is None and said.tense is None


def _of_same_month(said: Calendar, last: date) -> Calendar:
    """A bare day after a day of a named month: the same month, or the next where it would run backwards."""
    year, month = last.year, last.month
    if said.day is not None and said.day < last.day:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return replace(said, year=year, month=month)


def _timexes(reading: Reading, dated: list[_Dated]) -> Iterator[Timex]:
    anchor = "published"
    for number, item in enumerate(dated, 1):
        if item.dateline and reading.published and item.means.value == reading.published.isoformat():
            anchor = f"d{number}"
            break
        if item.dateline and reading.published is None:
            anchor = f"d{number}"
            break
    for number, item in enumerate(dated, 1):
        means = item.means
        counted_from = f"d{item.context + 1}" if item.context is not None else anchor
        if counted_from == f"d{number}":
            counted_from = "published"
        yield Timex(
            id=f"d{number}",
            confidence=confidence(item.found.rule, means),
            extractor=Extractor(name="dates", version=VERSION, rule=f"{reading.rules}.{item.found.rule}"),
            evidence=(Span.of(reading.text, item.found.start, item.found.end),),
            timex_type=means.timex_type,
            value=means.value,
            grain=means.grain,
            mod=means.mod,
            earliest=means.first,
            latest=means.last,
            resolution=means.resolution,
            anchor=None if means.resolution == "absolute" else counted_from,
            function="dateline" if item.dateline else None,
            quant="EVERY" if means.timex_type == "SET" else None,
            freq=f"{means.times}X" if means.times else None,
            timex3=f"XXXX-WXX-{means.weekday + 1}" if means.weekday is not None else None,
        )
