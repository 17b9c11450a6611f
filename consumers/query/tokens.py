"""The analyser: text to tokens with positions and spans, the same for every index and for the matcher.

A word is one token, its stem. A run of Chinese characters (or kana) c1…cn is n tokens at n positions: the
bigrams c1c2, …, and the last character alone; so a word of two characters is one token wherever it stands, and
a single character is found as the first of a token. The place of a token in the list is its position: a
Chinese text counts characters, the others count words.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from operator import add

from consumers.query.folding import fold_han, lowered
from consumers.query.stems import stem_of

HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Characters written without spaces between words: Han and kana."""

_LETTER = rf"[^\W_{HAN}]"
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"  # marks and invisible characters within a word
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)+(?!{_LETTER})|{_LETTER}(?:{_LETTER}|[{_INSIDE}]|['’](?={_LETTER}))*|[{HAN}]+"
)
_HAN = re.compile(rf"[{HAN}]")
_FEW = 8  # tokens looked for one by one; where more are asked for, a table of all pays


def is_han(text: str) -> bool:
    """Whether a text begins with a character of a script without spaces."""
    return bool(_HAN.match(text))


class Tokens:
    """The tokens of a stretch of text: `tokens[i]` stands at position i and covers
    `text[starts[i]:ends[i]]` (code points of the whole text), `folded[i]` is the word it was made of (of a Han
    token: itself)."""

    __slots__ = ("__dict__", "_asked", "ends", "folded", "starts", "tokens")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.tokens: list[str] = []
        self.folded: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._asked = 0
        self._read(lowered(text), start, len(text) if end is None else end)

    def _read(self, small: str, start: int, end: int) -> None:
        tokens, folded, starts, ends = self.tokens, self.folded, self.starts, self.ends
        for word in _WORD.finditer(small, start, end):
            first, last = word.span()
            written = word[0]
            if written >= "\u3040" and _HAN.match(written):
                run = fold_han(written)
                pairs = [*map(add, run, run[1:]), run[-1]]
                tokens += pairs
                folded += pairs
                starts += range(first, last)
                ends += range(first + 2, last + 1)
                ends.append(last)
                continue
            word_folded, stem = stem_of(written)
            if stem:
                tokens.append(stem)
                folded.append(word_folded)
                starts.append(first)
                ends.append(last)

    def within(self, start: int, end: int) -> "Tokens":
        """The tokens of a stretch of the text, without words that it cuts."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        part = Tokens("")
        part.tokens, part.folded = self.tokens[first:last], self.folded[first:last]
        part.starts, part.ends = self.starts[first:last], self.ends[first:last]
        if part.ends and part.ends[-1] > end:
            token = part.tokens.pop()
            if is_han(token):  # its second character is outside
                part.tokens.append(token[0])
                part.folded[-1], part.ends[-1] = token[0], end
            else:
                del part.folded[-1], part.starts[-1], part.ends[-1]
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
        """Where each word stands, as written but folded: what wildcards look at."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.folded):
            found.setdefault(word, []).append(at)
        return found

    def __len__(self) -> int:
        return len(self.tokens)
