"""Runs of capitalised words in Latin letters: what names are made of."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from consumers.extract.entities import words_en as en
from consumers.extract.entities.draft import Sheet
from consumers.extract.lexicon import words

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_WORD = rf"(?:{_CAPITAL}[\w’']*[\w](?:[-&]{_CAPITAL}?\w+)*|{_CAPITAL}\.(?:{_CAPITAL}\.)*|{_CAPITAL}(?=\s))"
_RUN = re.compile(
    rf"{_WORD}(?:(?:[ \xa0]| & |, (?=(?:Ltd|Inc|Co|LLC|Corp)\b)| of (?:the )?(?={_CAPITAL})| for (?={_CAPITAL})"
    rf"| on (?={_CAPITAL})| and (?={_CAPITAL})|\.[ ](?=Ltd)| (?=(?:al|bin|de|van|von|der|da)[ -]{_CAPITAL})"
    rf")(?:(?:al|bin|de|van|von|der|da)[ -])?{_WORD})*"
)
_DOCUMENT = re.compile(
    r"\b(?:Statement|Declaration|Agreement|Treaty|Memorandum|Protocol|Communiqu[eé]|Plan) "
    r"(?P<of>(?:of|on|between|for) (?:(?:of|on|for|in|the|and|to|between|from|with|until|concerning|by|[A-Z][\w’'-]*|\d{4})[ ,.;\n]{1,2}){5,})"
)
"""A document by its whole title, whose words are no names ("Joint Statement of … on Deepening the Partnership")."""
_TOKEN = re.compile(r"[^\s,]+")
# "BRIEF-Sakhalin Region …", "UPDATE 2-Amur power …": the wire's own mark before a headline.
_UPDATE = re.compile(r"(?:BRIEF|UPDATE \d+|EXCLUSIVE|FACTBOX|ANALYSIS|WRAPUP \d+|REFILE|CORRECTED)-")
CONNECTORS = words("of for on and & the")
_TITLED = 0.6
"""Share of capitalised words from which a headline's capitals mean nothing."""


class Token(NamedTuple):
    """One word of a run."""

    start: int
    end: int
    word: str


@lru_cache(maxsize=8)
def runs(text: str) -> tuple[list[Token], ...]:
    """The runs of capitalised words, connecting words inside them included; kept for the text at hand."""
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[list[Token]]:
    titles = [match.span("of") for match in _DOCUMENT.finditer(text)]
    for run in _RUN.finditer(text):
        if any(start <= run.start() < end for start, end in titles):
            continue
        prefix = _UPDATE.match(text, run.start(), run.end())
        start = prefix.end() if prefix else run.start()
        yield [
            Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text, start, run.end())
        ]


def free_groups(sheet: Sheet, tokens: list[Token]) -> Iterator[list[Token]]:
    """The parts of a run that no draft has taken, without connecting words."""
    group: list[Token] = []
    for token in tokens:
        if token.word in CONNECTORS or not sheet.free(token.start, token.end):
            if group:
                yield group
            group = []
        else:
            group.append(token)
    if group:
        yield group


def without_opening(tokens: list[Token]) -> list[Token]:
    """A run without the words before a name: articles, titles, "However"."""
    while tokens and (
        tokens[0].word in en.NOT_NAMES or tokens[0].word in CONNECTORS or is_role(tokens[0].word)
    ):
        tokens = tokens[1:]
    return tokens


def plain(word: str) -> str:
    """A word without its possessive and full stop."""
    return word.rstrip(".").removesuffix("'s").removesuffix("’s")


def name_end(text: str, tokens: list[Token]) -> int:
    """The end of a name without its possessive."""
    end = tokens[-1].end
    return end - 2 if text[end - 2 : end] in ("'s", "’s") else end


@lru_cache(maxsize=8192)
def is_role(word: str) -> bool:
    """Whether a word says what somebody is, or addresses them."""
    return (
        word.lower() in en.ROLE_WORDS
        or word.lower().removesuffix("s") in en.ROLE_WORDS
        or word.rstrip(".") in en.HONORIFICS
    )


def is_titled(sheet: Sheet, start: int) -> bool:
    """Whether a place lies in a headline in which most words have capitals."""
    if start >= sheet.reading.title_end:
        return False
    title = sheet.text[: sheet.reading.title_end].split()
    return sum(word[0].isupper() for word in title) > len(title) * _TITLED
