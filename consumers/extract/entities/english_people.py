"""Unknown people in English text, by the shape of their name or what stands beside it."""

import re
from collections.abc import Iterator

from consumers.extract.entities import words_en as en
from consumers.extract.entities.capitals import Token, free_groups, is_role, is_titled, name_end, plain, runs
from consumers.extract.entities.draft import Finding, Sheet
from consumers.extract.entities.given_names import LATIN_GIVEN_NAMES
from consumers.extract.entities.romanised import PINYIN_SURNAMES, is_pinyin
from consumers.extract.entities.words_headline_en import is_common

_SAID_AFTER = re.compile(
    rf"(?:(?:,[^,.]{{3,90}},)?\s(?:has |had |also |later )*(?:{en.SPEECH_VERBS})\b|,\s(?:{en.SPEECH_VERBS})\b(?!\s[A-Z]))"
)
_SAID_BEFORE = re.compile(rf"(?:\b(?:{en.SPEECH_VERBS})|according to|quoted|cited|citing|by)\s$")
_WORD_BEFORE = re.compile(r"([A-Za-z-]+)\.?,?[ \xa0]$")
_APPOSITION = re.compile(r", ([^,.;:“\"]{3,90})")


def find_people(sheet: Sheet) -> Iterator[Finding]:
    """People by a given name, a Chinese name's syllables, or a role or speech beside the name."""
    text = sheet.text
    for tokens in runs(text):
        for group in free_groups(sheet, tokens):
            finding = _person(sheet, group)
            if finding is not None:
                yield finding


def _person(sheet: Sheet, group: list[Token]) -> Finding | None:
    role = False
    while group and (is_role(group[0].word) or group[0].word in en.NOT_NAMES):
        role = is_role(group[0].word)
        group = group[1:]
    if not group or all(_is_of_a_title(token.word) for token in group):
        return None
    text = sheet.text
    name = _known_shape(group)
    if name is not None and is_titled(sheet, name[0].start) and is_common(plain(name[1].word)):
        return None  # "Provinces Mark Five Years"
    if name is not None and not _is_a_thing(text, name):
        return _finding(text, name, "en.name")
    if len(group) > 4 or is_titled(sheet, group[0].start):
        return None
    if len(group) == 1 and not _honoured(text, group[0].start):
        return None
    start, end = group[0].start, group[-1].end
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    if role or (before and is_role(before[1])):
        return _finding(text, group, "en.role")
    if _honoured(text, start):
        return _finding(text, group, "en.honorific")
    if name_end(text, group) == end and (_said(text, start, end) or _role_follows(text, end)):
        return _finding(text, group, "en.speech")
    return None


def _is_of_a_title(word: str) -> bool:
    """Whether a word is one of an office's ("Prime", "Chief Operating Officer") and no name."""
    return plain(word).lower() in en.ROLE_MODIFIERS or is_role(word)


def _is_a_thing(text: str, name: list[Token]) -> bool:
    """Whether an article or a number makes a name that of a ship or a firm ("the Lu Rong 611")."""
    article = text[max(0, name[0].start - 4) : name[0].start].lower() == "the "
    number = text[name[-1].end : name[-1].end + 2]
    return article or (number[:1] == " " and number[1:].isdigit())


def _said(text: str, start: int, end: int) -> bool:
    return bool(_SAID_AFTER.match(text, end) or _SAID_BEFORE.search(text, max(0, start - 20), start))


def _role_follows(text: str, end: int) -> bool:
    follows = _APPOSITION.match(text, end)
    return follows is not None and any(word.lower() in en.ROLE_WORDS for word in follows[1].split()[:7])


def _honoured(text: str, start: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - 12), start)
    return bool(before and before[1] in en.HONORIFICS)


def _known_shape(group: list[Token]) -> list[Token] | None:
    """A given name with its surname, or a Chinese surname with its given name."""
    for place, token in enumerate(group[:-1]):
        word, following = token.word, plain(group[place + 1].word)
        if word in PINYIN_SURNAMES and is_pinyin(following) and following not in en.NOT_NAMES:
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


def _finding(text: str, tokens: list[Token], rule: str) -> Finding:
    start, end = tokens[0].start, name_end(text, tokens)
    return Finding(start, end, text[start:end], "person", rule)
