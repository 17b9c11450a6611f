"""What feedparser's own cases expect, brought to what our parser gives.

A case begins with a comment: HTTP headers, and an expression over feedparser's answer (`not bozo and entries[0]['title'] == 'x'`). The
expression is read as a tree, never run. Each of its comparisons becomes one of ours, or is left out for a reason of a closed list.
"""

import ast
import calendar
import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from producers.dates import read_published
from producers.encoding import encoding_of
from producers.entry import Entry, ParsedFeed
from producers.links import web_link
from producers.text import line_of, text_of

ADDRESS = "http://127.0.0.1:8097/feed.xml"
"""Where feedparser's tests serve their cases."""

NOW = datetime(2026, 8, 25, tzinfo=UTC)

Path = tuple[str | int, ...]
"""Where a value stands in feedparser's answer: ("entries", 0, "title")."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What we make of a case: its document's encoding, the parsed feed, and the bytes."""

    body: bytes
    content_type: str | None
    feed: ParsedFeed


Check = Callable[[Seen], bool]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A comparison that says nothing of what we keep, and why."""

    reason: str


def expectation_of(body: bytes) -> tuple[str | None, str | None]:
    """The expression and the Content-type header of a case."""
    text = body.decode(encoding_of(body), "replace")
    expected = re.search(r"Expect:\s*(.+)", text)
    header = re.search(r"Header:\s*Content-type:\s*(.+)", text, re.IGNORECASE)
    cleaned = expected[1].strip().removesuffix("-->").strip() if expected else None
    return cleaned, header[1].strip() if header else None


def checks_of(expression: str) -> Iterator[Check | LeftOut]:
    """The comparisons of an expression, those of well-formedness aside."""
    try:
        root = ast.parse(expression, mode="eval").body
    except SyntaxError:
        yield LeftOut("no expression")
        return
    for part in _conjuncts(root):
        if not (isinstance(part, ast.UnaryOp) and _name(part.operand) == "bozo"):
            yield _check_of(part)


def _conjuncts(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for value in node.values:
            yield from _conjuncts(value)
    else:
        yield node


def _check_of(node: ast.expr) -> Check | LeftOut:
    if not isinstance(node, ast.Compare) or any(not isinstance(op, ast.Eq) for op in node.ops):
        return LeftOut("no comparison of values")
    *paths, last = (node.left, *node.comparators)
    try:
        wanted = _value(last)
    except ValueError:
        return LeftOut("no comparison of values")
    checks = [_check(_path(path), wanted) for path in paths]
    left_out = next((check for check in checks if isinstance(check, LeftOut)), None)
    return left_out or (lambda seen: all(check(seen) for check in checks if not isinstance(check, LeftOut)))


def _check(path: Path | None, wanted: Any) -> Check | LeftOut:
    match path:
        case ("encoding",) if isinstance(wanted, str):
            return lambda seen: _same_text(seen, wanted)
        case ("version",):
            return lambda seen: seen.feed.version == wanted
        case ("feed", "title") | ("feed", "title_detail", "value") if isinstance(wanted, str):
            return lambda seen: (seen.feed.title or "") in _lines(wanted)
        case ("feed", "description" | "tagline" | "subtitle" | "info") | (
            "feed",
            "tagline_detail" | "subtitle_detail" | "info_detail",
            "value",
        ) if isinstance(wanted, str):
            return lambda seen: (seen.feed.about or "") in _lines(wanted)
        case ("feed", "copyright" | "rights") | ("feed", "copyright_detail" | "rights_detail", "value") if (
            isinstance(wanted, str)
        ):
            return lambda seen: (seen.feed.rights or "") in _lines(wanted)
        case ("feed", "link") if isinstance(wanted, str):
            return lambda seen: web_link(seen.feed.site, ADDRESS) == web_link(wanted, ADDRESS)
        case ("feed", "updated" | "date" | "modified") if isinstance(wanted, str):
            return lambda seen: seen.feed.updated == wanted
        case ("feed", "updated_parsed" | "date_parsed" | "modified_parsed") if isinstance(wanted, tuple):
            return lambda seen: _moment(seen.feed.updated) == calendar.timegm(wanted)
        case ("feed", "language"):
            return lambda seen: (seen.feed.language or "").lower() == str(wanted).lower()
        case ("feed", *_):
            return LeftOut("of the feed as a whole, of which we keep what it says of itself")
        case ("entries", int(number), *rest):
            return _entry_check(number, tuple(rest), wanted)
        case None:
            return LeftOut("no comparison of values")
    return LeftOut("not of the document: HTTP headers, namespaces")


def _entry_check(number: int, path: Path, wanted: Any) -> Check | LeftOut:
    check: Callable[[Entry], bool]
    match path:
        case ("title",) | ("title_detail", "value") if isinstance(wanted, str):
            check = lambda entry: (entry.title or "") in _lines(wanted)  # noqa: E731
        case ("description",) | ("summary",) | ("summary_detail", "value") | ("content", int(), "value") if (
            isinstance(wanted, str)
        ):
            check = lambda entry: _same_words(entry.body, wanted)  # noqa: E731
        case ("link",) if isinstance(wanted, str):
            check = lambda entry: entry.link == web_link(wanted, ADDRESS)  # noqa: E731
        case ("id",) | ("guid",) if isinstance(wanted, str):
            check = lambda entry: (entry.guid or "") == wanted  # noqa: E731
        case ("source", "title") if isinstance(wanted, str):
            check = lambda entry: (entry.source or "") == wanted  # noqa: E731
        case ("published_parsed",) | ("updated_parsed",) | ("created_parsed",) if isinstance(wanted, tuple):
            check = lambda entry: calendar.timegm(wanted) in _moments(entry)  # noqa: E731
        case ("published",) | ("updated",) | ("created",) if isinstance(wanted, str):
            check = lambda entry: wanted in (entry.published, entry.updated)  # noqa: E731
        case ("language",) if isinstance(wanted, str):
            check = lambda entry: (entry.language or "").lower() == wanted.lower()  # noqa: E731
        case (_, "type") | (_, int(), "type"):
            return LeftOut("the type of markup, which becomes text")
        case (_, "base") | (_, int(), "base") | (_, "language") | (_, int(), "language"):
            return LeftOut("xml:base and xml:lang of a part")
        case _:
            return LeftOut("a part of entries that we do not keep")
    return lambda seen: len(seen.feed.entries) > number and check(seen.feed.entries[number])


def _same_text(seen: Seen, wanted: str) -> bool:
    """Whether the bytes read the same in our encoding as in the one that is expected."""
    try:
        codecs.lookup(wanted)
    except LookupError:
        return False
    ours = encoding_of(seen.body, seen.content_type)
    return seen.body.decode(ours, "replace") == seen.body.decode(wanted, "replace")


def _lines(wanted: str) -> set[str]:
    """A line as markup, and as plain text with angle brackets of its own."""
    return {line_of(wanted, is_html=is_html) for is_html in (True, False)}


def _same_words(text: str, wanted: str) -> bool:
    return any(text.split() == text_of(wanted, is_html=is_html).split() for is_html in (True, False))


def _moments(entry: Entry) -> set[float]:
    """Every reading of an entry's dates."""
    claims = ((entry.published, entry.published_s), (entry.updated, entry.updated_s))
    read = [read_published((claim,), NOW) for claim in claims]
    return {each.at.timestamp() for each in read if each.at is not None}


def _moment(said: str | None) -> float | None:
    """A date of the feed's, read as an entry's is."""
    read = read_published(((said, None),), NOW).at
    return None if read is None else read.timestamp()


def _value(node: ast.expr) -> Any:
    """A literal, concatenated ones too. Raises ValueError."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _value(node.left) + _value(node.right)
    return ast.literal_eval(node)


def _path(node: ast.expr) -> Path | None:
    match node:
        case ast.Name(id=name):
            return (name,)
        case ast.Attribute(value=inner, attr=name):
            before = _path(inner)
            return (*before, name) if before else None
        case ast.Subscript(value=inner, slice=ast.Constant(value=key)) if isinstance(key, str | int):
            before = _path(inner)
            return (*before, key) if before else None
    return None


def _name(node: ast.expr) -> str | None:
    return node.id if isinstance(node, ast.Name) else None
