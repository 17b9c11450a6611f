"""A watch: a pair of parties and the rules that tell whether an item is about them, as data.

The one that ships is `watches/china-russia.toml`; docs/watches.md shows how to write another.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from consumers.classify.terms import RulesLanguage, rules_language
from consumers.classify.vocabulary import Term, Vocabulary, split_terms
from schemas.errors import ConfigurationError
from schemas.model import Confidence, CountryCode
from schemas.topic import TOPICS, Topic

NOT_THE_PARTY, PARTY_WORD, ALONE = "not_the_party", "party:", "alone:"
JOINT = "relation:joint"
BOTH = 2
"""The party number of what names both at once ("Sino-Russian")."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Implied(_Part):
    """Words after which a party goes without saying in its own language: one of `words`, at most three more, one
    of `links` (none: nothing between), the other party's name. Words that imply it `alone` need nothing more."""

    words: str
    links: str
    alone: str = ""


class Party(_Part):
    """One side. Towns, companies and people count for it through their country; `entries` adds gazetteer ids
    that do not roll up, `except_entries` takes some out. `capitals` stand for the state, `leaders` are ids of heads of state and government;
    `words` name it beside its names."""

    name: str
    countries: frozenset[CountryCode]
    entries: frozenset[str] = frozenset()
    except_entries: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    leaders: frozenset[str] = frozenset()
    words: dict[RulesLanguage, str] = {}
    implied: dict[RulesLanguage, Implied] = {}


class Weights(_Part):
    """Log-odds of the relation rules, added up to a score; see `signals.py` for what each sees."""

    bias: float
    compound_in_title: float
    compound_in_body: float
    title_link: float
    title_and_body: float
    sentence_link: float
    more_links: float
    coordination: float
    leader_pair: float
    bodies_of_both: float = 0.0
    joint: float
    dealing: float
    only_the_two: float
    next_sentences: float
    act_on_the_pair: float
    third_in_title: float
    third_in_link: float
    third_pair: float
    third_dominates: float
    only_named: float
    far_apart: float


class Watch(_Part):
    """What to look for between two parties, and how sure one must be."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: str
    threshold: Confidence
    possible: Confidence
    parties: tuple[Party, Party]
    companions: frozenset[CountryCode] = frozenset()
    blocs: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    joint_entries: frozenset[str] = frozenset()
    joint: dict[RulesLanguage, str] = {}
    both: dict[RulesLanguage, str] = {}
    not_the_party: dict[RulesLanguage, str] = {}
    weights: Weights
    counters: dict[str, float] = {}
    topics: frozenset[Topic] = frozenset(TOPICS)

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if not 0 < self.possible <= self.threshold < 1:
            raise ValueError("0 < possible <= threshold < 1 must hold")
        if self.parties[0].countries & self.parties[1].countries:
            raise ValueError("the parties share a country")
        if positive := sorted(name for name, weight in self.counters.items() if weight > 0):
            raise ValueError(f"counter-rules speak against relevance, their weights are negative: {positive}")
        return self

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The capitals of both parties."""
        return self.parties[0].capitals | self.parties[1].capitals

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of both parties."""
        return self.parties[0].countries | self.parties[1].countries

    def party_of(self, entry_id: str, country: str | None) -> int | None:
        """Which party (0 or 1, or BOTH) a gazetteer entry names, if any."""
        known = self._parties_by_entry
        key = (entry_id, country)
        if key not in known:
            known[key] = self._party_of(entry_id, country)
        return known[key]

    @cached_property
    def _parties_by_entry(self) -> dict[tuple[str, str | None], int | None]:
        return {}

    def _party_of(self, entry_id: str, country: str | None) -> int | None:
        if entry_id in self.joint_entries:
            return BOTH
        if entry_id in self.carriers:
            return None
        for number, party in enumerate(self.parties):
            if entry_id in party.entries or (
                country in party.countries and entry_id not in party.except_entries
            ):
                return number
        return None

    @cached_property
    def _own_words(self) -> dict[RulesLanguage, Vocabulary]:
        languages: set[RulesLanguage] = {
            *self.joint,
            *self.both,
            *self.not_the_party,
            *chain.from_iterable(party.words for party in self.parties),
        }
        return {language: Vocabulary(self._terms(language), language) for language in sorted(languages)}

    def _terms(self, language: RulesLanguage) -> Iterator[Term]:
        masks = split_terms(self.not_the_party.get(language, ""))
        yield from (Term(text, NOT_THE_PARTY, 1.0) for text in masks)
        yield from (Term(text, JOINT, 1.0) for text in split_terms(self.joint.get(language, "")))
        yield from (
            Term(text, f"{PARTY_WORD}{BOTH}", 1.0) for text in split_terms(self.both.get(language, ""))
        )
        for number, party in enumerate(self.parties):
            words = split_terms(party.words.get(language, ""))
            yield from (Term(text, f"{PARTY_WORD}{number}", 1.0) for text in words)
            if language in party.implied:
                alone = split_terms(party.implied[language].alone)
                yield from (Term(text, f"{ALONE}{number}", 1.0) for text in alone)

    def own_words(self, language: str) -> Vocabulary | None:
        """The watch's words for its parties and its masks in a language."""
        rules = rules_language(language)
        return self._own_words.get(rules) if rules else None

    @cached_property
    def _party_words(self) -> dict[str, Vocabulary]:
        terms = {
            language: [term for term in self._terms(language) if term.label.startswith(PARTY_WORD)]
            for language in self._own_words
        }
        return {language: Vocabulary(listed, language) for language, listed in terms.items() if listed}

    def party_words(self, language: str) -> Vocabulary | None:
        """The watch's words for its parties alone."""
        return self._party_words.get(language)

    @cached_property
    def _implied(self) -> dict[tuple[int, str], re.Pattern[str]]:
        return {
            (number, language): _before_a_name(implied, language)
            for number, party in enumerate(self.parties)
            for language, implied in party.implied.items()
        }

    def implied(self, party: int, language: str) -> re.Pattern[str] | None:
        """What must stand right before the other party's name, in folded text, to imply a party."""
        return self._implied.get((party, language))


