"""Later, shorter mentions: a surname, a company's first words, "the ministry", "he"."""

import re
from collections.abc import Iterable, Iterator

from consumers.extract.entities.draft import Draft, Sheet
from consumers.extract.entities.romanised import PINYIN_SURNAMES
from consumers.extract.lexicon import words
from consumers.gazetteer.declension.names import decline_person

_CLOSERS = words("""Co Ltd Inc Corp LLC PLC JSC PJSC Company Corporation Group Holding Holdings Limited""")
_CHINESE_CLOSER = re.compile(r"(?:有限责任公司|股份有限公司|集团有限公司|有限公司|集团公司|公司|集团)$")
_PRONOUNS = words("He She You An So")
_TOO_COMMON = words(
    """The New First National State Federal Far North South East West Central Great Royal Joint"""
)


def add_short_mentions(sheet: Sheet) -> None:
    """Find every further place that names an unknown entity in full or in short."""
    for draft in list(sheet.drafts):
        if draft.entry is None or draft.type == "person":
            for surface in sorted(_short_forms(sheet, draft), key=len, reverse=True):
                for start, end in _places(sheet.text, surface):
                    if sheet.free(start, end):
                        sheet.add(draft, [(start, end)])


def _short_forms(sheet: Sheet, draft: Draft) -> Iterator[str]:
    surfaces = {sheet.text[start:end] for start, end in draft.mentions}
    if draft.entry is None:
        yield from surfaces
    if draft.type == "person":
        yield from _of_person(draft, surfaces)
    elif draft.type == "organization" and sheet.reading.rules == "zh":
        for surface in surfaces:
            yield from _of_chinese_body(surface)
    elif draft.type == "organization":
        for surface in surfaces:
            if surface[0].isascii():
                yield from _of_body(surface)


def _of_person(draft: Draft, surfaces: Iterable[str]) -> Iterator[str]:
    for name in {draft.name, *surfaces}:
        parts = name.split()
        if len(parts) < 2 or not parts[0][0].isalpha():
            continue
        if "Ѐ" <= name[0] <= "ӿ":
            yield from _russian_surname(parts, draft)
        elif parts[0] in _PRONOUNS and draft.country in (None, "CHN", "TWN"):
            continue  # "He" alone is nobody's surname
        elif parts[0] in PINYIN_SURNAMES and len(parts) == 2 and draft.country in (None, "CHN", "TWN"):
            yield parts[0]
        else:
            yield parts[-1]


def _russian_surname(parts: list[str], draft: Draft) -> Iterator[str]:
    if draft.rule == "ru.palladius" or (draft.entry is not None and draft.entry.country in ("CHN", "TWN")):
        yield from decline_person(" ".join(parts), "CHN", bool(draft.female))
        if draft.entry is None and len(parts[0]) > 2:
            yield parts[0]
        return
    surname = parts[-1]
    yield surname
    yield from decline_person(surname, "", bool(draft.female))


def _of_body(surface: str) -> Iterator[str]:
    words = surface.replace(",", "").split()
    while len(words) > 1 and words[-1].rstrip(".") in _CLOSERS:
        words = words[:-1]
        yield " ".join(words)
    if len(words) > 2 and "of" not in words and words[0] not in _TOO_COMMON:
        for length in range(len(words) - 1, 1, -1):
            yield " ".join(words[:length])
    elif len(words) == 2 and words[0] not in _TOO_COMMON and len(words[0]) > 4:
        yield words[0]


def _of_chinese_body(surface: str) -> Iterator[str]:
    own = _CHINESE_CLOSER.sub("", surface)
    if own != surface and len(own) >= 3:
        yield own


def _places(text: str, surface: str) -> Iterator[tuple[int, int]]:
    is_han, at = surface[0] >= "⺀", text.find(surface)
    while at >= 0:
        end = at + len(surface)
        is_whole = is_han or not (
            _goes_on(text[at - 1 : at]) or text[at - 1 : at] == "-" or _goes_on(text[end : end + 1])
        )
        if is_whole:
            yield at, end
        at = text.find(surface, end if is_whole else at + 1)


def _goes_on(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
