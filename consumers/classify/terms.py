"""The term tables of the three languages, as data, compiled when first needed."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from consumers.classify.vocabulary import Term, Vocabulary, split_terms
from schemas.topic import Topic

STRONG, WEAK = 1.0, 0.5

RulesLanguage = Literal["en", "ru", "zh"]


class Graded(BaseModel):
    """Terms of a topic or counter-rule: a strong one speaks for itself, of the weak ones it takes two."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    strong: str
    weak: str = ""

    def terms(self, label: str) -> Iterator[Term]:
        """The terms under one label."""
        yield from (Term(term, label, STRONG) for term in split_terms(self.strong))
        yield from (Term(term, label, WEAK) for term in split_terms(self.weak))


class TermTable(BaseModel):
    """The content of terms.<language>.toml: words of relations, of matters that are none, and of each topic."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    relation: dict[Literal["joint", "together", "dealing", "contact"], str]
    counter: dict[str, Graded]
    topics: dict[Topic, Graded]

    def terms(self) -> Iterator[Term]:
        """All terms with their labels: "relation:joint", "counter:sport", "topic:energy"."""
        for kind, listed in self.relation.items():
            yield from (Term(term, f"relation:{kind}", STRONG) for term in split_terms(listed))
        for name, graded in self.counter.items():
            yield from graded.terms(f"counter:{name}")
        for topic, graded in self.topics.items():
            yield from graded.terms(f"topic:{topic}")


@cache
def term_table(language: RulesLanguage) -> TermTable:
    """The table of a language, as written."""
    path = files("consumers.classify").joinpath("data", f"terms.{language}.toml")
    return TermTable.model_validate(tomllib.loads(path.read_text("utf-8")))


@cache
def vocabulary(language: RulesLanguage) -> Vocabulary:
    """The table of a language, ready to find its terms."""
    return Vocabulary(term_table(language).terms(), language)


def rules_language(language: str) -> RulesLanguage | None:
    """Whose terms apply to a text in `language`; None where there are none."""
    head = language.partition("-")[0]
    return head if head in ("en", "ru", "zh") else None  # type: ignore[return-value]
