"""Unknown bodies, regions and towns in Russian text, with their names in the nominative."""

import re
from collections.abc import Iterator

from consumers.extract.entities import words_ru as ru
from consumers.extract.entities.draft import Finding, Sheet
from consumers.extract.entities.english_others import latin_names
from consumers.extract.entities.nominative import nominative_adjective, nominative_noun
from consumers.gazetteer.hit import Hit
from schemas.entity import EntityType

_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)?"
_QUOTED = re.compile(r"[«“\"]([А-ЯЁA-Z0-9][^«»“”\"\n]{1,60}?)[»”\"]")
_WORD_BEFORE = re.compile(r"((?:[\w-]+[ \xa0]){0,2}[\w-]+)[ \xa0]$")
_ADJECTIVE = (
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+){0,2}(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ую|юю|ей|ое|ее)"
)
_MORE = r"(?:[ \xa0][а-яё-]+(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ую|юю|ей|ое|ее)){0,3}"


def _forms_pattern(heads: dict[str, str]) -> str:
    stems = sorted({re.sub(r"(?:[аоеяь]|ия|ие|ий|й)$", "", head) for head in heads}, key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, stems))})\w{{0,3}}"


_BODY = re.compile(rf"(?<!\w)({_ADJECTIVE}{_MORE})[ \xa0]({_forms_pattern(ru.BODY_HEADS)})(?!\w)")
_REGION = re.compile(rf"(?<!\w)({_ADJECTIVE})[ \xa0]({_forms_pattern(ru.REGION_HEADS)})(?!\w)")
_TOWN = re.compile(rf"(?<!\w){ru.TOWN_BEFORE}[ \xa0]({_NAME})(?!\w)")
_IN_PLACE = re.compile(
    rf"(?<!\w)(?:[Вв]|[Вв]о|[Ии]з|[Пп]од|[Бб]лиз|[Чч]ерез|порт[уе]?|станци[юия])[ \xa0]({_NAME})(?![\w-]|[ \xa0][А-ЯЁ«])"
)
_NO_PLACE = re.compile(
    r"(?:ом|ем|ой|ей|ых|их|ую|юю|ым|им|ого|ому|ому)$|^(?:Служб|Театр|Центр|Совет|Комитет|Палат|Фонд|Банк|Институт|Университет|Академи|Дом[еау]?$|"
    r"Музе|Парламент|Министерств|Департамент|Управлени|Верховн|Конституц)"
)
_MINISTRY = re.compile(r"(?<!\w)((?:Мин|Рос)[а-яё]{4,}?)(?:а|у|ом|е)?(?!\w)")
_MINISTRY_TAIL = re.compile(
    r"(?:торг|транс|энерго|сельхоз|обороны|культуры|цифры|природы|юст|фин|строй|труд|спорт|здрав|надзор|реестр|авиация|"
    r"архив|статистика|стандарт|рыболовство|туризм|недра|автодор|морречфлот|желдор|патент|молодёжь|финмониторинг)$"
)
_QUOTED_KINDS: tuple[tuple[str, EntityType | None], ...] = (
    (ru.QUOTED_NOTHING, None),
    (ru.QUOTED_EVENT, "named_event"),
    (ru.QUOTED_FACILITY, "facility"),
    (ru.QUOTED_BODY, "organization"),
    (ru.QUOTED_INITIATIVE, "initiative"),
)
_SAYS_SOMETHING = re.compile(
    r",|^(?:Все|Всё|Нас|Мы|Вы|Он|Она|Они|Это|Не|Нет|Да|Я|Мне|Нам|Как|Что|Где|Кто|Почему|Когда|Если|Надо|Нельзя|Можно|Невозможно|Страдающ\w+)(?!\w)|"
    r"(?:ют|ет|ит|ат|ят|ешь|ишь|ем|ать|ить|еть|оть|ться|лся|лась|лись|ало|ило)(?!\w)"
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
        head = nominative_noun(match[2], ru.BODY_HEADS)
        if head is not None:
            end = _with_its_place(sheet, match.end(), " в " if head in ru.MISSIONS else " ")
            name = _agreeing(match[1], ru.BODY_HEADS[head]) + " " + head + text[match.end() : end]
            yield Finding(match.start(), end, name, "organization", "ru.head", head=head)
    for match in _REGION.finditer(text):
        head = nominative_noun(match[2], ru.REGION_HEADS)
        if head is not None:
            name = _agreeing(match[1], ru.REGION_HEADS[head]) + " " + head
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
    """The end of a body's name with the state, region or town it is of or in, where that follows."""
    for _ in range(2):
        following = sheet.hit_from(end + 1)
        if following is None or not _is_its_place(sheet.text[end : following.start], following, joint):
            return end
        end = following.end
    return end


def _is_its_place(gap: str, hit: Hit, joint: str) -> bool:
    return (
        gap in (" ", "\xa0", joint) and not hit.adjective and hit.entry.type in ("country", "region", "city")
    )


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
        name = _base_form(inner, text)
        if head:
            if kind is not None:
                yield Finding(start, end, name, kind, "ru.quoted", head=head)
        elif len(inner.split()) <= 3 and not _SAYS_SOMETHING.search(inner) and not _is_speech(text, match):
            yield Finding(start, end, name, "organization", "ru.quoted_bare", head="компания")


def _base_form(inner: str, text: str) -> str:
    """Of the forms in which a text quotes one name the shortest, which is mostly the nominative; that of an
    adjective and a noun by its endings."""
    words = inner.split()
    if len(words) == 1:
        stem = inner[:-1] if inner[-1] in "аеуыия" else inner[:-2] if inner.endswith(("ом", "ем")) else inner
        if len(stem) > 3 and f"«{stem}»" in text:
            return stem
    return inner


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


def find_others(sheet: Sheet) -> Iterator[Finding]:
    """Places nobody has named yet: a capitalised word after a preposition of place."""
    yield from latin_names(sheet)
    for match in _IN_PLACE.finditer(sheet.text):
        start, end = match.span(1)
        if sheet.free(start, end) and match[1] not in ru.NOT_PLACES and not _NO_PLACE.search(match[1]):
            yield Finding(start, end, match[1], "city", "ru.in_place")
