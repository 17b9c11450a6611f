"""Words to stems: Snowball by the word's script, names that it would confuse kept whole."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

import Stemmer

from consumers.query.folding import fold_word

_REMEMBERED = 1 << 16
"""Words whose stems are kept in memory (about 15 MB when full): newswire repeats itself."""

_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


@cache
def protected_names() -> dict[str, str]:
    """The forms of names that are kept whole, each with the form all are read as."""
    data = tomllib.loads(files("consumers.query").joinpath("data/protected.toml").read_text(encoding="utf-8"))
    kept = {word: word for group in data["kept"] for word in group["words"]}
    for group in data["declined"]:
        first, *_ = endings = group["endings"]
        kept |= {stem + ending: stem + first for stem in group["stems"] for ending in endings}
    return kept


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language, 0)


@lru_cache(_REMEMBERED)
def stem_of(word: str) -> tuple[str, str]:
    """A lower-case word's folded form and its stem: (форма, форм), (1,000, 1000)."""
    folded = fold_word(word)
    return folded, _stem(folded)


def _stem(folded: str) -> str:
    if not folded:
        return folded
    if folded[0].isdigit():
        return _number(folded)
    bare = folded.removesuffix("'s")
    kept = protected_names().get(bare)
    if kept is not None:
        return kept
    if folded.isascii():
        folded = str(_stemmer("english").stemWord(folded))
    elif "\u0400" <= folded[0] <= "\u04ff":
        folded = str(_stemmer("russian").stemWord(folded))
    return folded.replace("'", "")


def _number(folded: str) -> str:
    """Digits in one spelling: 1,000,000 → 1000000, 244,8 → 244.8."""
    if _THOUSANDS.fullmatch(folded):
        return folded.replace(",", "")
    return folded.replace(",", ".")
