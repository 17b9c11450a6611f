"""What a figure without a unit counts: the noun after it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from consumers.extract.reading import RulesLanguage

_WORD = re.compile(
    r"[\s\u200b-\u200f\u2060\ufeff-]{1,3}(?P<word>U\.S\.|U\.K\.|[^\W\d_]+(?:[’'-](?!s\b)[^\W\d_]+)*)"
)
_LONGEST = 5
"""Words from the figure to its noun: "12 uniformed border police officers", "11 Chinese and Russian aircraft"."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is counted; the noun ends at `end`."""

    unit: str
    end: int


@cache
def _table(language: RulesLanguage) -> Mapping[str, str]:
    """Noun → unit of data/things.<language>.tsv; the unit "." marks words that are no noun and end the search, "~"
    those that stand before the noun (пар поездов)."""
    rows = (
        files(__package__).joinpath("data", f"things.{language}.tsv").read_text(encoding="utf-8").splitlines()
    )
    pairs = [row.split("\t") for row in rows if row and not row.startswith("# ")]
    return {form: unit for unit, forms in pairs for form in forms.split()}


def thing_after(text: str, end: int, ceiling: int, language: RulesLanguage) -> Thing | None:
    """The noun a figure that ends at `end` counts; None where none follows."""
    table = _table(language)
    before = ""
    for _ in range(_LONGEST):
        match = _WORD.match(text, end, ceiling)
        if match is None:
            return None
        word = match["word"].lower().replace("ё", "е")
        end = match.end()
        known = table.get(word)
        joins, before = word in _JOINING and _is_adjective(before, language), match["word"]
        if joins or known == _SKIPPED:
            continue
        if known == ".":
            return None
        if known:
            return Thing(known, end)
        if _is_noun(match["word"], word, language):
            return Thing(_singular(word, language), end)
    return None


_SKIPPED = "~"
_JOINING = frozenset(("and", "or", "и", "или"))


def _is_adjective(surface: str, language: RulesLanguage) -> bool:
    """Whether a word before "and" is one of two adjectives of the noun."""
    if language == "ru":
        return bool(surface) and _RUSSIAN_ADJECTIVE.search(surface.lower()) is not None
    return surface[:1].isupper()


_RUSSIAN_ADJECTIVE = re.compile(
    r"(?:ых|их|ым|им|ого|его|ой|ый|[кчщжшг]ий|(?<![еая])ний|ая|яя|ые|ие|ое|ую|ыми|ими|ому)$"
)
_RUSSIAN_VERB = re.compile(r"(?:(?:[аеиоуыя])л[аои]?с?ь?я?|ться|ется|ются|[аеюу]ют|ает|ируют|ирует)$")


def _is_noun(surface: str, word: str, language: RulesLanguage) -> bool:
    if language == "ru":
        if surface[0].isupper() or len(word) < 3:
            return False
        return not _RUSSIAN_ADJECTIVE.search(word) and not _RUSSIAN_VERB.search(word)
    return (
        len(word) > 3
        and surface[0].islower()
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and "-" not in word
    )


def _singular(word: str, language: RulesLanguage) -> str:
    if language != "en":
        return word
    for ending, singular in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(ending):
            return word[: -len(ending)] + singular
    return word[:-1]
