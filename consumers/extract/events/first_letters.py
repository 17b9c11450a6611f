"""With which characters what a regular expression matches can begin."""

import importlib
from collections.abc import Sequence
from typing import Any

_PARSER: Any = importlib.import_module("re._parser")
"""The parser of `re` itself; what it cannot tell here counts as any character."""

_WIDE = 300  # characters of a range; a wider one is as good as any


def first_letters(pattern: str) -> frozenset[str] | None:
    """The characters a match can begin with; None where it may be any, or where the match may be empty."""
    letters, may_be_empty = _of_sequence(list(_PARSER.parse(pattern)))
    return None if may_be_empty or letters is None else frozenset(letters)


def _of_sequence(parts: Sequence[tuple[Any, Any]]) -> tuple[set[str] | None, bool]:
    """The characters that parts one after the other can begin with (None: any), and whether they may be empty."""
    letters: set[str] = set()
    for operation, argument in parts:
        found, may_be_empty = _of_part(str(operation), argument)
        if found is None:
            return None, False
        letters |= found
        if not may_be_empty:
            return letters, False
    return letters, True


def _of_part(operation: str, argument: Any) -> tuple[set[str] | None, bool]:
    match operation:
        case "LITERAL":
            return {chr(argument)}, False
        case "IN":
            return _of_class(argument), False
        case "BRANCH":
            branches = [_of_sequence(list(branch)) for branch in argument[1]]
            if any(letters is None for letters, _ in branches):
                return None, False
            return set().union(*(letters or () for letters, _ in branches)), any(
                empty for _, empty in branches
            )
        case "SUBPATTERN":
            return _of_sequence(list(argument[-1]))
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, _, repeated = argument
            letters, may_be_empty = _of_sequence(list(repeated))
            return letters, may_be_empty or least == 0
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return set(), True
        case _:
            return None, False


def _of_class(members: Sequence[tuple[Any, Any]]) -> set[str] | None:
    letters: set[str] = set()
    for operation, argument in members:
        match str(operation):
            case "LITERAL":
                letters.add(chr(argument))
            case "RANGE" if argument[1] - argument[0] < _WIDE:
                letters |= {chr(code) for code in range(argument[0], argument[1] + 1)}
            case _:
                return None
    return letters
