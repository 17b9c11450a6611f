"""Lexicons: readable tables of words, each with its symbol and value.

A line of a table is `symbol<TAB>value<TAB>forms`, the forms parted by spaces ("_" stands for a space inside a form,
a trailing "." marks an abbreviation that may carry a full stop); "#" opens a comment.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from consumers.extract.reading import RulesLanguage

Meaning = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case words with (symbol, value). `capitals`: symbols of words that must begin with a capital,
    `smalls`: of words that must not; `dotted`: abbreviations whose full stop belongs to them."""

    language: RulesLanguage
    words: Mapping[str, Meaning]
    capitals: str
    smalls: str
    dotted: frozenset[str]
    _matcher: AhoCorasick | None
    _forms: tuple[str, ...]

    def found_in(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Meaning]]:
        """The Chinese words of `text[start:end]` with their meaning, longest first where two begin alike."""
        if self._matcher is None:
            return
        for form, first, last in self._matcher.find_matches_as_indexes(text[start:end]):
            yield first + start, last + start, self.words[self._forms[form]]


class Gate:
    """Tells cheaply which sentences can hold a match at all: those with a digit or a telling word in them."""

    def __init__(self, lexicon: Lexicon, core: str) -> None:
        """`core`: the symbols of the telling words. Number words from ten on tell by themselves."""
        words = {
            word
            for word, (symbol, value) in lexicon.words.items()
            if (symbol in core and (len(word) > 2 or lexicon.language == "zh"))
            or (symbol == "n" and isinstance(value, int) and value >= 10)
        }
        if lexicon.language == "zh":
            words |= {"十", "百", "千"}
        self._by_words = lexicon.language != "zh"
        self._matcher = AhoCorasick(sorted({*words, *"0123456789"}), matchkind=MatchKind.LeftmostLongest)

    def admits(self, sentence: str) -> bool:
        """Whether the sentence is worth reading word by word."""
        lowered = sentence.lower()
        found = self._matcher.find_matches_as_indexes(lowered)
        if not self._by_words:
            return bool(found)
        return any(
            lowered[first].isdigit()
            or not (lowered[first - 1 : first].isalpha() or lowered[last : last + 1].isalpha())
            for _, first, last in found
        )


@cache
def load_lexicon(
    package: str, name: str, language: RulesLanguage, capitals: str = "", smalls: str = ""
) -> Lexicon:
    """The table `data/<name>.tsv` of a package. Raises ValueError for a form that is listed twice."""
    words: dict[str, Meaning] = {}
    dotted: set[str] = set()
    for symbol, value, forms in _rows(package, name):
        for form in forms:
            word = form.rstrip(".").replace("_", " ")
            if words.setdefault(word, (symbol, value)) != (symbol, value):
                raise ValueError(f"{name}.tsv lists {word!r} twice")
            if form.endswith("."):
                dotted.add(word)
    forms_in_order = tuple(words) if language == "zh" else ()
    matcher = AhoCorasick(forms_in_order, matchkind=MatchKind.LeftmostLongest) if forms_in_order else None
    return Lexicon(language, words, capitals, smalls, frozenset(dotted), matcher, forms_in_order)


def _rows(package: str, name: str) -> Iterator[tuple[str, object, list[str]]]:
    table = files(package).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.strip() and not line.startswith("# "):
            symbol, value, forms = line.split("\t")
            yield symbol, _value(value), forms.split()


def _value(cell: str) -> object:
    if cell == "-":
        return None
    return int(cell) if cell.lstrip("-").isdigit() else cell
