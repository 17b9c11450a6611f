"""Letters that search takes for the same: capitals, ё and е, accents, wide forms, traditional Chinese."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

LONGEST_WORD = 64
"""Characters of a word that search looks at; no language of ours has longer words, hostile texts do."""


@cache
def han_variants() -> dict[int, str]:
    """Traditional characters → the simplified ones they are read as, for str.translate."""
    table = files("consumers.query").joinpath("data/variants.txt").read_text(encoding="utf-8")
    pairs = "".join(line for line in table.splitlines() if not line.startswith("#"))
    return {ord(pairs[at]): pairs[at + 1] for at in range(0, len(pairs), 2)}


def fold_han(run: str) -> str:
    """A text, each Han character of it read as its simplified form; as long as it was."""
    return run.translate(han_variants()) if _variant().search(run) else run


@cache
def _variant() -> re.Pattern[str]:
    """Whether there is anything to fold: most Chinese texts are simplified, and translating looks up every character."""
    return re.compile(f"[{''.join(map(chr, han_variants()))}]")


def lowered(text: str) -> str:
    """The text in lower case, exactly as long as it was (a dotted capital I would grow)."""
    small = text.lower()
    return small if len(small) == len(text) else text.replace("İ", "I").lower()


def fold_word(word: str) -> str:
    """A lower-case word without what spelling varies in: accents on Latin letters, stress marks, ё, curly
    apostrophes, wide forms, invisible characters."""
    if word.isascii():
        return word[:LONGEST_WORD]
    plain = unicodedata.normalize("NFKC", word).replace("ё", "е").replace("’", "'")
    letters = []
    for letter in plain:
        if letter < "\u0250":
            letters += [
                part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part)
            ]
        elif not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf":
            letters.append(letter)
    return "".join(letters)[:LONGEST_WORD]
