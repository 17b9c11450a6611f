"""Unknown people in Russian text, with their names in the nominative."""

import re
from collections.abc import Iterator

from consumers.extract.entities import words_ru as ru
from consumers.extract.entities.draft import Finding, Sheet
from consumers.extract.entities.given_names import PATRONYMIC, RUSSIAN_MEN, RUSSIAN_WOMEN
from consumers.extract.entities.nominative import nominative_surname
from consumers.extract.entities.romanised import PALLADIUS_SURNAMES, is_palladius

_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)?"
_GIVEN = re.compile(rf"(?<![\w-])({_NAME})[ \xa0](?:({PATRONYMIC.pattern})[ \xa0])?({_NAME})(?![\w-])")
_INITIALS = re.compile(rf"(?<!\w)([А-ЯЁ]\.[ \xa0]?(?:[А-ЯЁ]\.[ \xa0]?)?)({_NAME})(?!\w)")
_PAIR = re.compile(rf"(?<![\w«-])({_NAME})[ \xa0]({_NAME})(?:[ \xa0]({_NAME}))?(?![\w-])")
_SINGLE = re.compile(rf"(?<![\w«-])({_NAME})(?![\w-])")
_ROLE_BEFORE = re.compile(
    rf"(?<!\w){ru.ROLE}\w{{0,4}}(?:[ \xa0](?:КНР|РФ|[а-яё]+(?:ой|ого|ии|ия|ки|ов))){{0,3}}[ \xa0]$"
)
_SPEECH_BEFORE = re.compile(rf"(?<!\w){ru.SPEECH}[ \xa0](?:[ \xa0]?[а-яё]+[ \xa0]){{0,1}}$")
_SPEECH_AFTER = re.compile(rf"[ \xa0](?:[а-яё]+[ \xa0])?{ru.SPEECH}(?!\w)")
_ADJECTIVE = re.compile(r"(?:ый|ого|ому|ым|ном|ском|ская|ской|скую|ное|ные|ных|ными|ские|ских|ская|ный)$")
_SURNAME = re.compile(r".*(?:ов|ев|ёв|ин|ын|ский|цкий|ко|ук|юк|ян|ова|ева|ина|ская)$")


def find_people(sheet: Sheet) -> Iterator[Finding]:
    """People by a given name, a patronymic, initials, Chinese syllables, or a role or speech beside the name."""
    text = sheet.text
    yield from _given_names(sheet)
    for match in _INITIALS.finditer(text):
        if sheet.free(match.start(), match.end()) and not text.startswith("имени", max(0, match.start() - 6)):
            name = match[1].rstrip() + " " + match[2]
            yield Finding(match.start(), match.end(), name, "person", "ru.initials")
    yield from _pairs(sheet)
    yield from _surnames(sheet)


def _surnames(sheet: Sheet) -> Iterator[Finding]:
    """Surnames alone after a role: "предприниматель Жуланов"."""
    text = sheet.text
    for match in _SINGLE.finditer(text):
        start, end = match.span()
        if match[1] in ru.NOT_NAMES or not sheet.free(start, end) or _starts_sentence(text, start):
            continue
        spoken_of = _SURNAME.match(match[1]) or _SPEECH_AFTER.match(text, end)
        if spoken_of and _ROLE_BEFORE.search(text, max(0, start - 60), start):
            yield Finding(start, end, match[1], "person", "ru.role_surname")


def _given_names(sheet: Sheet) -> Iterator[Finding]:
    match = _GIVEN.search(sheet.text)
    while match is not None:
        finding = _by_given_name(sheet, match)
        if finding is not None:
            yield finding
        match = _GIVEN.search(sheet.text, match.end() if finding is not None else match.end(1))


def _by_given_name(sheet: Sheet, match: re.Match[str]) -> Finding | None:
    given = match[1]
    man, woman = RUSSIAN_MEN.get(given), RUSSIAN_WOMEN.get(given)
    if (man is None and woman is None) or not sheet.free(match.start(), match.end()):
        return None
    surname = match[3]
    female = woman is not None and (man is None or _sounds_female(surname, given == woman))
    nominative = (woman if female else man) or given
    name = f"{nominative} {nominative_surname(surname, given, nominative, female)}"
    return Finding(match.start(), match.end(), name, "person", "ru.given_name", female=female)


def _sounds_female(surname: str, nominative: bool) -> bool:
    """Between "Александра Иванова" the woman and "Александра Иванова" the man's genitive: the woman where she is
    in the nominative beside a feminine surname."""
    return nominative and surname.endswith(("ова", "ева", "ёва", "ина", "ая"))


def _pairs(sheet: Sheet) -> Iterator[Finding]:
    text = sheet.text
    place = 0
    while True:
        match = _PAIR.search(text, place)
        if match is None:
            return
        place = match.end(1)
        start, end = match.start(), match.end(2)
        if match[1] in ru.NOT_NAMES or _ADJECTIVE.search(match[1]) or not sheet.free(start, end):
            continue
        if match[1] in PALLADIUS_SURNAMES and is_palladius(_palladius(match[2])):
            yield Finding(start, end, f"{match[1]} {_palladius(match[2])}", "person", "ru.palladius")
            place = end
        elif _is_spoken_of(text, start, end):
            last = match.end(3) if match[3] and sheet.free(match.start(3), match.end(3)) else end
            yield Finding(start, last, text[start:last], "person", "ru.role")
            place = last


def _is_spoken_of(text: str, start: int, end: int) -> bool:
    """Two capitalised words inside a sentence are a person; at its beginning a role or speech must say so."""
    return not _starts_sentence(text, start) or bool(
        _ROLE_BEFORE.search(text, max(0, start - 60), start)
        or _SPEECH_BEFORE.search(text, max(0, start - 40), start)
        or _SPEECH_AFTER.match(text, end)
    )


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(' \xa0«“"—–')
    return before[-1:] in ("", ".", "!", "?", "\n", ":")


def _palladius(word: str) -> str:
    """A Chinese given name without its case ending: "Вэньбо" stays, "Цзяньюя" → "Цзяньюй"."""
    for ending in ("я", "ю", "ем", "е"):
        if word.endswith(ending) and word[: -len(ending)].endswith(("э", "а", "у")):
            return word[: -len(ending)] + "й"
    if is_palladius(word) and not word.endswith(("ня", "ню", "на", "ну", "не", "йя")):
        return word
    for ending in ("ом", "ем", "а", "у", "е"):
        if word.endswith(ending) and word[: -len(ending)].endswith("н"):
            return word[: -len(ending)]
    for ending in ("я", "ю", "ем"):
        if word.endswith(ending):
            return word[: -len(ending)] + ("ь" if word[: -len(ending)].endswith("н") else "й")
    return word
