"""Unknown people, bodies and regions in English text, by capitals and what stands beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consumers.extract.entities import words_en as words
from consumers.extract.entities.draft import Finding, Sheet
from consumers.extract.entities.given_names import LATIN_GIVEN_NAMES
from consumers.extract.entities.romanised import PINYIN_SURNAMES, is_pinyin
from schemas.entity import EntityType

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_WORD = rf"(?:{_CAPITAL}[\w’']*[\w](?:[-&]{_CAPITAL}?\w+)*|{_CAPITAL}\.(?:{_CAPITAL}\.)*|{_CAPITAL}(?=\s))"
_RUN = re.compile(
    rf"{_WORD}(?:(?:[ \xa0]| & |, (?=(?:Ltd|Inc|Co|LLC|Corp)\b)| of (?:the )?(?={_CAPITAL})| for (?={_CAPITAL})"
    rf"| on (?={_CAPITAL})| and (?={_CAPITAL})|\.[ ](?=Ltd)| (?=(?:al|bin|de|van|von|der|da)[ -]{_CAPITAL})"
    rf")(?:(?:al|bin|de|van|von|der|da)[ -])?{_WORD})*"
)
_TOKEN = re.compile(r"[^\s,]+")
_SAID_AFTER = re.compile(rf"(?:,[^,.]{{3,90}},|,)?\s(?:has |had |also |later )*(?:{words.SPEECH_VERBS})\b")
_SAID_BEFORE = re.compile(rf"(?:\b(?:{words.SPEECH_VERBS})|according to|quoted|cited|citing|by)\s$")
_WORD_BEFORE = re.compile(r"([A-Za-z-]+)\.?[ \xa0]$")
_APPOSITION = re.compile(r", ([^,.;:“\"]{3,90})")
_COMPANY_BEFORE = re.compile(rf"\b(?:{words.COMPANY_WORDS})[ \xa0]$")
_COMPANY_AFTER = re.compile(
    rf",? (?:which is )?(?:a|an|the|one of|part of)\b[^.;]{{0,70}}?\b(?:{words.COMPANY_WORDS})s?\b"
)
_IN_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]ff|[Ff]rom|[Tt]o|[Vv]ia|[Tt]hrough|[Oo]utside)[ \xa0]$")
_UPDATE = re.compile(r"(?:BRIEF|UPDATE \d+|EXCLUSIVE|FACTBOX|ANALYSIS|WRAPUP \d+|REFILE|CORRECTED)-")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9@./-])[A-Z][A-Za-z]+(?:[ -][A-Z][A-Za-z]+)*(?: (?:Ltd|Co|Inc)\.)?(?![A-Za-z0-9@/]|\.[a-z])"
)
_CAMEL = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+$")
_CONNECTORS = frozenset(["of", "for", "on", "and", "&", "the"])
_STATES = frozenset(
    [
        "Chinese",
        "Russian",
        "American",
        "Ukrainian",
        "Japanese",
        "Indian",
        "European",
        "Western",
        "Soviet",
        "Sino-Russian",
        "Russo-Chinese",
    ]
)
_CLOSERS = frozenset(
    ["Co", "Ltd", "Inc", "Corp", "LLC", "PLC", "JSC", "PJSC", "Co.", "Ltd.", "Inc.", "Corp."]
)


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str


def find_bodies(sheet: Sheet) -> Iterator[Finding]:
    """Bodies, regions, facilities and events with a telling word in their name."""
    text = sheet.text
    for run in _RUN.finditer(text):
        tokens = _tokens(text, run.start(), run.end())
        for group in _groups(tokens):
            finding = _body(text, group)
            if finding is not None:
                yield finding


def find_bare_bodies(sheet: Sheet) -> Iterator[Finding]:
    """Bodies whose name tells nothing, by what the text says of them ("UralTerminal, a freight company")."""
    text = sheet.text
    for run in _RUN.finditer(text):
        tokens = _without_opening(_tokens(text, run.start(), run.end()))
        tokens = tokens[:3]
        if not tokens or any(token.word in _CONNECTORS for token in tokens):
            continue
        start, end = tokens[0].start, tokens[-1].end
        if not sheet.free(start, end) or _is_titled(sheet, start):
            continue
        camel = len(tokens) == 1 and _CAMEL.match(tokens[0].word)
        if (
            camel
            or _COMPANY_BEFORE.search(text, max(0, start - 20), start)
            or _COMPANY_AFTER.match(text, end)
        ):
            yield Finding(start, end, text[start:end], "organization", "en.said_to_be", head="company")


def find_people(sheet: Sheet) -> Iterator[Finding]:
    """People by a given name, a Chinese name's syllables, or a role or speech beside the name."""
    text = sheet.text
    for run in _RUN.finditer(text):
        tokens = _tokens(text, run.start(), run.end())
        for group in _free_groups(sheet, tokens):
            finding = _person(sheet, group)
            if finding is not None:
                yield finding


