"""The outer shape of a query, looked at before it is parsed, so that a fault is named where it stands."""

import re
from dataclasses import dataclass

from consumers.query.fault import QuerySyntaxError

LONGEST_QUERY = 4000
"""Characters."""
DEEPEST = 20
"""Parentheses within parentheses."""

_PIECE = re.compile(
    r"""(?P<space>\s+)
    | (?P<phrase>"(?:[^"\\]|\\.)*"(?:~[\d.]*)?)
    | (?P<quote>")
    | (?P<regex>/(?:[^/\\\s]|\\.)*/)
    | (?P<range>[\[{][^\[\]{}"]*(?:"[^"]*"[^\[\]{}"]*)*[\]}])
    | (?P<bracket>[\[\]{}])
    | (?P<open>\() | (?P<close>\))
    | (?P<field>(?:[^\s:()"\[\]{}\\]|\\.)+:)
    | (?P<word>(?:[^\s:()"\[\]{}\\]|\\.)+)
    | (?P<colon>:) | (?P<other>\\)""",
    re.VERBOSE,
)
_BROKEN = re.compile("[\ud800-\udfff]")  # bytes of an argument that are not UTF-8
_OPERATORS = ("AND", "OR", "NOT")
_C_OPERATORS = {"&&": "AND", "||": "OR", "!": "NOT"}


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    at: int


def check_shape(source: str) -> None:
    """Raise QuerySyntaxError at the place where quotes, parentheses, operators or field names do not fit."""
    if not source.strip():
        raise QuerySyntaxError(
            "The query is empty.", 0, 1, 'Write words to look for, such as "Power of Siberia".'
        )
    if len(source) > LONGEST_QUERY:
        raise QuerySyntaxError(
            f"The query is longer than {LONGEST_QUERY:,} characters.",
            LONGEST_QUERY,
            1,
            "Split it in several.",
        )
    if broken := _BROKEN.search(source):
        raise QuerySyntaxError(
            "This is no character.", broken.start(), 1, "The terminal's encoding should be UTF-8."
        )
    pieces = [_Piece(match.lastgroup or "", match[0], match.start()) for match in _PIECE.finditer(source)]
    pieces = [_as_operator(piece) for piece in pieces if piece.kind != "space"]
    for piece in pieces:
        _check_piece(piece)
    _check_parentheses(pieces)
    for before, after in zip([None, *pieces], [*pieces, None], strict=True):
        _check_neighbours(before, after)


def _as_operator(piece: _Piece) -> _Piece:
    if piece.kind == "word" and piece.text in _OPERATORS:
        return _Piece("operator", piece.text, piece.at)
    return piece


def _check_piece(piece: _Piece) -> None:
    match piece.kind:
        case "quote":
            raise QuerySyntaxError(
                "This quotation mark is never closed.", piece.at, 1, 'Close the phrase with another ".'
            )
        case "regex":
            raise QuerySyntaxError(
                "Regular expressions cannot be searched for.", piece.at, len(piece.text),
                "Write words with * (any letters) or ? (one letter).",
            )  # fmt: skip
        case "bracket":
            raise QuerySyntaxError(
                "This bracket has no partner.", piece.at, 1, "A range is written [a TO b] or {a TO b}."
            )
        case "colon":
            raise QuerySyntaxError(
                "There is no field name before this colon.", piece.at, 1,
                "Write field:value, or \\: for the character itself.",
            )  # fmt: skip
        case "other":
            raise QuerySyntaxError("Nothing follows this backslash.", piece.at, 1, "Leave it out.")
        case "word" if piece.text in _C_OPERATORS or (piece.text[0] == "!" and len(piece.text) > 1):
            sign = piece.text if piece.text in _C_OPERATORS else "!"
            raise QuerySyntaxError(
                f"{sign} is not an operator here.", piece.at, len(sign), f"Write {_C_OPERATORS[sign]}."
            )


def _check_parentheses(pieces: list[_Piece]) -> None:
    opened: list[_Piece] = []
    for piece in pieces:
        if piece.kind == "open":
            opened.append(piece)
            if len(opened) > DEEPEST:
                raise QuerySyntaxError(
                    f"Parentheses stand more than {DEEPEST} deep.", piece.at, 1, "Write the query flatter."
                )
        elif piece.kind == "close":
            if not opened:
                raise QuerySyntaxError(
                    "This parenthesis was never opened.",
                    piece.at,
                    1,
                    "Leave it out, or open it earlier with (.",
                )
            opened.pop()
    if opened:
        raise QuerySyntaxError(
            "This parenthesis is never closed.", opened[-1].at, 1, "Close it with ) after its last word."
        )


def _check_neighbours(before: _Piece | None, after: _Piece | None) -> None:
    """Whether `after` may follow `before`; None stands for the query's beginning and end."""
    opens = before is None or before.kind in ("open", "operator", "field") or _is_sign(before)
    if after is None or after.kind == "close":
        if before is not None and before.kind == "open" and after is not None:
            raise QuerySyntaxError(
                "There is nothing in these parentheses.", before.at, after.at + 1 - before.at
            )
        if before is not None and opens:
            _dangles(before)
        return
    if after.kind == "operator" and after.text != "NOT" and opens:
        if before is not None and before.kind in ("operator", "field"):
            _dangles(before if before.kind == "field" else after)
        raise QuerySyntaxError(
            f"{after.text} has nothing before it.", after.at, len(after.text),
            f'Write what stands on both sides of {after.text}, or "{after.text.lower()}" in quotes for the word.',
        )  # fmt: skip


def _is_sign(piece: _Piece) -> bool:
    return piece.kind == "word" and piece.text in ("+", "-")


def _dangles(piece: _Piece) -> None:
    if piece.kind == "field":
        name = piece.text[:-1].lstrip("+-")
        raise QuerySyntaxError(
            f"{name} has no value.",
            piece.at,
            len(piece.text),
            f"Write {name}:value, or {name}:* for any value.",
        )
    word = piece.text
    raise QuerySyntaxError(
        f"{word} has nothing to apply to.", piece.at, len(word), f"Write what should follow {word}."
    )
