"""Entities the gazetteer knows, one draft per entry."""

import re
from collections.abc import Iterator, Sequence

from consumers.extract.entities.draft import Draft, Finding, Sheet
from consumers.extract.entities.given_names import LATIN_GIVEN_NAMES, RUSSIAN_MEN, RUSSIAN_WOMEN
from consumers.extract.entities.romanised import is_palladius, is_pinyin
from consumers.gazetteer import load_gazetteer
from consumers.gazetteer.entry import Entry
from consumers.gazetteer.hit import Hit

_PUBLICATION = re.compile(r"《([^《》\n]{1,30})》")
_CURRENCY_AFTER = re.compile(r"\$|[- ]dollar")
_CURRENCY_BEFORE = re.compile(r"(?:долл(?:ар\w*|\.)|доллар\w*)[ \xa0]$", re.IGNORECASE)
_CAPITALISED_BEFORE = re.compile(r"([A-ZА-ЯЁ][\w’-]+)[ \xa0]$")
_CAPITALISED_AFTER = re.compile(r"[ \xa0]([A-ZА-ЯЁ][\w’-]+)")
_SURNAME_FIRST = frozenset(("CHN", "TWN", "KOR", "PRK"))

CONFIDENCE = 0.98
AMBIGUOUS = 0.7


def known_hits(sheet: Sheet, bodies: Sequence[Finding]) -> Iterator[Hit]:
    """The hits that stand for their entry: not those inside a longer unknown name or a publication's title, not
    currencies, not a namesake's surname."""
    text = sheet.text
    covers = [(body.start, body.end) for body in bodies]
    covers += [match.span(1) for match in _PUBLICATION.finditer(text)]
    for hit in sheet.reading.hits:
        covered = any(
            start <= hit.start and hit.end <= end and (start, end) != (hit.start, hit.end)
            for start, end in covers
        )
        if covered and hit.entry.type != "country":
            continue
        if _is_currency(text, hit) or (hit.entry.type == "person" and _is_a_namesake(text, hit)):
            continue
        yield hit


def _is_currency(text: str, hit: Hit) -> bool:
    if hit.entry.country != "USA":
        return False
    return bool(
        _CURRENCY_AFTER.match(text, hit.end)
        or _CURRENCY_BEFORE.search(text, max(0, hit.start - 12), hit.start)
    )


def _is_a_namesake(text: str, hit: Hit) -> bool:
    """Whether a surname alone belongs to another given name ("Alexandra Lavrova", "Xi Mingze")."""
    surface = text[hit.start : hit.end]
    if " " in surface or "\n" in surface or not surface[0].isupper():
        return False
    if hit.entry.country in _SURNAME_FIRST:
        after = _CAPITALISED_AFTER.match(text, hit.end)
        return bool(after) and after is not None and (is_pinyin(after[1]) or is_palladius(after[1]))
    before = _CAPITALISED_BEFORE.search(text, max(0, hit.start - 25), hit.start)
    if before is None:
        return False
    word = before[1]
    return word in LATIN_GIVEN_NAMES or word in RUSSIAN_MEN or word in RUSSIAN_WOMEN


def add_known(sheet: Sheet, hits: Sequence[Hit]) -> None:
    """Put the hits' entries on the sheet; a name of both countries ("China-Russia Expo") names them as well."""
    gazetteer = load_gazetteer()
    for hit in hits:
        _add(sheet, hit.entry, hit.start, hit.end, ambiguous=bool(hit.others))
        if hit.entry.type != "country" and hit.end - hit.start > 3:
            inner = gazetteer.inside(sheet.text[hit.start : hit.end])
            countries = [part for part in inner if part.entry.type == "country"]
            if len({part.entry.id for part in countries}) > 1:
                for part in countries:
                    _add(sheet, part.entry, hit.start + part.start, hit.start + part.end, ambiguous=False)


def _add(sheet: Sheet, entry: Entry, start: int, end: int, *, ambiguous: bool) -> Draft:
    draft = sheet.of_entry(entry) or Draft(
        name=entry.name,
        type=entry.type,
        rule="gazetteer",
        entry=entry,
        country=entry.country,
        method="gazetteer_disambiguated" if ambiguous else "gazetteer",
        confidence=AMBIGUOUS if ambiguous else CONFIDENCE,
    )
    return sheet.add(draft, [(start, end)])