def find_others(sheet: Sheet) -> Iterator[Finding]:
    """Further capitalised names inside sentences: places after a preposition of place, else bodies."""
    text = sheet.text
    for run in _RUN.finditer(text):
        for group in _free_groups(sheet, _tokens(text, run.start(), run.end())):
            finding = _other(sheet, group)
            if finding is not None:
                yield finding


def _other(sheet: Sheet, group: list[_Token]) -> Finding | None:
    text = sheet.text
    group = _without_opening(group)
    while group and (_is_role(group[-1].word) or group[-1].word in words.NOT_NAMES):
        group = group[:-1]
    if not group or len(group) > 4 or _is_titled(sheet, group[0].start):
        return None
    start, end = group[0].start, group[-1].end
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    name = text[start:end]
    if _is_no_name(name) or not sheet.free(start, end):
        return None
    if (
        _IN_PLACE.search(text, max(0, start - 12), start)
        and len(group) <= 2
        and not text[end : end + 2].strip().isdigit()
    ):
        return Finding(start, end, name, "city", "en.in_place")
    start = _with_its_town(sheet, start)
    name = text[start:end]
    opens = _opens_sentence(text, start)
    if text[end : end + 2].strip().isdigit():
        return None
    if len(group) == 1 and " " not in name and "-" not in name and (opens or text.count(name) < 2):
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
    for hit in sheet.reading.hits:
        if (
            hit.end + 1 == start
            and hit.entry.type in ("city", "region")
            and sheet.text[hit.end] in " \xa0"
            and not hit.adjective
        ):
            return hit.start
    return start


def _opens_sentence(text: str, start: int) -> bool:
    return not text[:start].rstrip(" \xa0\"'“‘(*•-—")[-1:].isalnum() and text[:start].rstrip(" \xa0")[
        -1:
    ] not in (",", ";")


def _is_no_name(name: str) -> bool:
    """Acronyms, ordinals and capitalised common words are left alone."""
    return (
        len(name) < 4 or name.isupper() or any(part.lower() in words.COMMON_CAPITALS for part in name.split())
    )


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    prefix = _UPDATE.match(text, start, end)
    start = prefix.end() if prefix else start
    return [_Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text, start, end)]


def _groups(tokens: list[_Token]) -> Iterator[list[_Token]]:
    """The parts of a run that can be one body's name: "and" joins only inside "Ministry of Industry and Trade"."""
    group: list[_Token] = []
    for place, token in enumerate(tokens):
        word = token.word
        if _ends_here(word, group, tokens[place + 1 :]):
            yield group
            group = []
            continue
        if word == "and" and _opens_anew(tokens[place + 1 :]):
            yield group
            group = []
            continue
        group.append(token)
        if word.endswith(("'s", "’s")) and word not in words.PEOPLES:
            yield group
            group = []
    yield group


def _ends_here(word: str, group: list[_Token], rest: list[_Token]) -> bool:
    """Whether a connecting word cannot go on with the name before it."""
    if word in ("and", "for", "on") and not _has_head_of(group):
        return True
    if word in ("of", "for", "on") and group and _plain(group[-1].word) in words.BODY_HEADS - words.HEADS_OF:
        return True
    if word in ("of", "for") and len(group) > 2 and _plain(group[-1].word) == "Bank":
        return True
    return word in _CONNECTORS and bool(rest) and rest[0].word in words.DAYS


def _has_head_of(group: list[_Token]) -> bool:
    return any(_plain(token.word) in words.BODY_HEADS for token in group)


def _opens_anew(rest: list[_Token]) -> bool:
    """Whether after "and" another body begins ("the Ministry of Energy and Gazprom Export Company")."""
    return any(_plain(token.word) in words.BODY_HEADS for token in rest[1:])


def _plain(word: str) -> str:
    return word.rstrip(".").removesuffix("'s").removesuffix("’s")


def _body(text: str, group: list[_Token]) -> Finding | None:
    group = _without_opening(group)
    while group and group[-1].word in _CONNECTORS:
        group = group[:-1]
    if len(group) < 2:
        return None
    place = _last_head(group)
    if place is None:
        return None
    head = _plain(group[place].word)
    end = (
        group[-1].end
        if place + 1 < len(group) and group[place + 1].word in ("of", "for", "on", "&")
        else group[place].end
    )
    name = text[group[0].start : end].removesuffix("'s").removesuffix("’s")
    if place == 0 and end == group[0].end:
        return None
    kind = _kind(head)
    own = [token.word for token in group[:place]]
    if (
        kind is None
        or (head in words.NOT_BODIES and len(group) < 3)
        or (place == len(group) - 1 and _only_states(own))
    ):
        return None
    return Finding(group[0].start, group[0].start + len(name), name, kind, "en.head", head=head.lower())


