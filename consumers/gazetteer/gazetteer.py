"""The gazetteer itself: its entries, looked up by id, by name, or found in a text."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from consumers.gazetteer.automaton import Alias, Automaton, Pattern, alias_of, pattern_of
from consumers.gazetteer.entry import Entry
from consumers.gazetteer.fold import fold
from consumers.gazetteer.hit import Hit
from consumers.gazetteer.letters import read_letters
from consumers.gazetteer.tables import FORMS, TABLES, Row, read_forms, read_rows, read_text
from consumers.recent import RECENT_TEXTS

_LETTERS, _COMPOUNDS, _SHIELDS = "letters_zh", "compounds_zh", "shields"


class Gazetteer:
    """The names Wirewatch knows. Immutable; one per process is enough (`load_gazetteer`)."""

    def __init__(self, rows: Iterable[Row], patterns: Iterable[Pattern], version: str) -> None:
        self.gazetteer_version = version
        """A hash of the data: facts found under another version may differ."""
        self._rows = {row.entry.id: row for row in rows}
        every = tuple(patterns)
        self._by_words = {pattern.words: pattern for pattern in every}
        self._automaton = Automaton(every)
        self._inside = lru_cache(maxsize=4096)(self._automaton.find_inside)
        self._found = lru_cache(maxsize=RECENT_TEXTS)(self._automaton.find)
        self._offices: dict[str, tuple[Entry, ...]] = {}
        for row in self._rows.values():
            if row.office and row.table != "offices":
                self._offices[row.office] = (*self._offices.get(row.office, ()), row.entry)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every known name in a text: longest match, in text order, none overlapping another."""
        return self._found(text)

    def inside(self, surface: str) -> tuple[Hit, ...]:
        """The names inside a longer name, itself left out ("China-Russia Expo" names both countries)."""
        return self._inside(surface)

    def entry(self, entry_id: str) -> Entry:
        """The entry with an id ("person/xi-jinping"). Raises KeyError where there is none."""
        return self._rows[entry_id].entry

    def row(self, entry_id: str) -> Row:
        """The line of its table that an entry is from. Raises KeyError where there is none."""
        return self._rows[entry_id]

    def by_name(self, alias: str) -> tuple[Entry, ...]:
        """The entries an alias can mean, in any language, case form and capitals; empty where none."""
        pattern = self._by_words.get(fold(alias.strip()))
        if pattern is None:
            return ()
        entries = (alias.entry for alias in pattern.aliases)
        letters = (country for _, country in pattern.letters)
        return tuple(dict.fromkeys((*entries, *letters)))

    def aliases(self, entry_id: str) -> tuple[str, ...]:
        """How an entry is written: its name and aliases in all languages, without case forms."""
        row = self._rows[entry_id]
        return tuple(dict.fromkeys((*row.en, *row.ru, *row.zh)))

    def offices(self, entry: Entry) -> tuple[Entry, ...]:
        """The bodies of single states a general name stands for ("foreign ministry"); empty for other entries."""
        row = self._rows.get(entry.id)
        return self._offices.get(row.office, ()) if row is not None and row.table == "offices" else ()

    def counterparts(self, entry: Entry) -> tuple[Entry, ...]:
        """The bodies of all states that hold the office a state's body holds, itself included; else empty."""
        row = self._rows.get(entry.id)
        return self._offices.get(row.office, ()) if row is not None and row.table == "ministries" else ()

    def office_of(self, entry: Entry) -> str:
        """The general name of the office a body holds ("commerce ministry"); empty where it holds none."""
        row = self._rows.get(entry.id)
        return row.office.replace("-", " ") if row is not None else ""

    def is_medium(self, entry_id: str) -> bool:
        """Whether an entry is an agency, newspaper or broadcaster."""
        row = self._rows.get(entry_id)
        return row is not None and row.table == "media"

    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order of the tables."""
        return (row.entry for row in self._rows.values())


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships, read once per process."""
    texts = _texts()
    version = _version_of(texts)
    rows = [row for table in TABLES for row in read_rows(table, texts[table])]
    return Gazetteer(rows, _patterns(rows, texts), version)


def gazetteer_version() -> str:
    """The version of the data that ships, without loading it: a hash."""
    return _version_of(_texts())


def _texts() -> dict[str, str]:
    return {name: read_text(name) for name in (*TABLES, FORMS, _LETTERS, _COMPOUNDS, _SHIELDS)}


def _version_of(texts: dict[str, str]) -> str:
    return hashlib.blake2b("\0".join(texts.values()).encode(), digest_size=8).hexdigest()


def _patterns(rows: list[Row], texts: dict[str, str]) -> Iterator[Pattern]:
    forms = read_forms(texts[FORMS])
    every = [alias_of(*way) for row in rows for way in _ways(row, forms)]
    aliases: dict[str, dict[Alias, None]] = {}
    for words, alias in zip(_fold_all([alias.surface for alias in every]), every, strict=True):
        aliases.setdefault(words, {})[alias] = None
    countries = {
        row.entry.country: row.entry for row in rows if row.table == "countries" and row.entry.country
    }
    for letters in read_letters(texts[_LETTERS], texts[_COMPOUNDS], countries):
        if letters.words not in aliases:
            yield pattern_of(letters.words, letters=letters.places, rank=1 if letters.certain else 0)
    for words in texts[_SHIELDS].splitlines()[1:]:
        if fold(words) not in aliases:
            yield pattern_of(fold(words), rank=3)
    for words, meanings in aliases.items():
        yield pattern_of(words, tuple(meanings))


def _fold_all(surfaces: list[str]) -> list[str]:
    """Each surface folded, all in one go."""
    return fold("\0".join(surfaces)).split("\0")


def _ways(row: Row, forms: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, Entry, bool]]:
    """Every way a row's entry is written, with whether that is an adjective."""
    entry = row.entry
    for surface in (*row.en, *row.zh):
        yield surface, entry, False
    for surface in row.en_adjectives:
        yield surface, entry, True
    for surface in row.ru:
        yield surface, entry, False
        for form in forms.get(surface, ()):
            yield form, entry, False
    for surface in row.ru_adjectives:
        yield surface, entry, True
        for form in forms.get(surface, ()):
            yield form, entry, True
