"""Letters and function words that vote for a language: the tables, loaded once, and the counting."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, TypeAdapter

Ballot = Mapping[str, tuple[tuple[str, float], ...]]
"""A word or letter → the languages it speaks for, each with its share of the vote."""


class _LetterTables(BaseModel):
    """The content of letters.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cyrillic: dict[str, frozenset[str]]
    arabic: dict[str, frozenset[str]]
    latin: dict[str, frozenset[str]]
    cyrillic_words: dict[str, str]

    def of(self, script: str) -> dict[str, frozenset[str]]:
        """One script's telling letters."""
        return {"cyrillic": self.cyrillic, "arabic": self.arabic, "latin": self.latin}[script]


_WORD_LISTS = TypeAdapter(dict[str, str])


def _data(name: str) -> dict[str, object]:
    return tomllib.loads(files("consumers.classify").joinpath("data", name).read_text("utf-8"))


@cache
def _letter_tables() -> _LetterTables:
    return _LetterTables.model_validate(_data("letters.toml"))


def _ballot(languages_of: Mapping[str, Iterable[str]]) -> Ballot:
    ballot = {}
    for voter, languages in languages_of.items():
        tags = tuple(dict.fromkeys(languages))
        ballot[voter] = tuple((tag, 1 / len(tags)) for tag in tags)
    return ballot


def _invert(words: Mapping[str, str]) -> dict[str, list[str]]:
    languages_of: dict[str, list[str]] = {}
    for language, listed in words.items():
        for word in listed.split():
            languages_of.setdefault(word, []).append(language)
    return languages_of


@cache
def latin_words() -> Ballot:
    """Function words of the languages of the Latin script."""
    return _ballot(_invert(_WORD_LISTS.validate_python(_data("stopwords.toml"))))


@cache
def cyrillic_words() -> Ballot:
    """Function words of the Cyrillic languages."""
    return _ballot(_invert(_letter_tables().cyrillic_words))


def count_words(words: Iterable[str], ballot: Ballot) -> dict[str, float]:
    """The votes that words give to languages."""
    votes: dict[str, float] = {}
    for word in words:
        for language, share in ballot.get(word, ()):
            votes[language] = votes.get(language, 0.0) + share
    return votes


@cache
def _everyone(script: str) -> frozenset[str]:
    return frozenset().union(*_letter_tables().of(script).values())


def count_letters(text: str, script: str) -> dict[str, float]:
    """The votes of the telling letters: for the languages that write one, against the script's others."""
    table = _letter_tables().of(script)
    votes: dict[str, float] = {}
    for letter in sorted(table.keys() & set(text)):
        number, languages = text.count(letter), table[letter]
        for language in languages:
            votes[language] = votes.get(language, 0.0) + number / len(languages)
        for language in _everyone(script) - languages:
            votes[language] = votes.get(language, 0.0) - number
    return votes


@cache
def _foreign_to_russian() -> frozenset[str]:
    table = _letter_tables().of("cyrillic")
    return frozenset(letter for letter, languages in table.items() if "ru" not in languages)


def is_plainly_russian(text: str) -> bool:
    """Whether a lower-case Cyrillic text has a letter of the East Slavs that Bulgarians and Serbs lack, and
    none that Russian lacks: then no vote is needed."""
    return ("ы" in text or "э" in text) and _foreign_to_russian().isdisjoint(text)
