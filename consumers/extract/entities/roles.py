"""The offices people hold, as the text states them right before or after a name."""

import re
from collections.abc import Sequence

from consumers.extract.entities import words_en as en
from consumers.extract.entities import words_ru as ru
from consumers.extract.entities import words_zh as zh
from consumers.extract.entities.draft import Draft, Sheet
from schemas.entity import Role

_REACH = 90
"""Characters beside a name in which its role is looked for."""

_EN_WORD = r"[\w’'-]+"
_EN_ROLE = "|".join(sorted(map(re.escape, en.ROLE_WORDS), key=len, reverse=True))
_EN_MODIFIERS = "|".join(sorted(map(re.escape, en.ROLE_MODIFIERS), key=len, reverse=True))
_EN_BEFORE = re.compile(
    rf"((?:(?:{_EN_MODIFIERS})[ -])*(?:{_EN_ROLE})(?:[ ](?:{_EN_ROLE}))*(?: (?:of|for|at|to) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){{0,4}})?)"
    r",? (?:Mr\.? |Ms\.? |Mrs\.? |Dr\.? )?$",
    re.IGNORECASE,
)
_EN_AFTER = re.compile(
    rf", (?:who is |who was )?(?:the |a |an |its |his |her |their )?"
    rf"((?:(?:{_EN_WORD}) ){{0,5}}?(?:{_EN_ROLE})\b(?: and (?:[a-z-]+ ){{0,2}}(?:{_EN_ROLE})\b)?(?: (?:of|for|at|with|to|in) [^,.;“\"]{{2,60}})?)",
)
_RU_BEFORE = re.compile(
    rf"(?<!\w)((?:[а-яё-]+[ \xa0]){{0,2}}?{ru.ROLE}\w{{0,4}}(?:[ \xa0][^,.;:—«»\n]{{1,60}}?)?)[ \xa0]$",
    re.IGNORECASE,
)
_RU_AFTER = re.compile(
    rf",[ \xa0]((?:[а-яё-]+[ \xa0]){{0,2}}?{ru.ROLE}\w{{0,4}}(?:[ \xa0][^,.;:—«»\n]{{2,50}})?)", re.IGNORECASE
)
_ZH_BEFORE = re.compile(rf"((?:{'|'.join(sorted(zh.TITLES.split('|'), key=len, reverse=True))}))$")
_FORMER = re.compile(r"\b(?:former|ex-|late|then)\b|ex-|экс-|бывш|покойн|前任|^前|原", re.IGNORECASE)
_TRAILING = re.compile(r"[ ,\xa0]+$")


def add_roles(sheet: Sheet) -> None:
    """Give each person the roles that stand beside a mention, each title once."""
    find = {"en": _english, "ru": _russian, "zh": _chinese}.get(sheet.reading.rules or "")
    if find is None:
        return
    bodies = [
        (start, end, draft.name)
        for draft in sheet.drafts
        if draft.type in ("organization", "country", "region", "city")
        for start, end in draft.mentions
    ]
    bodies.sort()
    for draft in sheet.drafts:
        if draft.type == "person":
            for start, end in draft.mentions:
                for stretch in find(sheet.text, start, end):
                    _add(sheet, draft, stretch, bodies)


def _english(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    before = _EN_BEFORE.search(text, max(0, start - _REACH), start)
    if before:
        found.append(before.span(1))
    after = _EN_AFTER.match(text, end, end + _REACH + 40)
    if after:
        found.append(after.span(1))
    return found


def _russian(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    before = _RU_BEFORE.search(text, max(0, start - _REACH), start)
    if before:
        found.append(before.span(1))
    after = _RU_AFTER.match(text, end, end + _REACH)
    if after:
        found.append(after.span(1))
    return found


def _chinese(text: str, start: int, end: int) -> list[tuple[int, int]]:
    before = _ZH_BEFORE.search(text, max(0, start - 8), start)
    return [before.span(1)] if before else []


def _add(
    sheet: Sheet, draft: Draft, stretch: tuple[int, int], bodies: Sequence[tuple[int, int, str]]
) -> None:
    start, end = stretch
    words = _TRAILING.sub("", sheet.text[start:end])
    end = start + len(words)
    if not words or any(role.title == words for role in draft.roles):
        return
    former = _FORMER.search(sheet.text[max(0, start - 8) : end])
    draft.roles.append(
        Role(
            title=words,
            affiliation=_affiliation(start, end, bodies, sheet.reading.rules == "zh"),
            current=False if former else None,
            span=sheet.span(start, end),
        )
    )


def _affiliation(
    start: int, end: int, bodies: Sequence[tuple[int, int, str]], before_only: bool
) -> str | None:
    """The body or state named in a role's words, else the one right before them ("Chinese", 外交部)."""
    inside = [name for body_start, body_end, name in bodies if start <= body_start and body_end <= end]
    if inside and not before_only:
        return inside[-1]
    touching = [name for _, body_end, name in bodies if 0 <= start - body_end <= (0 if before_only else 3)]
    return touching[-1] if touching else None
