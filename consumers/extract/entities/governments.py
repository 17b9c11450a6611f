"""Governments of regions and towns: "Primorye government", «администрация Хабаровского края»."""

import re
from collections.abc import Iterator

from consumers.extract.entities.draft import Finding, Sheet

_AFTER = {
    "en": re.compile(
        r"(?:['’]s)?(?: regional| provincial| municipal| city)? (government|administration)\b", re.IGNORECASE
    ),
}
_BEFORE = {
    "en": re.compile(r"\b([Gg]overnment|[Aa]dministration) of (?:the )?$"),
    "ru": re.compile(
        r"(?<!\w)([Пп]равительств\w{1,2}|[Аа]дминистраци\w{1,2}|[Мм]эри\w{1,2})[ \xa0](?:города[ \xa0])?$"
    ),
}
_NAMES = (("прав", "Government"), ("gov", "Government"), ("", "Administration"))


def find_governments(sheet: Sheet) -> Iterator[Finding]:
    """The government of each region and town whose name has that word beside it."""
    rules = sheet.reading.rules or ""
    for hit in sheet.reading.hits:
        if hit.entry.type not in ("region", "city") or hit.adjective:
            continue
        after = _AFTER[rules].match(sheet.text, hit.end) if rules in _AFTER else None
        before = (
            _BEFORE[rules].search(sheet.text, max(0, hit.start - 30), hit.start) if rules in _BEFORE else None
        )
        word = after or before
        if word is not None:
            start, end = (hit.start, word.end(1)) if after else (word.start(1), hit.end)
            kind = next(name for stem, name in _NAMES if word[1].lower().startswith(stem))
            name = f"{kind} of {hit.entry.name}"
            yield Finding(
                start, end, name, "organization", "government", head="government", country=hit.entry.country
            )
