"""The analyser: text to tokens with positions and spans, the same for every index and for the matcher.

A word is one token, its stem. A run of Chinese characters (or kana) c1…cn is n tokens at n positions: the
bigrams c1c2, …, and the last character alone; so a word of two characters is one token wherever it stands, and
a single character is found as the first of a token. The place of a token in the list is its position: a
Chinese text counts characters, the others count words.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import compress
from operator import add

from consumers.query.folding import fold_han, lowered
from consumers.query.stems import stem_of

HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Characters written without spaces between words: Han and kana."""

_LETTER = rf"[^\W_{HAN}]"
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"  # marks and invisible characters within a word
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)+(?!{_LETTER})|{_LETTER}+(?:[{_INSIDE}]+{_LETTER}*|['’]{_LETTER}+)*|[{HAN}]+"
)
_HAN = re.compile(rf"[{HAN}]")
_Stretch = tuple[int, int]
_FEW = 8  # tokens looked for one by one; where more are asked for, a table of all pays


def is_han(text: str) -> bool:
    """Whether a text begins with a character of a script without spaces."""
    return bool(_HAN.match(text))


class Tokens:
    """The tokens of a stretch of text: `tokens[i]` stands at position i and covers `text[starts[i]:ends[i]]` (code points of the
    whole text), `folded[i]` is the word it was made of (of a Han token: itself); `spelt` are the words of letters alone."""

    __slots__ = ("__dict__", "_asked", "_runs", "_spans", "folded", "spelt", "tokens")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.tokens: list[str] = []
        self.folded: list[str] = []
        self.spelt: list[str] = []
        self._spans: list[_Stretch] = []  # of words, one token each, and of the runs of Han characters
        self._runs: set[int] = set()  # which of the spans are runs
        self._asked = 0
        self._read(fold_han(lowered(text)), start, len(text) if end is None else end)

    def _read(self, small: str, start: int, end: int) -> None:
        tokens, folded, spelt, spans, runs = self.tokens, self.folded, self.spelt, self._spans, self._runs
        for word in _WORD.finditer(small, start, end):
            written = word[0]
            if "\u4e00" <= written < "\ua000" or (written >= "\u3040" and _HAN.match(written)):
                runs.add(len(spans))
                pairs = [*map(add, written, written[1:]), written[-1]]
                tokens += pairs
                folded += pairs
                spans.append(word.span())
                continue
            word_folded, stem = stem_of(written)
            if stem:
                tokens.append(stem)
                folded.append(word_folded)
                spelt.append(word_folded)
                spans.append(word.span())

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins."""
        if not self._runs:
            return [start for start, _ in self._spans]
        found: list[int] = []
        for number, (start, end) in enumerate(self._spans):
            found += range(start, end) if number in self._runs else (start,)
        return found

    @cached_property
    def ends(self) -> list[int]:
        """Where each token ends."""
        if not self._runs:
            return [end for _, end in self._spans]
        found: list[int] = []
        for number, (start, end) in enumerate(self._spans):
            found += (*range(start + 2, end + 1), end) if number in self._runs else (end,)
        return found

    def covered(self, at: int, width: int) -> _Stretch:
        """The stretch of text that `width` positions from `at` cover: a Han position is one character."""
        # Half-width kana are one word here, and two where a query spells them: the last may lie past the end.
        last = min(at + width - 1, len(self.tokens) - 1)
        start, end = self._span(last)
        return self._span(at)[0], start + 1 if is_han(self.tokens[last]) else end

    def _span(self, at: int) -> _Stretch:
        """Of one token; of a run, where it begins and where the run ends."""
        if not self._runs:
            return self._spans[at]
        number = bisect_right(self._first, at) - 1
        start, end = self._spans[number]
        return start + at - self._first[number], end

    @cached_property
    def _first(self) -> list[int]:
        """The position of the first token of each span."""
        found: list[int] = []
        at = 0
        for number, (start, end) in enumerate(self._spans):
            found.append(at)
            at += end - start if number in self._runs else 1
        return found

    def within(self, start: int, end: int) -> "Tokens":
        """The tokens of a stretch of the text, without words that it cuts."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        part = Tokens("")
        part.tokens, part.folded = self.tokens[first:last], self.folded[first:last]
        part._spans = list(zip(self.starts[first:last], self.ends[first:last], strict=True))
        if part._spans and part._spans[-1][1] > end:
            token = part.tokens.pop()
            begins, _ = part._spans.pop()
            del part.folded[-1]
            if is_han(token):  # its second character is outside
                part.tokens.append(token[0])
                part.folded.append(token[0])
                part._spans.append((begins, end))
        part.spelt = [word for word in part.folded if not is_han(word)]
        return part

    def where(self, token: str) -> list[int]:
        """Where a token stands, in order: quick for the few that a search asks for, and for the many of a set of
        rules."""
        if self._asked >= _FEW:
            return self.positions.get(token, [])
        self._asked += 1
        found: list[int] = []
        at = -1
        for _ in range(self.tokens.count(token)):
            at = self.tokens.index(token, at + 1)
            found.append(at)
        return found

    @cached_property
    def positions(self) -> Mapping[str, list[int]]:
        """Where each token stands."""
        found: dict[str, list[int]] = {}
        for at, token in enumerate(self.tokens):
            found.setdefault(token, []).append(at)
        return found

    @cached_property
    def characters(self) -> Mapping[str, list[int]]:
        """Where each Han character stands."""
        found: dict[str, list[int]] = {}
        for at, token in enumerate(self.tokens):
            if is_han(token):
                found.setdefault(token[0], []).append(at)
        return found

    @cached_property
    def words(self) -> Mapping[str, list[int]]:
        """Where each word stands, as written but folded: what wildcards look at. Han characters are no words to them."""
        found: dict[str, list[int]] = {}
        for word, at in zip(self.spelt, self._places_of_spelt(), strict=True):
            found.setdefault(word, []).append(at)
        return found

    def _places_of_spelt(self) -> Iterable[int]:
        if len(self.spelt) == len(self.tokens):
            return range(len(self.tokens))
        if not self._runs:  # a part of a text
            return (at for at, token in enumerate(self.tokens) if not is_han(token))
        return compress(self._first, (number not in self._runs for number in range(len(self._spans))))

    def __len__(self) -> int:
        return len(self.tokens)
