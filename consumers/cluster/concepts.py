"""What a report is about, in no language: concepts such as oil, visas, patrols, found by their words in three."""

import csv
from functools import cache
from importlib.resources import files

from consumers.classify.terms import RulesLanguage, rules_language
from consumers.classify.vocabulary import Found, Term, Vocabulary, fold, split_terms

READ = 3_000
"""Characters: what a report is about stands in them, and a long one costs no more."""


def concepts_in(text: str, language: str) -> list[Found]:
    """The concepts a text names, in text order; none in a language without a table."""
    rules = rules_language(language)
    return _vocabulary(rules).find(fold(text[:READ])) if rules else []


@cache
def _vocabulary(language: RulesLanguage) -> Vocabulary:
    path = files("consumers.cluster").joinpath("data", "concepts.csv")
    rows = csv.DictReader(path.read_text("utf-8").splitlines(), delimiter=";")
    terms = (Term(term, row["concept"], 1.0) for row in rows for term in split_terms(row[language]))
    return Vocabulary(terms, language)
