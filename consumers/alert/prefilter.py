"""Leaves out the rules that cannot match, so that many rules cost little.

A rule is filed under keys of which at least one must be in any item it matches: a token of its text, the beginning of a word
(`^por`), or a mark (`topic=energy`) of its fields. A rule without such a key is asked every time.
"""

from collections.abc import Iterator, Sequence

from consumers.alert.rules import Rule
from consumers.query.nodes import And, Marked, Named, Near, Node, OneEvent, Or, Phrase, Run, Wild
from consumers.query.searchable import Searchable
from consumers.query.tokens import is_han

Keys = frozenset[str]
_MARK_SIGN = "="  # marks have it, tokens never do
_PREFIX_SIGN = "^"  # how words begin; no token has it
PREFIX_LEAST, PREFIX_MOST = 2, 3


class Prefilter:
    """Rules by the keys they need."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._always: list[int] = []
        self._by_key: dict[str, list[int]] = {}
        for number, rule in enumerate(self._rules):
            keys = keys_of(rule.parsed.root)
            if keys is None:
                self._always.append(number)
            for key in keys or ():
                self._by_key.setdefault(key, []).append(number)
        self._knows_marks = any(_MARK_SIGN in key for key in self._by_key)
        self._begins = frozenset(key[1:] for key in self._by_key if key.startswith(_PREFIX_SIGN))

    def candidates(self, item: Searchable) -> Iterator[Rule]:
        """The rules that may match an item, in their order."""
        numbers = set(self._always)
        if self._by_key:
            for key in self._keys(item):
                numbers.update(self._by_key[key])
        return (self._rules[number] for number in sorted(numbers))

    def _keys(self, item: Searchable) -> Iterator[str]:
        """The keys that an item has and a rule is filed under."""
        known = self._by_key.keys()
        yield from known & {*item.title.tokens, *item.body.tokens}
        if self._begins:
            words = {*item.title.folded, *item.body.folded}
            for length in range(PREFIX_LEAST, PREFIX_MOST + 1):
                begins = {word[:length] for word in words} & self._begins
                yield from (_PREFIX_SIGN + each for each in begins)
        if self._knows_marks:
            yield from known & item.scope.marks.keys()


def keys_of(node: Node) -> Keys | None:
    """Keys of which every matching item has one; None where there is no such set."""
    match node:
        case Phrase(run=run):
            return _key_of(run)
        case Wild(prefix=prefix):
            return _key_of_prefix(prefix)
        case Near(parts=parts):
            return _best([_key_of(part) for part in parts])
        case Marked(marks=marks, begins=False):
            return frozenset(marks)
        case Named(marks=marks, run=None):
            return frozenset(marks)
        case OneEvent(part=part):
            return keys_of(part)
        case And(parts):
            return _best([keys_of(part) for part in parts])
        case Or(parts):
            found = [keys_of(part) for part in parts]
            return None if None in found else frozenset(key for keys in found if keys for key in keys)
        case _:
            return None


def _key_of_prefix(prefix: str) -> Keys | None:
    """How every word that begins so begins: two or three letters. Han characters stand in tokens otherwise, and one letter is too few."""
    begins = prefix[:PREFIX_MOST]
    return (
        frozenset((_PREFIX_SIGN + begins,))
        if len(begins) >= PREFIX_LEAST and not any(map(is_han, begins))
        else None
    )


def _key_of(run: Run) -> Keys | None:
    """A run's longest token, as the rarest; a single character can begin many tokens and is no key."""
    tokens = [atom.token for atom in run.atoms if not atom.character]
    return frozenset((max(tokens, key=len),)) if tokens else None


def _best(found: list[Keys | None]) -> Keys | None:
    """The set that promises the fewest candidates: words before beginnings before marks, few before many, long before short."""
    sets = [keys for keys in found if keys is not None]
    return min(sets, key=_commonness, default=None)


def _commonness(keys: Keys) -> tuple[bool, bool, int, int, list[str]]:
    marks = any(_MARK_SIGN in key for key in keys)
    begins = any(key.startswith(_PREFIX_SIGN) for key in keys)
    return marks, begins, len(keys), -min((len(key) for key in keys), default=0), sorted(keys)
