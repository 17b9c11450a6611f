"""Names in Latin letters that nothing in them gives away: what is said of them, or that they are names at all."""

import re
from collections.abc import Iterator

from consumers.extract.entities import words_en as en
from consumers.extract.entities.capitals import (
    CONNECTORS,
    Token,
    free_groups,
    is_role,
    is_titled,
    name_end,
    runs,
    without_opening,
)
from consumers.extract.entities.draft import Finding, Sheet

_COMPANY_BEFORE = re.compile(rf"\b(?:{en.COMPANY_WORDS})[ \xa0]$")
_COMPANY_AFTER = re.compile(
    rf",? (?:which is )?(?:a|an|the|one of|part of)\b[^.;]{{0,70}}?\b(?:{en.COMPANY_WORDS})s?\b"
)
_IN_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]ff|[Ff]rom|[Tt]o|[Vv]ia|[Tt]hrough|[Oo]utside)[ \xa0]$")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9@./-])[A-Z][A-Za-z]+(?:[ -][A-Z][A-Za-z]+)*(?: (?:Ltd|Co|Inc)\.)?(?![A-Za-z0-9@/]|\.[a-z])"
)
_CAMEL = re.compile(r"[A-Z][a-z]+(?:-?[A-Z][a-z]+)+$")
_POSSESSED = re.compile(r"[A-Z][a-z]+['’]s[ \xa0]$")
_NUMBER = re.compile(r"[ -]\d")
_OPENERS = " \xa0\"'“‘(*•-—"


def find_bare_bodies(sheet: Sheet) -> Iterator[Finding]:
    """Bodies whose name tells nothing, by what the text says of them ("UralTerminal, a freight company")."""
    text = sheet.text
    for run in runs(text) if sheet.reading.rules == "en" else ():
        tokens = without_opening(run)[:3]
        if not tokens or any(token.word in CONNECTORS for token in tokens):
            continue
        start, end = tokens[0].start, tokens[-1].end
        if not sheet.free(start, end) or is_titled(sheet, start) or _is_no_name(text[start:end]):
            continue
        camel = len(tokens) == 1 and _CAMEL.match(tokens[0].word)
        if (
            camel
            or _COMPANY_BEFORE.search(text, max(0, start - 20), start)
            or _COMPANY_AFTER.match(text, end)
        ):
            yield Finding(start, end, text[start:end], "organization", "en.said_to_be", head="company")


def find_others(sheet: Sheet) -> Iterator[Finding]:
    """Further capitalised names inside sentences: places after a preposition of place, else bodies."""
    text = sheet.text
    for tokens in runs(text):
        for group in free_groups(sheet, tokens):
            finding = _other(sheet, group)
            if finding is not None:
                yield finding


def _other(sheet: Sheet, group: list[Token]) -> Finding | None:
    text = sheet.text
    group = without_opening(group)
    while group and (is_role(group[-1].word) or group[-1].word in en.NOT_NAMES):
        group = group[:-1]
    if any(token.word in en.NOT_NAMES for token in group):
        return None
    if not group or len(group) > 4 or is_titled(sheet, group[0].start):
        return None
    start, end = group[0].start, name_end(text, group)
    name = text[start:end]
    if _is_no_name(name) or not sheet.free(start, end):
        return None
    if _NUMBER.match(text, end):
        return None
    if len(group) <= 2 and _IN_PLACE.search(text, max(0, start - 12), start):
        return Finding(start, end, name, "city", "en.in_place")
    start = _with_its_town(sheet, start)
    name = text[start:end]
    known_for_one = " " in name or _CAMEL.match(name)
    if (
        not known_for_one
        and not _POSSESSED.search(text, max(0, start - 14), start)
        and (_opens_sentence(text, start) or text.count(name) < 2)
    ):
        return None
    return Finding(start, end, name, "organization", "en.capitals", head="company")


def latin_names(sheet: Sheet) -> Iterator[Finding]:
    """Names left in Latin letters in a Russian or Chinese text: firms and brands."""
    for match in _LATIN.finditer(sheet.text):
        start, end = match.span()
        if (
            not sheet.free(end - 1, end)
            or _is_no_name(match[0])
            or (match[0].count(" ") == 0 and len(match[0]) < 5)
        ):
            continue
        yield Finding(start, end, match[0], "organization", "latin", head="company")


def _with_its_town(sheet: Sheet, start: int) -> int:
    """The beginning of a name with the town or region right before it ("Ningbo Talon Machine")."""
    for hit in sheet.hits_in(max(0, start - 2), start):
        if (
            hit.end + 1 == start
            and hit.entry.type in ("city", "region")
            and sheet.text[hit.end] in " \xa0"
            and not hit.adjective
        ):
            return hit.start
    return start


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start]
    return not before.rstrip(_OPENERS)[-1:].isalnum() and before.rstrip(" \xa0")[-1:] not in (",", ";")


def _is_no_name(name: str) -> bool:
    """Acronyms, ordinals and capitalised common words are left alone."""
    return (
        len(name) < 4
        or not name[0].isalpha()
        or name.isupper()
        or any(part.lower() in en.COMMON_CAPITALS for part in re.split(r"[ -]", name))
    )
