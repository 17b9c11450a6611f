"""Embassies, consulates and missions, named alike in every language: "Embassy of China in the United States"."""

import re
from collections.abc import Iterator

from consumers.extract.entities.draft import Finding, Sheet
from consumers.gazetteer import load_gazetteer
from consumers.gazetteer.hit import Hit

_WORDS = {
    "en": (
        (
            re.compile(
                r"(?:['’]s)? (embassy|consulate general|consulate|permanent mission|mission)",
                re.IGNORECASE,
            ),
            "after",
        ),
        (re.compile(r"\b(Embassy|Consulate General|Consulate|Permanent Mission) of (?:the )?$"), "before"),
    ),
    "ru": (
        (
            re.compile(
                r"(?<!\w)(посольств\w{1,2}|генконсульств\w{1,2}|[Гг]енеральн\w+ консульств\w{1,2}|постпредств\w{1,2})[ \xa0]$",
                re.IGNORECASE,
            ),
            "before",
        ),
        (
            re.compile(
                r"[ \xa0](посольств\w{1,2}|генконсульств\w{1,2}|консульств\w{1,2}|постпредств\w{1,2})",
                re.IGNORECASE,
            ),
            "after",
        ),
    ),
    "zh": ((re.compile(r"(?:常)?驻(?=.{1,12}?((?:大使馆|使馆|总领事馆|总领馆|代表团)))"), "after"),),
}
_KINDS = (
    (re.compile(r"general|ген|总领", re.IGNORECASE), "Consulate General"),
    (re.compile(r"consul|консул", re.IGNORECASE), "Consulate"),
    (re.compile(r"mission|постпред|代表团", re.IGNORECASE), "Permanent Mission"),
)
_HOST = {
    "en": re.compile(r" (?:in|to) (?:the )?"),
    "ru": re.compile(r"[ \xa0](?:в|во|при)[ \xa0]"),
    "zh": re.compile(""),
}
_THE = frozenset(
    (
        "United States",
        "United Kingdom",
        "United Nations",
        "Netherlands",
        "Philippines",
        "United Arab Emirates",
    )
)


def find_missions(sheet: Sheet) -> Iterator[Finding]:
    """Each mission whose sending state is named beside it; a town it is in stands for its state, unless it is a
    consulate, which is its town's."""
    rules = sheet.reading.rules
    if rules is None:
        return
    hits = sheet.reading.hits
    for hit in hits:
        if hit.entry.type != "country":
            continue
        for pattern, side in _WORDS[rules]:
            match = (
                pattern.match(sheet.text, hit.end)
                if side == "after"
                else pattern.search(sheet.text, max(0, hit.start - 32), hit.start)
            )
            if match is not None:
                yield _mission(sheet, hit, match, side, rules)
                break


def _mission(sheet: Sheet, state: Hit, match: re.Match[str], side: str, rules: str) -> Finding:
    start, end = (state.start, match.end(1)) if side == "after" else (match.start(1), state.end)
    host = _host(sheet, match.end() if rules == "zh" else end, rules)
    kind = next((name for pattern, name in _KINDS if pattern.search(match[1])), "Embassy")
    name = f"{kind} of {_named(state.entry.name)}"
    if host is not None:
        preposition = "to" if kind == "Permanent Mission" else "in"
        name += f" {preposition} {_named(_host_name(host, kind))}"
        end = max(end, host.end)
    return Finding(start, end, name, "organization", "mission", head="embassy", country=state.entry.country)


def _host(sheet: Sheet, end: int, rules: str) -> Hit | None:
    """The state, town or organisation a mission is in or to, named right after it."""
    hit = sheet.hit_from(end)
    if hit is None or not _HOST[rules].fullmatch(sheet.text[end : hit.start]):
        return None
    return hit if hit.entry.type in ("country", "city", "organization") else None


def _host_name(host: Hit, kind: str) -> str:
    """The state of an embassy's town: "the Chinese embassy in Washington" is the one in the United States."""
    if host.entry.type == "city" and not kind.startswith("Consulate") and host.entry.country:
        states = (
            e for e in load_gazetteer().entries() if e.type == "country" and e.country == host.entry.country
        )
        return next((state.name for state in states), host.entry.name)
    return host.entry.name


def _named(name: str) -> str:
    return f"the {name}" if name in _THE else name
