"""Names of media and other publishers, as one key however they are written."""

import re
from functools import lru_cache

from consumers.gazetteer import load_gazetteer
from schemas.source import Source

_LATIN = str.maketrans(
    {"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
     "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
     "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya"}
)  # fmt: skip
_LEFT_OUT = re.compile(r"[aeiouy]|(?<=[cgkst])h|[\W_]")
_PAPERS = {"日报": "daily", "晚报": "evening", "早报": "morning", "晨报": "morning", "电视台": "tv"}
_LATIN_PAPERS = {"daily": "daily", "evening news": "evening", "morning post": "morning", "tv": "tv"}
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_HAN = re.compile("[\u4e00-\u9fff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_PAPER = re.compile(rf"(?:{'|'.join(_PAPERS)})$|\s(?:{'|'.join(_LATIN_PAPERS)})$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def publisher_of(source: Source) -> str:
    """The publisher as credits name it: all desks and languages of an agency are one."""
    known = known_medium_in(source.name) or key_of(source.name)
    return _office_of(known, source) or known


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """What a name is known by: its gazetteer id, else its consonants in Latin letters, so that Амур.инфо and Amur.info,
    Деловой Петербург and Delovoy Peterburg are one. A paper named after its town ("Heihe Daily", 黑河日报) is one, too."""
    gazetteer = load_gazetteer()
    bare = _ASIDE.sub("", name).strip(" \"'«»“”„《》‘’.,:")
    entries = [entry for entry in gazetteer.by_name(bare) if entry.type in ("organization", "facility")]
    if entries:
        return next((entry.id for entry in entries if gazetteer.is_medium(entry.id)), entries[0].id)
    if paper := _PAPER.search(bare):
        kind = paper[0].strip().lower()
        town = gazetteer.by_name(bare[: paper.start()])
        if town:
            return f"name/{town[0].id}/{_PAPERS.get(kind) or _LATIN_PAPERS[kind]}"
    latin = bare.casefold().translate(_LATIN)
    return f"name/{_LEFT_OUT.sub('', latin) or latin}"


def _office_of(key: str, source: Source) -> str | None:
    """The body a ministry's own feed is of, where its name alone does not say whose: 外交部 is China's."""
    gazetteer = load_gazetteer()
    if key.startswith("name/"):
        return None
    ours = "CHN" if _HAN.search(source.name) else "RUS" if _CYRILLIC.search(source.name) else None
    country = source.country or ours
    bodies = (body.id for body in gazetteer.offices(gazetteer.entry(key)) if body.country == country)
    return next(bodies, None)


def known_medium_in(name: str) -> str | None:
    """The medium a name holds ("Reuters China desk"), where the gazetteer knows one."""
    gazetteer = load_gazetteer()
    exact = (entry.id for entry in gazetteer.by_name(name) if gazetteer.is_medium(entry.id))
    inside = (hit.entry.id for hit in gazetteer.find(name) if gazetteer.is_medium(hit.entry.id))
    return next(exact, None) or next(inside, None)
