"""Bodies that every state has ("foreign ministry", "МИД", "外交部"): whose is meant."""

import re
from collections.abc import Sequence

from consumers.extract.entities.confidence import confidence
from consumers.extract.entities.draft import Draft, Sheet
from consumers.gazetteer import load_gazetteer
from consumers.gazetteer.entry import Entry
from consumers.gazetteer.hit import Hit

_HOME = {"ru": "RUS", "zh": "CHN"}
"""Whose ministries newswire of a language means when it names no state."""

_JOINT = re.compile(r"(?:['’]s)?[ \xa0]?(?:联邦|聯邦)?")
_OF = re.compile(r"[ \xa0](?:of (?:the )?)?")
_CAPITALS = frozenset(("Moscow", "Beijing"))
_NEAR = 60
"""Characters around an office in which a person's or a state's name can tell whose it is."""


def are_offices(sheet: Sheet, hits: Sequence[Hit]) -> list[Hit]:
    """The hits whose state the text must tell: general names, and one state's ministry beside another state's name
    («Минтранс Китая»)."""
    gazetteer = load_gazetteer()
    found = []
    for hit in hits:
        if gazetteer.offices(hit.entry):
            found.append(hit)
        elif gazetteer.counterparts(hit.entry):
            beside = _beside(sheet.text, hit, hits)
            another = (
                beside is not None
                and beside.entry.type == "country"
                and beside.entry.country != hit.entry.country
            )
            if another and not gazetteer.inside(sheet.text[hit.start : hit.end]):
                found.append(hit)
    return found


def add_offices(sheet: Sheet, offices: Sequence[Hit], hits: Sequence[Hit]) -> None:
    """Put each office on the sheet as the body of the state it belongs to."""
    gazetteer = load_gazetteer()
    for office in offices:
        country = _country(sheet, office, hits)
        candidates = gazetteer.offices(office.entry) or gazetteer.counterparts(office.entry)
        body = next((entry for entry in candidates if entry.country == country), None)
        stretch = (office.start, office.end)
        if body is not None:
            draft = sheet.of_entry(body) or Draft(
                name=body.name,
                type=body.type,
                rule="gazetteer.office",
                entry=body,
                country=body.country,
                method="gazetteer_disambiguated",
                confidence=0.85,
                head=office.entry.name.rsplit(" ", 1)[-1],
            )
        else:
            draft = _unknown(sheet, office.entry, country, hits)
        sheet.add(draft, [stretch])


def _unknown(sheet: Sheet, office: Entry, country: str | None, hits: Sequence[Hit]) -> Draft:
    """A body the gazetteer does not know, named by its office and its state."""
    state = next(
        (hit.entry.name for hit in hits if hit.entry.type == "country" and hit.entry.country == country), None
    )
    general = load_gazetteer().office_of(office) or office.name
    name = f"{general[0].upper()}{general[1:]} of {state}" if state else general
    return sheet.named(name) or Draft(
        name=name,
        type="organization",
        rule="office",
        country=country,
        confidence=confidence("office"),
        head=general.rsplit(" ", 1)[-1],
    )


def _country(sheet: Sheet, office: Hit, hits: Sequence[Hit]) -> str | None:
    beside = _beside(sheet.text, office, hits)
    if beside is not None:
        return beside.entry.country
    if sheet.reading.rules in _HOME:
        return _HOME[sheet.reading.rules]
    return _nearest(sheet, office, hits)


def _beside(text: str, office: Hit, hits: Sequence[Hit]) -> Hit | None:
    """The state, town or office-holder directly beside an office."""
    for hit in hits:
        if hit.entry.country is None:
            continue
        gap = text[hit.end : office.start]
        if hit.end <= office.start and hit.entry.type in ("country", "city") and _JOINT.fullmatch(gap):
            return hit
        gap = text[office.end : hit.start]
        if (
            hit.start > office.end
            and hit.entry.type == "country"
            and not hit.adjective
            and _OF.fullmatch(gap)
        ):
            return hit
        if (
            hit.start > office.end
            and hit.entry.type == "city"
            and hit.entry.name in _CAPITALS
            and gap == " in "
        ):
            return hit  # "the economy ministry in Moscow"
    return None


def _nearest(sheet: Sheet, office: Hit, hits: Sequence[Hit]) -> str | None:
    """The state of the person named right after, else the last one named before in the sentence, else in the text."""
    for hit in hits:
        if hit.entry.type == "person" and 0 <= hit.start - office.end <= _NEAR // 2 and hit.entry.country:
            return hit.entry.country
    start = next((s.start for s in sheet.reading.sentences if s.start <= office.start < s.end), 0)
    end = next((s.end for s in sheet.reading.sentences if s.start <= office.start < s.end), len(sheet.text))
    stated = [
        hit
        for hit in hits
        if hit.entry.country and hit.entry.type in ("country", "city", "person", "organization")
    ]
    before = [hit for hit in stated if start <= hit.start < office.start]
    if before:
        return before[-1].entry.country
    after = [hit for hit in stated if office.end <= hit.start < end]
    if after:
        return after[0].entry.country
    earlier = [hit for hit in stated if hit.start < office.start]
    return earlier[-1].entry.country if earlier else None
