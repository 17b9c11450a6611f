"""Unknown people, bodies, regions and towns in Russian text, with their names in the nominative."""

import re
from collections.abc import Iterator

from consumers.extract.entities import words_ru as words
from consumers.extract.entities.draft import Finding, Sheet
from consumers.extract.entities.english import latin_names
from consumers.extract.entities.given_names import PATRONYMIC, RUSSIAN_MEN, RUSSIAN_WOMEN
from consumers.extract.entities.nominative import nominative_adjective, nominative_noun, nominative_surname
from consumers.extract.entities.romanised import PALLADIUS_SURNAMES, is_palladius
from schemas.entity import EntityType

_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)?"
_GIVEN = re.compile(rf"(?<![\w-])({_NAME})[ \xa0](?:({PATRONYMIC.pattern})[ \xa0])?({_NAME})(?![\w-])")
_INITIALS = re.compile(rf"(?<!\w)([А-ЯЁ]\.[ \xa0]?(?:[А-ЯЁ]\.[ \xa0]?)?)({_NAME})(?!\w)")
_PAIR = re.compile(rf"(?<![\w«-])({_NAME})[ \xa0]({_NAME})(?:[ \xa0]({_NAME}))?(?![\w-])")
_SINGLE = re.compile(rf"(?<![\w«-])({_NAME})(?![\w-])")
_ROLE_BEFORE = re.compile(
    rf"(?<!\w){words.ROLE}\w{{0,4}}(?:[ \xa0](?:КНР|РФ|[а-яё]+(?:ой|ого|ии|ия|ки|ов))){{0,3}}[ \xa0]$"
)
_ROLE_AFTER = re.compile(rf",[ \xa0](?:[\w-]+[ \xa0]){{0,2}}?{words.ROLE}\w{{0,4}}\b", re.IGNORECASE)
_SPEECH_BEFORE = re.compile(rf"(?<!\w){words.SPEECH}[ \xa0](?:[ \xa0]?[а-яё]+[ \xa0]){{0,1}}$")
_SPEECH_AFTER = re.compile(rf"[ \xa0](?:[а-яё]+[ \xa0])?{words.SPEECH}(?!\w)")
_QUOTED = re.compile(r"[«“\"]([А-ЯЁA-Z0-9][^«»“”\"\n]{1,60}?)[»”\"]")
_WORD_BEFORE = re.compile(r"((?:[\w-]+[ \xa0]){0,2}[\w-]+)[ \xa0]$")
_ADJECTIVE = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ую|юю|ей|ое|ее)"
_MORE = r"(?:[ \xa0][а-яё-]+(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ую|юю|ей|ое|ее)){0,3}"


def _forms_pattern(heads: dict[str, str]) -> str:
    stems = sorted({re.sub(r"(?:[аоеяь]|ия|ие|ий|й)$", "", head) for head in heads}, key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, stems))})\w{{0,3}}"


_BODY = re.compile(rf"(?<!\w)({_ADJECTIVE}{_MORE})[ \xa0]({_forms_pattern(words.BODY_HEADS)})(?!\w)")
_REGION = re.compile(rf"(?<!\w)({_ADJECTIVE})[ \xa0]({_forms_pattern(words.REGION_HEADS)})(?!\w)")
_TOWN = re.compile(rf"(?<!\w){words.TOWN_BEFORE}[ \xa0]({_NAME})(?!\w)")
_IN_PLACE = re.compile(
    rf"(?<!\w)(?:[Вв]|[Вв]о|[Ии]з|[Пп]од|[Бб]лиз|[Чч]ерез|порт[уе]?|станци[юия])[ \xa0]({_NAME})(?![\w-]|[ \xa0][А-ЯЁ«])"
)
_MINISTRY = re.compile(r"(?<!\w)((?:Мин|Рос)[а-яё]{4,}?)(?:а|у|ом|е)?(?!\w)")
_MINISTRY_TAIL = re.compile(
    r"(?:торг|транс|энерго|сельхоз|обороны|культуры|цифры|природы|юст|фин|строй|труд|спорт|здрав|надзор|реестр|авиация|"
    r"архив|статистика|стандарт|рыболовство|туризм|недра|автодор|морречфлот|желдор|патент|молодёжь|финмониторинг)$"
)

_QUOTED_KINDS: tuple[tuple[str, EntityType | None], ...] = (
    (words.QUOTED_NOTHING, None),
    (words.QUOTED_EVENT, "named_event"),
    (words.QUOTED_FACILITY, "facility"),
    (words.QUOTED_BODY, "organization"),
    (words.QUOTED_INITIATIVE, "initiative"),
)
_SPEECH_GOES_ON = re.compile(
    r"[ \xa0]?[,.!?]?[ \xa0]?[—–][ \xa0]|[!?]|,[ \xa0](?:как|по|если|что|но|а|когда|потому)(?!\w)"
)
_KINDS = tuple((re.compile(rf"(?<!\w)(?:{stems})\w{{0,5}}$"), kind) for stems, kind in _QUOTED_KINDS)


