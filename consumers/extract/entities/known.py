"""Entities the gazetteer knows, one draft per entry."""

import re
from bisect import bisect_right
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
_YEAR_OF = re.compile(r"[-–—][ \xa0]?20\d\d(?!\d)")
_CYRILLIC = re.compile(r"[А-ЯЁа-яё]")
_PREFIXES = frozenset(("Sino", "Pro", "Anti", "Non", "Ex"))
_WORD_BEFORE_HYPHEN = re.compile(r"\w+$")
_SURNAME_FIRST = frozenset(("CHN", "TWN", "KOR", "PRK"))

_MAY_HOLD_STATES = frozenset(("organization", "facility", "initiative", "named_event"))

CONFIDENCE = 0.98
AMBIGUOUS = 0.7


def known_hits(sheet: Sheet, bodies: Sequence[Finding]) -> Iterator[Hit]:
    """The hits that stand for their entry: not those inside a longer unknown name or a publication's title, not
    currencies, not a namesake's surname."""
    text = sheet.text
    starts = [body.start for body in bodies]
    publications = [match.span(1) for match in _PUBLICATION.finditer(text)]
    for hit in sheet.reading.hits:
        if any(start <= hit.start and hit.end <= end for start, end in publications) and not _is_whole(
            hit, publications
        ):
            continue
        place = bisect_right(starts, hit.start) - 1
        around = bodies[place] if place >= 0 and hit.end <= bodies[place].end else None
        if around is not None and not _shines_through(hit, around):
            continue
        if hit.entry.type != "country" and _is_part_of_a_compound(sheet, hit):
            continue
        if hit.entry.type != "person" and _is_part_of_a_dotted_name(text, hit):
            continue
        if _is_currency(text, hit) or (hit.entry.type == "person" and _is_a_namesake(text, hit)):
            continue
        yield hit


def _is_part_of_a_dotted_name(text: str, hit: Hit) -> bool:
    """Whether a Chinese syllable pair belongs to a foreign name (利马 in 瓦列里·利马连科)."""
    return text[hit.end : hit.end + 1] == "·" or text[max(0, hit.start - 1) : hit.start] == "·"


def _is_whole(hit: Hit, stretches: Sequence[tuple[int, int]]) -> bool:
    return (hit.start, hit.end) in stretches


def _shines_through(hit: Hit, body: Finding) -> bool:
    """Whether a name inside a longer one counts for itself: states and places, and whose summit a summit is."""
    if (hit.start, hit.end) == (body.start, body.end) or hit.entry.type == "country":
        return True
    if body.type == "named_event" and hit.entry.type == "organization":
        return True
    opens = hit.start == body.start or not body.rule.startswith("zh.")
    return hit.entry.type in ("city", "region") and not hit.adjective and opens


def _is_part_of_a_compound(sheet: Sheet, hit: Hit) -> bool:
    """Whether a hyphen joins a name to another word that is no name ("Wison-Jiang", «Байкал-медиа»)."""
    text, others = sheet.text, sheet.hits_in(max(0, hit.start - 2), hit.end + 2)
    after = text[hit.end : hit.end + 2]
    if after[:1] == "-" and after[1:].isalpha() and all(other.start != hit.end + 1 for other in others):
        return after[1:].isupper() or _CYRILLIC.match(after[1:]) is not None
    before = text[max(0, hit.start - 2) : hit.start]
    if before[1:] != "-" or not before[0].islower() or not text[hit.start].isupper():
        return False
    return all(other.end != hit.start - 1 for other in others) and _joined_capital(text, hit.start - 1)


def _joined_capital(text: str, hyphen: int) -> bool:
    """Whether the word before a hyphen begins with a capital ("Zenit-", not "pro-")."""
    word = _WORD_BEFORE_HYPHEN.search(text, max(0, hyphen - 25), hyphen)
    return word is not None and word[0][0].isupper() and word[0] not in _PREFIXES


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
        return after is not None and (is_pinyin(after[1]) or is_palladius(after[1]))
    before = _CAPITALISED_BEFORE.search(text, max(0, hit.start - 25), hit.start)
    if before is None:
        return False
    word = before[1]
    return word in LATIN_GIVEN_NAMES or word in RUSSIAN_MEN or word in RUSSIAN_WOMEN


def add_known(sheet: Sheet, hits: Sequence[Hit]) -> None:
    """Put the hits' entries on the sheet; a name of both countries ("China-Russia Expo") names them as well."""
    gazetteer = load_gazetteer()
    for hit in hits:
        end = hit.end
        if hit.entry.type == "named_event":
            year = _YEAR_OF.match(sheet.text, end)
            end = year.end() if year else end
        _add(sheet, hit.entry, hit.start, end, ambiguous=bool(hit.others))
        if hit.entry.type in _MAY_HOLD_STATES and hit.end - hit.start > 3:
            for part in _named_within(gazetteer.inside(sheet.text[hit.start : hit.end]), hit.entry):
                _add(sheet, part.entry, hit.start + part.start, hit.start + part.end, ambiguous=False)


def _named_within(inner: Sequence[Hit], whole: Entry) -> Iterator[Hit]:
    """The places a longer name names too: all of them where there are two ("China-Russia Expo", the bridge from
    Blagoveshchensk to Heihe), else the state a state's body belongs to."""
    places = [part for part in inner if part.entry.type in ("country", "city", "region")]
    if len({part.entry.id for part in places}) > 1:
        yield from places
    elif whole.type == "organization" and places and whole.country == places[0].entry.country:
        yield places[0]


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
