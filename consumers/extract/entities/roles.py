"""The offices people hold, as the text states them right before or after a name."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from consumers.extract.entities import words_en as en
from consumers.extract.entities import words_ru as ru
from consumers.extract.entities import words_zh as zh
from consumers.extract.entities.draft import Draft, Sheet
from schemas.entity import Role

_Body = tuple[int, int, str, bool]
"""A stretch, the name of what it names, and whether that is an organisation."""

_REACH = 90
"""Characters beside a name in which its role is looked for."""

_EN_ROLE = "|".join(sorted(map(re.escape, en.ROLE_WORDS), key=len, reverse=True))
_EN_MODIFIERS = "|".join(sorted(map(re.escape, en.ROLE_MODIFIERS), key=len, reverse=True))
_EN_TITLE = rf"(?:(?:{_EN_MODIFIERS})[ -])*(?:{_EN_ROLE})(?:[ ](?:{_EN_ROLE}))*"
_EN_BEFORE = re.compile(
    rf"(?<![\w-])({_EN_TITLE}(?: (?:of|for|at|to) (?:the )?(?:U\.[SKN]\.|[A-Z][\w’'-]*)(?: [A-Z][\w’'-]*){{0,4}})?)"
    r",? (?:Mr\.? |Ms\.? |Mrs\.? |Dr\.? )?$",
    re.IGNORECASE,
)
_EN_APPOSITION = re.compile(r", (?:who (?:is|was) )?((?:U\.[SKN]\.|[^,.;:“\"\n]){3,140})")
_EN_AND = re.compile(rf" and (?=(?:the |a |an |its )?(?:former )?(?:[\w-]+ ){{0,3}}?(?:{_EN_ROLE})\b)")
_EN_PIECE = re.compile(
    rf"(?:the |a |an |its |his |her |their )?((?:[\w’'-]+ ){{0,5}}?{_EN_TITLE}\b(?: (?:of|for|at|with|to|in) .*)?)",
    re.IGNORECASE,
)
_RU_MODIFIER = r"(?:[а-яё-]+(?:ый|ий|ой|ая|яя|ого|его|ому|ему|ым|им|ую|юю)|заместител\w+|бывш\w+)[ \xa0]"
_RU_TITLE = rf"(?<![\w-])((?:{_RU_MODIFIER}){{0,3}}{ru.ROLE}\w{{0,4}}"
_RU_ROLE = re.compile(rf"{_RU_TITLE})", re.IGNORECASE)
_RU_BEFORE = re.compile(rf"{_RU_TITLE}(?:[ \xa0][^,.;:—\n]{{1,60}}?)?)[ \xa0]$", re.IGNORECASE)
_RU_AFTER = re.compile(rf",[ \xa0]{_RU_TITLE}(?:[ \xa0][^,.;:—«»\n]{{2,50}})?)", re.IGNORECASE)
_RU_OF = re.compile(r"\w*[ \xa0](?:[а-яё-]+(?:ого|его|ой|ей|ых|их)[ \xa0])?")
"""Between an office and the one it serves, which follows in the genitive."""
_RU_NAME_BEHIND = re.compile(r"[ \xa0][А-ЯЁ]")
_ZH_BEFORE = re.compile(rf"((?:{'|'.join(sorted(zh.TITLES.split('|'), key=len, reverse=True))}))$")
_FORMER = re.compile(r"\b(?:former|ex-|late|then)\b|ex-|экс-|бывш|покойн|前任|^前|原", re.IGNORECASE)
_TOUCH = ("", " ", "'s ", "’s ", "\xa0")
_TRAILING = re.compile(r"[ ,\xa0]+$")


def add_roles(sheet: Sheet) -> None:
    """Give each person the roles that stand beside a mention, each title once."""
    find = {"en": _english, "ru": _russian, "zh": _chinese}.get(sheet.reading.rules or "")
    if find is None:
        return
    bodies = [
        (start, end, draft.name, draft.type == "organization")
        for draft in sheet.drafts
        if draft.type in ("organization", "country", "region", "city", "facility")
        for start, end in draft.mentions
    ]
    bodies.sort()
    people = sorted(mention for draft in sheet.drafts if draft.type == "person" for mention in draft.mentions)
    for draft in sheet.drafts:
        if draft.type == "person":
            for start, end in draft.mentions:
                for stretch in find(sheet.text, start, end):
                    if not _is_of_another(stretch, people, (start, end)):
                        _add(sheet, draft, stretch, bodies)


def _is_of_another(stretch: tuple[int, int], people: Sequence[tuple[int, int]], own: tuple[int, int]) -> bool:
    """Whether a role's words name somebody else, who is not the one it serves («помощник президента Путина Юрий …»)."""
    start, end = stretch
    named = people[bisect_left(people, (start,)) : bisect_left(people, (end,))]
    return any(mention != own and not 0 <= own[0] - mention[1] <= 1 for mention in named)


def _english(text: str, start: int, end: int) -> list[tuple[int, int]]:
    before = _EN_BEFORE.search(text, max(0, start - _REACH), start)
    found = [before.span(1)] if before else []
    apposition = _EN_APPOSITION.match(text, end)
    if apposition:
        place = apposition.start(1)
        for piece in _EN_AND.split(apposition[1]):
            role = _EN_PIECE.match(piece)
            if role is None:
                break
            found.append((place + role.start(1), place + role.end(1)))
            place += len(piece) + len(" and ")
    return found


def _russian(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    window = max(0, start - _REACH)
    roles = list(_RU_ROLE.finditer(text, window, start))
    before = _RU_BEFORE.match(text, roles[-1].start(), start) if roles else None
    if before:
        first = before.start(1)
        for earlier in reversed(roles[:-1]):  # «пресс-секретарь главы государства», «помощник президента»
            if not _RU_OF.fullmatch(text, earlier.end(1), first) or _RU_NAME_BEHIND.match(text, end):
                break  # of two names the second is the one who serves
            first = earlier.start(1)
        found.append((first, before.end(1)))
    after = _RU_AFTER.match(text, end, end + _REACH)
    if after:
        found.append(after.span(1))
    return found


def _chinese(text: str, start: int, end: int) -> list[tuple[int, int]]:
    before = _ZH_BEFORE.search(text, max(0, start - 8), start)
    return [before.span(1)] if before else []


def _add(sheet: Sheet, draft: Draft, stretch: tuple[int, int], bodies: Sequence[_Body]) -> None:
    start, end = stretch
    words = _TRAILING.sub("", sheet.text[start:end])
    end = start + len(words)
    if not words or any(role.title == words for role in draft.roles):
        return
    former = _FORMER.search(sheet.text[max(0, start - 8) : end])
    draft.roles.append(
        Role(
            title=words,
            affiliation=_affiliation(sheet.text, start, end, bodies),
            current=False if former else None,
            span=sheet.span(start, end),
        )
    )


def _affiliation(text: str, start: int, end: int, bodies: Sequence[_Body]) -> str | None:
    """The body or state named in a role's words, else the one right before them ("Chinese", 外交部)."""
    inside = [body for body in bodies if start <= body[0] and body[1] <= end]
    if inside:
        organizations = [body for body in inside if body[3]]
        return max(organizations, key=lambda body: body[1] - body[0])[2] if organizations else inside[0][2]
    touching = [
        name
        for _, body_end, name, _ in bodies
        if 0 <= start - body_end <= 3 and text[body_end:start] in _TOUCH
    ]
    return touching[-1] if touching else None
