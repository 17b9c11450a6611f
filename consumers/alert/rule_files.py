"""Rules from TOML files, with every mistake found at once."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from consumers.alert.rule_fields import FIELDS, FieldError, field_of
from consumers.alert.rules import Finding, Rule, slug
from consumers.query.fault import QuerySyntaxError, caret
from consumers.query.parse import parse_query
from schemas.errors import ConfigurationError

KEYS = ("id", "name", "query", "channels", "enabled", *FIELDS)
QUERY_MOST = 4_000
EVERYTHING = "*"
"""The query of a rule that needs none."""
_ID = re.compile(r"[\w][\w.-]{0,99}")
_RULE_LINE = re.compile(r"^\s*\[\[\s*rule\s*\]\]", re.MULTILINE)


class RulesError(ConfigurationError):
    """The rules have mistakes: `findings` holds all of them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("The alert rules have mistakes.\n" + "\n".join(f.text() for f in findings))
        self.findings = findings


def load_rules(path: Path, known_channels: Collection[str] | None = None) -> tuple[Rule, ...]:
    """The rules of a TOML file, or of every *.toml in a folder, those switched off left out.

    Raises RulesError, a ConfigurationError, with every mistake found.
    """
    read = _read(path, known_channels)
    if read.findings:
        raise RulesError(tuple(read.findings))
    return tuple(rule for rule in read.rules if rule.enabled)


def check_rules(path: Path, known_channels: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Every mistake in a rules file or folder; none where it can be used. Without `known_channels` any channel
    will do."""
    return tuple(_read(path, known_channels).findings)


@dataclass
class _Reading:
    """What was read so far."""

    known_channels: Collection[str] | None
    rules: list[Rule] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule stands."""

    file: str
    rule: str
    line: int | None

    def finding(self, message: str, hint: str = "", pointer: str = "") -> Finding:
        return Finding(self.file, self.rule, self.line, message, hint, pointer)


def _read(path: Path, known_channels: Collection[str] | None) -> _Reading:
    reading = _Reading(known_channels)
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        reading.findings.append(Finding(str(path), None, None, "There is no *.toml file in this folder."))
    for file in files:
        _read_file(file, reading)
    return reading


def _read_file(file: Path, reading: _Reading) -> None:
    try:
        source = file.read_text("utf-8")
        content = tomllib.loads(source)
    except OSError as error:
        reading.findings.append(Finding(str(file), None, None, f"It cannot be read: {error.strerror}."))
        return
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reading.findings.append(Finding(str(file), None, None, f"It is not valid TOML: {error}.", _TOML_HINT))
        return
    tables = content.pop("rule", [])
    for key in content:
        reading.findings.append(
            Finding(str(file), None, None, f"There is no {key!r} in a rules file.", "Begin rules with [[rule]].")
        )  # fmt: skip
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        reading.findings.append(
            Finding(str(file), None, None, "A rule begins with [[rule]], in double brackets.")
        )
        return
    lines = [source.count("\n", 0, found.start()) + 1 for found in _RULE_LINE.finditer(source)]
    for number, table in enumerate(tables):
        line = lines[number] if len(lines) == len(tables) else None
        label = str(table.get("name") or table.get("id") or f"number {number + 1}")
        _read_rule(table, _Place(str(file), label, line), reading)


_TOML_HINT = """Put a query in single quotes: query = 'title:"gas"'"""


def _read_rule(table: Mapping[str, Any], place: _Place, reading: _Reading) -> None:
    findings = list(_mistakes(table, place, reading.known_channels))
    rule_id = str(table.get("id") or slug(str(table.get("name", ""))))
    if not any(f.message.startswith(("id ", "name ")) for f in findings):
        here = f"{place.file}" + (f":{place.line}" if place.line else "")
        before = reading.places.setdefault(rule_id, here)
        if before != here or any(rule.id == rule_id for rule in reading.rules):
            findings.append(
                place.finding(f"its id {rule_id!r} is taken by the rule at {before}.", "Give each rule an id of its own.")
            )  # fmt: skip
    if findings:
        reading.findings += findings
        return
    query = table.get("query", "")
    try:
        parsed = parse_query(query or EVERYTHING)
    except QuerySyntaxError as error:
        reading.findings.append(place.finding("its query cannot be read.", pointer=caret(error, query)))
        return
    reading.rules.append(
        Rule(
            id=rule_id,
            name=table["name"],
            query=query,
            parsed=parsed,
            channels=tuple(dict.fromkeys(table["channels"])),
            enabled=table.get("enabled", True),
            **{key: field_of(key, table[key]) for key in FIELDS if key in table},
        )
    )


def _mistakes(
    table: Mapping[str, Any], place: _Place, known_channels: Collection[str] | None
) -> Iterator[Finding]:
    """What is wrong with a rule's fields; the query is parsed later."""
    for key in table:
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"A rule has: {', '.join(KEYS)}."
            yield place.finding(f"there is no {key!r} in a rule.", hint)
    yield from _wrong_text(table, place, "name", 200)
    if "alarm" not in table:
        yield from _wrong_text(table, place, "query", QUERY_MOST)
    elif "query" in table:
        yield place.finding("it has an alarm, and needs no query.", "Make two rules of it.")
    if "id" in table and not (isinstance(table["id"], str) and _ID.fullmatch(table["id"])):
        yield place.finding("id must be letters, digits, hyphens, dots or underscores, 100 at most.")
    if "id" not in table and isinstance(table.get("name"), str) and not slug(table["name"]):
        yield place.finding("name has no letter or digit to make an id from.", "Give the rule an id.")
    yield from _wrong_channels(table.get("channels"), place, known_channels)
    for key in FIELDS.keys() & table.keys():
        try:
            field_of(key, table[key])
        except FieldError as error:
            yield place.finding(f"{key} {error}.")
    if not isinstance(table.get("enabled", True), bool):
        yield place.finding("enabled must be true or false.")


def _wrong_text(table: Mapping[str, Any], place: _Place, key: str, most: int) -> Iterator[Finding]:
    value = table.get(key)
    if value is None:
        yield place.finding(f"{key} is missing.")
    elif not isinstance(value, str) or not value.strip():
        yield place.finding(f"{key} must be a text.")
    elif len(value) > most:
        yield place.finding(f"{key} is longer than {most} characters.", "Split it into several rules.")


def _wrong_channels(
    channels: Any, place: _Place, known_channels: Collection[str] | None
) -> Iterator[Finding]:
    known = ", ".join(sorted(known_channels or ())) or "terminal, jsonl"
    if channels is None:
        yield place.finding("channels is missing.", f"Channels: {known}.")
    elif not _is_texts(channels) or not channels:
        yield place.finding("channels must be a list of names.", f"Channels: {known}.")
    elif known_channels is not None:
        for channel in channels:
            if channel not in known_channels:
                yield place.finding(f"there is no channel {channel!r}.", f"Channels: {known}.")


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)
