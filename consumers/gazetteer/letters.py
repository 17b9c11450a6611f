"""Chinese newswire's one-letter countries: 中俄, 俄方, 对美, 驻华 …

`data/letters_zh.csv` says which letter means which state next to which words (俄 alone is Russia), and
`data/compounds_zh.csv` lists the letters that stand together. Both count as the country's adjective.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consumers.gazetteer.entry import Entry


@dataclass(frozen=True, slots=True)
class Letters:
    """A stretch of text in which single letters name states: `places` are offset and country of each.
    `certain`: a word of its own (俄方), which wins over a compound that overlaps it."""

    words: str
    places: tuple[tuple[int, Entry], ...]
    certain: bool


def read_letters(letters: str, compounds: str, countries: Mapping[str, Entry]) -> Iterator[Letters]:
    """All stretches, from the two tables' text; `countries` by ISO 3166-1 alpha-3."""
    meaning: dict[str, Entry] = {}
    for row in csv.DictReader(letters.splitlines()):
        letter, country = row["letter"], countries[row["country"]]
        meaning[letter] = country
        if row["alone"]:
            yield Letters(letter, ((0, country),), certain=False)
        for word in filter(None, row["before"].split("|")):
            yield Letters(word + letter, ((len(word), country),), certain=False)
        for word in filter(None, row["after"].split("|")):
            yield Letters(letter + word, ((0, country),), certain=True)
    for row in csv.DictReader(compounds.splitlines()):
        compound = row["compound"]
        yield Letters(
            compound, tuple((place, meaning[letter]) for place, letter in enumerate(compound)), certain=False
        )
