"""What an item is recognised by: hashes of runs of words, and of its title."""

import re
import unicodedata
from dataclasses import dataclass

from xxhash import xxh3_64_intdigest

from consumers.cluster.boilerplate import without_boilerplate
from consumers.query.folding import fold_han
from schemas.item import Item

WORDS_A_SHINGLE = 4
CHARACTERS_A_SHINGLE = 6
"""In scripts without spaces: about four words of Chinese."""

SAMPLES_AT_LEAST = 32
"""Twice as many are kept before every second one is dropped, so that a likeness is told from 32 or more."""

SAMPLED_EVERY_MOST = 8
LEAD_SHINGLES = 48
"""All of a long text's first shingles are kept: a feed's summary is most often its opening."""

TITLE_WORDS_LEAST = 4
TITLE_CHARACTERS_LEAST = 8
TITLE_WORDS_MOST = 40
UNITS_READ = 4_000
_HASH_BITS = 0xFFFF_FFFF

_SPACELESS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+")
_CHARACTER = re.compile(rf"[{_SPACELESS}]")
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
_TITLE_OPENING = re.compile(
    r"""^\s*(?:
        (?:update|refile|corrected|wrapup|rpt|recast)\s*\d*\s*[-–—:]\s*
      | (?:breaking(?:\s+news)?|exclusive|just\s+in|urgent|flash|live|updated?|video|watch)\s*[:|–—-]\s*
      | \((?:update[d]?|lead|corrected|\d+(?:st|nd|rd|th)\s+lead)[^)]*\)\s*
      | (?:срочно|молния|обновлено|эксклюзив|видео)\s*[:.!|–—-]\s*
      | (?:快讯|突发|速报|更新|视频|独家|最新)\s*[:：|丨｜]\s*
      | [【\[](?:快讯|突发|更新|视频|独家)[】\]]\s*
    )+""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`shingles` are the hashes divisible by `every` (1, 2, 4 or 8: the longer the text, the fewer), `lead` those
    of the opening besides. `title_hash` is None where a title is too short to tell anything; `title_words` is
    its length (two characters of a script without spaces count as a word)."""

    shingles: tuple[int, ...]
    every: int
    lead: tuple[int, ...]
    title_hash: int | None
    title_words: int


def fingerprint(item: Item) -> Fingerprint:
    """What to recognise copies of an item by: its body without boilerplate, and its title without its marks."""
    title, body = item.title, item.body if item.title else item.text
    if title and body.strip() == title.strip():
        body = ""
    all_shingles = _shingles(without_boilerplate(body))
    if not title and len(units_of(body)) <= TITLE_WORDS_MOST:
        title = body
    every = _every(len(all_shingles))
    sampled = sorted({h for h in all_shingles if h % every == 0})
    lead = sorted(set(all_shingles[:LEAD_SHINGLES]).difference(sampled)) if every > 1 else []
    title_hash, title_words = _title(title or "", item.source.name)
    return Fingerprint(tuple(sampled), every, tuple(lead), title_hash, title_words)


def units_of(text: str) -> list[str]:
    """The words of a text in lower case, a character being a word in scripts without spaces; traditional
    characters are read as simplified ones, invisible ones and stress marks not at all."""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
        if _CHARACTER.search(text):
            text = fold_han(text)
    return _UNIT.findall(text.lower().replace("ё", "е"))[:UNITS_READ]


def _shingles(text: str) -> list[int]:
    units = units_of(text)
    width = CHARACTERS_A_SHINGLE if _spaceless(units) * 2 > len(units) else WORDS_A_SHINGLE
    encoded = [unit.encode() for unit in units]
    starts = range(len(encoded) - width + 1)
    return [xxh3_64_intdigest(b" ".join(encoded[n : n + width])) & _HASH_BITS for n in starts]


def _spaceless(units: list[str]) -> int:
    """How many units are characters of a script without spaces."""
    return sum(1 for unit in units if unit[0] >= "\u3040" and _CHARACTER.match(unit))


def _every(count: int) -> int:
    every = 1
    while every < SAMPLED_EVERY_MOST and count // every > 2 * SAMPLES_AT_LEAST:
        every *= 2
    return every


def _title(title: str, carrier: str) -> tuple[int | None, int]:
    opened = _TITLE_OPENING.sub("", title)
    head, mark, tail = _last_part(opened)
    if mark and tail.strip().casefold() == carrier.strip().casefold():
        opened = head
    units = units_of(opened)
    spaceless = _spaceless(units)
    words = len(units) - spaceless + spaceless // 2
    if words < TITLE_WORDS_LEAST or (spaceless and len(units) < TITLE_CHARACTERS_LEAST):
        return None, words
    return xxh3_64_intdigest(" ".join(units).encode()) & _HASH_BITS, words


def _last_part(title: str) -> tuple[str, str, str]:
    found = re.search(r"^(.*\S)\s*([-–—|_]|::)\s+([^-–—|_]+)$", title, re.DOTALL)
    return (found[1], found[2], found[3]) if found else (title, "", "")