def _only_states(own: list[str]) -> bool:
    """Whether a head has nothing but a state before it ("the Russian Party")."""
    return all(word in _STATES or word in ("Joint", "Two", "Both") for word in own)


def _last_head(group: list[_Token]) -> int | None:
    """The place of the head: the first before "of", else the last telling word."""
    for place, token in enumerate(group[:-1]):
        if group[place + 1].word in ("of", "for", "on") and _kind(_plain(token.word)):
            return place
    for place in range(len(group) - 1, 0, -1):
        if _kind(_plain(group[place].word)):
            return place
    return None


def _kind(head: str) -> EntityType | None:
    if head in words.REGION_HEADS:
        return "region"
    if head in words.BODY_HEADS:
        return "organization"
    if head in words.FACILITY_HEADS:
        return "facility"
    if head in words.PLACE_HEADS:
        return "place"
    return "named_event" if head in words.EVENT_HEADS else None


def _without_opening(tokens: list[_Token]) -> list[_Token]:
    while tokens and (
        tokens[0].word in words.NOT_NAMES or tokens[0].word in _CONNECTORS or _is_role(tokens[0].word)
    ):
        tokens = tokens[1:]
    return tokens


def _free_groups(sheet: Sheet, tokens: list[_Token]) -> Iterator[list[_Token]]:
    """Runs of neighbouring words that no draft has taken."""
    group: list[_Token] = []
    for token in tokens:
        if token.word in _CONNECTORS or not sheet.free(token.start, token.end):
            yield group
            group = []
        else:
            group.append(token)
    yield group


def _person(sheet: Sheet, group: list[_Token]) -> Finding | None:
    role = False
    while group and (_is_role(group[0].word) or group[0].word in words.NOT_NAMES):
        role = _is_role(group[0].word)
        group = group[1:]
    if not group:
        return None
    text = sheet.text
    name = _known_shape(group)
    if name is not None and not _is_a_thing(text, name):
        return _finding(text, name, "en.name")
    if len(group) > 4 or _is_titled(sheet, group[0].start):
        return None
    if len(group) == 1 and not _honoured(text, group[0].start):
        return None
    start, end = group[0].start, group[-1].end
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    if role or (before and _is_role(before[1])):
        return _finding(text, group, "en.role")
    if _honoured(text, start):
        return _finding(text, group, "en.honorific")
    plain_end = end - 2 if text[end - 2 : end] in ("'s", "’s") else end
    if plain_end == end and (_said(text, start, end) or _role_follows(text, end)):
        return _finding(text, group, "en.speech")
    return None


def _is_a_thing(text: str, name: list[_Token]) -> bool:
    """Whether an article or a number makes a name that of a ship or a firm ("the Lu Rong 611")."""
    article = text[max(0, name[0].start - 4) : name[0].start].lower() == "the "
    number = text[name[-1].end : name[-1].end + 2]
    return article or (number[:1] == " " and number[1:].isdigit())


def _said(text: str, start: int, end: int) -> bool:
    return bool(_SAID_AFTER.match(text, end) or _SAID_BEFORE.search(text, max(0, start - 20), start))


def _role_follows(text: str, end: int) -> bool:
    follows = _APPOSITION.match(text, end)
    return bool(follows) and any(word.lower() in words.ROLE_WORDS for word in follows[1].split()[:7])


def _honoured(text: str, start: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - 12), start)
    return bool(before and before[1] in words.HONORIFICS)


def _known_shape(group: list[_Token]) -> list[_Token] | None:
    """A given name with its surname, or a Chinese surname with its given name."""
    for place, token in enumerate(group[:-1]):
        word, following = token.word, _plain(group[place + 1].word)
        if word in PINYIN_SURNAMES and is_pinyin(following) and following not in words.NOT_NAMES:
            return group[place : place + 2]
        if word in LATIN_GIVEN_NAMES and group[place + 1].word[0].isupper():
            length = (
                3
                if len(group) > place + 2
                and (following.endswith("vich") or following.endswith("vna") or len(following) <= 2)
                else 2
            )
            return group[place : place + length]
    return None


def _finding(text: str, tokens: list[_Token], rule: str) -> Finding:
    start, end = tokens[0].start, tokens[-1].end
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    return Finding(start, end, text[start:end], "person", rule)


def _is_role(word: str) -> bool:
    return (
        word.lower() in words.ROLE_WORDS or word in words.HONORIFICS or word.rstrip(".") in words.HONORIFICS
    )


def _is_titled(sheet: Sheet, start: int) -> bool:
    """Whether a place lies in a headline, where capitals may mean nothing."""
    if start >= sheet.reading.title_end:
        return False
    title = sheet.text[: sheet.reading.title_end].split()
    return sum(word[0].isupper() for word in title) > len(title) * 0.6