def find_bodies(sheet: Sheet) -> Iterator[Finding]:
    """Bodies, regions and towns that their wording gives away."""
    yield from _quoted(sheet)
    text = sheet.text
    for match in _BODY.finditer(text):
        head = nominative_noun(match[2], words.BODY_HEADS)
        if head is not None:
            end = _with_its_place(sheet, match.end(), " в " if head in words.MISSIONS else " ")
            name = _agreeing(match[1], words.BODY_HEADS[head]) + " " + head + text[match.end() : end]
            yield Finding(match.start(), end, name, "organization", "ru.head", head=head)
    for match in _REGION.finditer(text):
        head = nominative_noun(match[2], words.REGION_HEADS)
        if head is not None:
            name = _agreeing(match[1], words.REGION_HEADS[head]) + " " + head
            yield Finding(match.start(), match.end(), name, "region", "ru.region")
    for match in _TOWN.finditer(text):
        if sheet.free(match.start(1), match.end(1)):
            yield Finding(match.start(1), match.end(1), match[1], "city", "ru.town")
    for match in _MINISTRY.finditer(text):
        if sheet.free(match.start(), match.end()) and _MINISTRY_TAIL.search(match[1]):
            yield Finding(
                match.start(), match.end(), match[1], "organization", "ru.ministry", head="министерство"
            )


def _with_its_place(sheet: Sheet, end: int, joint: str) -> int:
    """The end of a body's name with the state, region or town it is of or in, if that follows."""
    for _ in range(2):
        for hit in sheet.reading.hits:
            gap = sheet.text[end : hit.start]
            if (
                hit.start > end
                and hit.entry.type in ("country", "region", "city")
                and gap in (" ", "\xa0", " в ", " во ")
            ):
                end = hit.end
    return end


def _agreeing(adjectives: str, gender: str) -> str:
    first, *rest = re.split(r"[ \xa0]", adjectives)
    return " ".join(nominative_adjective(word, gender) for word in (first, *rest))


def _quoted(sheet: Sheet) -> Iterator[Finding]:
    """Names in quotation marks, by the noun before them; bare ones only where they act or are acted on."""
    text = sheet.text
    for match in _QUOTED.finditer(text):
        inner = match[1]
        start, end = match.start(1), match.end(1)
        if inner[-1] in ".,!?:;…" or len(inner.split()) > 5 or not sheet.free(start, end):
            continue
        kind, head = _quoted_kind(text, match.start())
        if head:
            if kind is not None:
                yield Finding(start, end, inner, kind, "ru.quoted", head=head)
        elif len(inner.split()) <= 3 and not _is_speech(text, match):
            yield Finding(start, end, inner, "organization", "ru.quoted_bare", head="компания")


def _quoted_kind(text: str, start: int) -> tuple[EntityType | None, str]:
    before = _WORD_BEFORE.search(text, max(0, start - 40), start)
    if before is None:
        return None, ""
    for pattern, kind in _KINDS:
        found = pattern.search(before[1])
        if found:
            return kind, found[0]
    return None, ""


def _is_speech(text: str, match: re.Match[str]) -> bool:
    """Whether a quotation is what somebody said rather than a name."""
    return bool(_SPEECH_GOES_ON.match(text, match.end())) or text[: match.start()].rstrip(" \xa0")[-1:] in (
        ":",
        "—",
        "–",
    )


def find_people(sheet: Sheet) -> Iterator[Finding]:
    """People by a given name, a patronymic, initials, Chinese syllables, or a role or speech beside the name."""
    text = sheet.text
    yield from _given_names(sheet)
    for match in _INITIALS.finditer(text):
        if sheet.free(match.start(), match.end()):
            name = match[1].rstrip() + " " + match[2]
            yield Finding(match.start(), match.end(), name, "person", "ru.initials")
    yield from _pairs(sheet)
    yield from _surnames(sheet)


def find_others(sheet: Sheet) -> Iterator[Finding]:
    """Places nobody has named yet: a capitalised word after a preposition of place."""
    yield from latin_names(sheet)
    for match in _IN_PLACE.finditer(sheet.text):
        start, end = match.span(1)
        if sheet.free(start, end) and match[1] not in words.NOT_PLACES:
            yield Finding(start, end, match[1], "city", "ru.in_place")


def _surnames(sheet: Sheet) -> Iterator[Finding]:
    text = sheet.text
    for match in _SINGLE.finditer(text):
        if match[1] in words.NOT_NAMES or not sheet.free(match.start(), match.end()):
            continue
        if _ROLE_BEFORE.search(text, max(0, match.start() - 60), match.start()) and not _starts_sentence(
            text, match.start()
        ):
            if _SPEECH_AFTER.match(text, match.end()) or re.search(
                r"(?:ов|ев|ёв|ин|ын|ский|цкий|ко|ук|юк|ян|ова|ева|ина|ская)$", match[1]
            ):
                yield Finding(match.start(), match.end(), match[1], "person", "ru.role_surname")


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
        if match[1] in words.NOT_NAMES or not sheet.free(start, end):
            continue
        if match[1] in PALLADIUS_SURNAMES and is_palladius(_undeclined(match[2])):
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


def _undeclined(word: str) -> str:
    return _palladius(word)


def _palladius(word: str) -> str:
    """A Chinese given name without its case ending: "Вэньбо" stays, "Цзяньюя" → "Цзяньюй"."""
    if is_palladius(word) and not word.endswith(("ня", "ню", "на", "ну", "не", "йя")):
        return word
    for ending in ("ом", "ем", "а", "у", "е"):
        if word.endswith(ending) and word[: -len(ending)].endswith("н"):
            return word[: -len(ending)]
    for ending in ("я", "ю", "ем"):
        if word.endswith(ending):
            return word[: -len(ending)] + ("ь" if word[: -len(ending)].endswith("н") else "й")
    return word
