"""Whether a date's clause speaks of the past or the future: for years and weekdays that are not said in full.

Cues come from data/tense.<language>.toml. The nearest cue in the date's own clause decides, the one before it first;
a word of saying ("said on Monday") outweighs a future before it; then the clauses beside it are asked.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from consumers.extract.dates.expression import Tense
from consumers.extract.dates.tokens import lower_case
from consumers.extract.reading import RulesLanguage

Kind = Literal["future", "past", "saying", "break"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word (or a clause's end) that tells something about tense."""

    start: int
    end: int
    kind: Kind


@cache
def _patterns(language: RulesLanguage) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One alternation of a language's cues, each kind a group: for sentences, and for headlines."""
    table = files(__package__).joinpath("data", f"tense.{language}.toml").read_text(encoding="utf-8")
    cues: Mapping[str, str] = tomllib.loads(table)
    kinds = [f"(?P<{kind}>{_alternatives(cues[kind])})" for kind in _KINDS]
    sentences = re.compile("|".join(kinds))
    if "title" not in cues:
        return sentences, sentences
    return sentences, re.compile("|".join([*kinds, f"(?P<title>{_alternatives(cues['title'])})"]))


_KINDS = ("break", "saying", "future", "no", "past")
"""In this order: a word that fits several kinds has the first."""


def _alternatives(cell: str) -> str:
    return "|".join(cell.split())


def cues_of(text: str, start: int, end: int, language: RulesLanguage, headline: bool) -> list[Cue]:
    """The cues of a sentence in order."""
    kinds: dict[str, Kind] = {
        "break": "break", "saying": "saying", "future": "future", "past": "past", "title": "future",
    }  # fmt: skip
    lowered = lower_case(text)
    return [
        Cue(match.start(), match.end(), kinds[match.lastgroup])
        for match in _patterns(language)[headline].finditer(lowered, start, end)
        if match.lastgroup in kinds and not (match.lastgroup == "title" and _is_to_a_name(text, match))
    ]


def _is_to_a_name(text: str, match: re.Match[str]) -> bool:
    """ "Exports to China slip": no infinitive."""
    return text[match.start()].islower() and text[match.start() + 3].isupper()


def tense_at(cues: list[Cue], start: int, end: int, text: str, opened: int) -> Tense | None:
    """The tense of the clause around `text[start:end]`, in the sentence that opens at `opened`; None where no cue
    tells."""
    before = [cue for cue in cues if cue.end <= start]
    after = [cue for cue in cues if cue.start >= end]
    if after and after[0].kind == "future" and not text[end : after[0].start].strip():
        return "future"
    return (
        _of_clause_before(before)
        or _first(_until_break(after))
        or _of_next_clause(before, after, start, end, text, opened)
        or _nearest_outside(before)
    )


def _until_break(cues: list[Cue]) -> list[Cue]:
    clause: list[Cue] = []
    for cue in cues:
        if cue.kind == "break":
            break
        clause.append(cue)
    return clause


def _of_clause_before(before: list[Cue]) -> Tense | None:
    """Of the cues before the date in its clause: a future one holds unless someone says something after it."""
    found: Tense | None = None
    for cue in _until_break(before[::-1]):
        if cue.kind == "saying":
            return found or "past"
        if cue.kind == "future":
            return "future"
        found = "past"
    return found


def _of_next_clause(
    before: list[Cue], after: list[Cue], start: int, end: int, text: str, opened: int
) -> Tense | None:
    """A date that is a clause of its own ("On Friday, …") belongs to the next one."""
    if not after or text[after[0].start] not in ",，" or text[end : after[0].start].strip():
        return None
    if before and before[-1].kind != "break":
        return None
    if text[before[-1].end if before else opened : start].strip():
        return None
    return _first(after[1:])


def _first(cues: list[Cue]) -> Tense | None:
    for cue in cues:
        if cue.kind != "break":
            return "future" if cue.kind == "future" else "past"
    return None


def _nearest_outside(before: list[Cue]) -> Tense | None:
    for cue in before[::-1]:
        if cue.kind in ("future", "past"):
            return "future" if cue.kind == "future" else "past"
    return None
