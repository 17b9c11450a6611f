"""Leaves out the rules that cannot match, so that many rules cost little.

A rule is filed under keys of which at least one must be in any item it matches: a token of its text, the beginning of a word
(`^por`), or a mark (`topic=energy`) of its fields. A rule without such a key is asked every time.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from consumers.alert.rules import Rule
from consumers.query.nodes import (
    And,
    Marked,
    Named,
    Near,
    Node,
    OneEvent,
    Or,
    Phrase,
    Run,
    Wild,
    wanted_leaves,
)
from consumers.query.scope import field_of_mark, is_of_facts
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
        asked = Counter(token for rule in self._rules for token in _tokens_of(rule.parsed.root))
        for number, rule in enumerate(self._rules):
            keys = keys_of(rule.parsed.root, asked)
            if keys is None:
                self._always.append(number)
            for key in keys or ():
                self._by_key.setdefault(key, []).append(number)
        fields = {field_of_mark(key) for key in self._by_key if _MARK_SIGN in key}
        self._asks_facts = any(map(is_of_facts, fields))
        self._asks_itself = not all(map(is_of_facts, fields))
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
        for tokens in (item.title.tokens, item.body.tokens):
            yield from filter(known.__contains__, tokens)
        if self._begins:
            begins = {word[:PREFIX_MOST] for word in {*item.title.spelt, *item.body.spelt}}
            while begins:
                yield from (_PREFIX_SIGN + each for each in begins & self._begins)
                begins = {each[:-1] for each in begins if len(each) > PREFIX_LEAST}
        if self._asks_itself:
            yield from known & item.itself.marks.keys()
        if self._asks_facts:
            yield from known & item.facts.marks.keys()


def keys_of(node: Node, asked: Mapping[str, int] = MappingProxyType({})) -> Keys | None:
    """Keys of which every matching item has one; None where there is no such set. `asked` says how many rules ask for a word: one
    that many ask for ("agreement") would bring all of them."""
    match node:
        case Phrase(run=run):
            return _key_of(run, asked)
        case Wild(prefix=prefix):
            return _key_of_prefix(prefix)
        case Near(parts=parts):
            return _best([_key_of(part, asked) for part in parts], asked)
        case Marked(marks=marks, begins=False):
            return frozenset(marks)
        case Named(marks=marks, run=None):
            return frozenset(marks)
        case OneEvent(part=part):
            return keys_of(part, asked)
        case And(parts):
            return _best([keys_of(part, asked) for part in parts], asked)
        case Or(parts):
            found = [keys_of(part, asked) for part in parts]
            return None if None in found else frozenset(key for keys in found if keys for key in keys)
        case _:
            return None


def _tokens_of(node: Node) -> frozenset[str]:
    """The words that a rule asks for."""
    runs: list[Run] = []
    for leaf in wanted_leaves(node):
        match leaf:
            case Phrase(run=run):
                runs.append(run)
            case Near(parts=parts):
                runs += parts
    return frozenset(atom.token for run in runs for atom in run.atoms)


def _key_of_prefix(prefix: str) -> Keys | None:
    """How every word that begins so begins: two or three letters. Han characters stand in tokens otherwise, and one letter is too few."""
    begins = prefix[:PREFIX_MOST]
    return (
        frozenset((_PREFIX_SIGN + begins,))
        if len(begins) >= PREFIX_LEAST and not any(map(is_han, begins))
        else None
    )


def _key_of(run: Run, asked: Mapping[str, int]) -> Keys | None:
    """A run's rarest token: the one the fewest rules ask for, the longest of those; a single character can begin many tokens and is
    no key."""
    tokens = [atom.token for atom in run.atoms if not atom.character]
    return frozenset((min(tokens, key=lambda each: (asked.get(each, 0), -len(each))),)) if tokens else None


def _best(found: list[Keys | None], asked: Mapping[str, int]) -> Keys | None:
    """The set that promises the fewest candidates: words before beginnings before marks, few before many, little asked for before
    much, long before short."""
    sets = [keys for keys in found if keys is not None]
    return min(sets, key=lambda keys: _commonness(keys, asked), default=None)


def _commonness(keys: Keys, asked: Mapping[str, int]) -> tuple[bool, bool, int, int, int, list[str]]:
    marks = any(_MARK_SIGN in key for key in keys)
    begins = any(key.startswith(_PREFIX_SIGN) for key in keys)
    shared = max((asked.get(key, 0) for key in keys), default=0)
    return marks, begins, len(keys), shared, -min((len(key) for key in keys), default=0), sorted(keys)
