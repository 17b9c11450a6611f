"""Clauses that look for words."""

import re

from consumers.query.nodes import Atom, Everything, Marked, Near, Node, Phrase, Run, TextField, Wild
from consumers.query.stems import stem_of
from consumers.query.tokens import Tokens, is_han
from consumers.query.written import Written

LONGEST_PHRASE = 50
"""Words (Chinese: characters) of a phrase."""
FARTHEST = 1000
"""The most positions "words"~n may ask for."""
MOST_STARS = 3
"""The most * in one word."""

_WILDCARD = re.compile(r"(?<!\\)[*?]")


def has_wildcard(written: Written) -> bool:
    """Whether a word has * or ? that are not escaped."""
    return not written.quoted and bool(_WILDCARD.search(written.value))


def text_clause(field: TextField, written: Written) -> Node:
    """Words, a phrase or a word with wildcards in a text field."""
    if written.is_any:
        return (
            Everything(written.clause)
            if field in ("text", "body")
            else Marked(written.clause, (f"has={field}",))
        )
    if has_wildcard(written):
        return _wild(field, written)
    return Phrase(written.clause, field, run_of(written))


def near_clause(field: TextField, written: Written, gaps: int) -> Node:
    """Words near each other, in any order."""
    if gaps > FARTHEST:
        raise written.fault(f"Words can be asked for at most {FARTHEST:,} positions apart.")
    parts: list[Run] = []
    for piece in re.finditer(r"\S+", written.plain):
        if len(Tokens(piece[0])):
            parts.append(run_of(Written(written.clause, piece[0], written.at, quoted=True)))
    if not parts or sum(part.width for part in parts) > LONGEST_PHRASE:
        run_of(written)  # says what is wrong
    return Near(written.clause, field, tuple(parts), gaps)


def run_of(written: Written) -> Run:
    """The tokens a word or phrase is found by, at their distances."""
    tokens = Tokens(written.plain)
    if not len(tokens):
        raise written.fault(
            "There is no word in this to look for.", "Write a word, a number or Chinese characters."
        )
    if len(tokens) > LONGEST_PHRASE:
        raise written.fault(
            f"A phrase has at most {LONGEST_PHRASE} words.", "Shorten it, or join two phrases with AND."
        )
    atoms: list[Atom] = []
    for at, token in enumerate(tokens.tokens):
        if not (is_han(token) and len(token) == 1):
            atoms.append(Atom(at, token))
        elif at + 1 < len(tokens):  # a run ends here, where the text may run on
            atoms.append(Atom(at, token, character=is_han(tokens.tokens[at + 1])))
        elif not (at and tokens.ends[at - 1] == tokens.ends[at]):
            atoms.append(Atom(at, token, character=True))
    return Run(tuple(atoms), len(tokens))


def _wild(field: TextField, written: Written) -> Node:
    literal, stars = _WILDCARD.split(written.value)[0], written.value.count("*")
    if Tokens(literal).tokens and is_han(Tokens(literal).tokens[0]):
        if _WILDCARD.sub("", written.value) == literal and written.value[len(literal) :].strip("*") == "":
            return Phrase(written.clause, field, run_of(Written(written.clause, literal, written.at)))
        raise written.fault(
            "Chinese takes no wildcards: words are found inside longer ones.", f"Write {literal} alone."
        )
    needed = 2 if written.value[len(literal)] == "?" else 3
    pattern = stem_of(written.plain.lower())[0]
    if not re.fullmatch(r"[\w'*?]+", pattern, re.ASCII if written.value.isascii() else 0):
        raise written.fault(
            "A word with wildcards consists of letters and digits.", "Write its parts as a phrase."
        )
    if len(literal) < needed:
        raise written.fault(
            "A word is looked up by its beginning, and this one's is too short.",
            f"Write at least {needed} letters before the first {written.value[len(literal)]}.",
        )
    if stars > MOST_STARS:
        raise written.fault(f"At most {MOST_STARS} * can stand in one word.")
    prefix = re.split(r"[*?]", pattern)[0]
    return Wild(written.clause, field, pattern, prefix)