def _before_a_name(implied: Implied, language: str) -> re.Pattern[str]:
    """The words that imply a party, ending where the other party's name begins."""
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in split_terms(implied.words))
    if language == "zh":
        return re.compile(f"(?:{words})$")
    links = "|".join(map(re.escape, split_terms(implied.links)))
    return re.compile(rf"\b(?:{words})(?:\s\w+){{0,3}}\s(?:{links})\s$")


@cache
def load_watches(paths: tuple[Path, ...] = ()) -> tuple[Watch, ...]:
    """The watches in these TOML files; without any, the one that ships.

    Raises ConfigurationError, naming the file and what is wrong in it.
    """
    if paths:
        read = [_watch(str(path), _text_of(path)) for path in paths]
    else:
        folder = files("consumers.classify").joinpath("watches")
        shipped = sorted(
            (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
        )
        read = [_watch(file.name, file.read_text("utf-8")) for file in shipped]
    return _with_unique_ids(read)


def watches_in_force(further: tuple[Path, ...] = ()) -> tuple[Watch, ...]:
    """The watches that ship and further ones; one with the id of a watch that ships stands in its place.

    Raises ConfigurationError as `load_watches` does.
    """
    given = load_watches(further) if further else ()
    own = {watch.id for watch in given}
    return (*(watch for watch in load_watches() if watch.id not in own), *given)


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The watch {path} cannot be read: {error}") from error


def _watch(name: str, text: str) -> Watch:
    try:
        return Watch.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"The watch {name} is not valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the watch"
        raise ConfigurationError(f"The watch {name} has a mistake at {where}: {first['msg']}") from error


def _with_unique_ids(watches: Sequence[Watch]) -> tuple[Watch, ...]:
    ids = [watch.id for watch in watches]
    if twice := sorted({watch_id for watch_id in ids if ids.count(watch_id) > 1}):
        raise ConfigurationError(f"Two watches share the id {twice[0]!r}; give each its own.")
    return tuple(watches)


def all_countries(watches: Sequence[Watch]) -> frozenset[str]:
    """The countries of all parties of all watches."""
    return frozenset(chain.from_iterable(watch.countries for watch in watches))
