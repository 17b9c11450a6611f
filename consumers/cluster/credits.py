"""Whom a report has its news from: "TASS, citing Xinhua" has it from Xinhua, and is no second source.

A credit counts where a report says what happened: in its title or lead, its dateline, or a closing line. Who is cited
further down adds to a report of one's own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from consumers.cluster.citing import (
    ANNOUNCES,
    EARLIER,
    FROM,
    NAMED,
    OUTLET,
    OWN,
    PASSED_ON,
    SAYS,
    TITLE_CREDIT,
)
from consumers.cluster.outlets import key_of, known_medium_in, publisher_of
from consumers.gazetteer import load_gazetteer
from schemas.extracted import Extracted
from schemas.press_release import is_press_release

LEAD = 420
LEAD_HAN = 160
"""Characters of the body in which a credit means that the news itself is another's."""

LEAD_MOST = 2_000
"""With the title: what is longer is no headline, and patterns are not run over it."""

CLOSING = 80
"""Characters at the end, where a line may name the source."""

_BEFORE, _AFTER = 60, 40
_SLUG_BEFORE = re.compile(r"[(/（【\[]\s*$")
_SLUG_AFTER = re.compile(r"^\s*[)/）】\]]|^[^\s。，]{0,14}\d{1,2}[月日][^\s。，]{0,6}[电電]|^\s*[-–—]{1,2}\s")
_TOGETHER = re.compile(r"^\s*(?:,|、|，)?\s*(?:and|и|а также|和|与|與|及)?\s*(?:the\s)?$")
_SENTENCE_ENDS = re.compile(r"[.!?。！？]\s|[。！？\n]")


class Credits(NamedTuple):
    """`origins`: whom the news is from, by key (the publisher itself where it adds reporting of its own to another's;
    empty where all is its own). `cites`: who else is named as a source, bodies and unknown names, which count where
    their own publication is at hand."""

    origins: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


class _Kind(IntEnum):
    """How a medium is named, the more telling the higher."""

    SLUG = 1
    REPORTS = 2
    PASSED_ON = 3


@dataclass(frozen=True, slots=True)
class _Credit:
    start: int
    end: int
    medium: str
    kind: _Kind


def credits_of(extracted: Extracted) -> Credits:
    """Whom a report credits. Of a chain ("TASS says, citing Xinhua") the last counts; what a carrier of press releases
    carries is the issuer's."""
    item = extracted.item
    lead = item.text[: _lead_end(extracted)]
    if item.paid or is_press_release(lead, item.source.kind):
        return Credits((_issuer(extracted),))
    own = publisher_of(item.source)
    found = sorted((*_known(extracted, own), *_others(lead)), key=lambda credit: credit.start)
    cites = tuple(dict.fromkeys(key for key in _cites(extracted, lead) if key != own))
    if not found:
        return Credits((), cites)
    highest = max(credit.kind for credit in found)
    told = [credit for credit in found if credit.kind == highest]
    if highest is _Kind.PASSED_ON:
        told = _ends_of_chains(item.text, told)
    is_own = own in (credit.medium for credit in told)
    has_dateline = any(credit.medium == own and credit.kind is _Kind.SLUG for credit in found)
    if is_own and (has_dateline or told[0].medium == own):  # its own news, to which others only add
        return Credits((), cites)
    origins = tuple(dict.fromkeys(credit.medium for credit in told if credit.medium != own))
    if is_own or _has_reporting_of_its_own(lead[item.body_start :], found, item.body_start, own):
        origins = (own, *origins)
    return Credits(origins, cites)


def _lead_end(extracted: Extracted) -> int:
    lead = LEAD_HAN if extracted.language.startswith("zh") else LEAD
    return min(extracted.item.body_start + lead, LEAD_MOST)


def _known(extracted: Extracted, own: str) -> Iterator[_Credit]:
    """Credits of media the gazetteer knows, where a report says what happened."""
    item, is_medium = extracted.item, load_gazetteer().is_medium
    text, lead_end = item.text, _lead_end(extracted)
    closing = max(lead_end, len(text) - CLOSING)
    places = [
        (begin + hit.start, begin + hit.end, hit.entry.id)
        for begin, part in ((0, text[:lead_end]), (closing, text[closing:]))
        for hit in load_gazetteer().find(part)
        if is_medium(hit.entry.id)
    ]
    before: _Credit | None = None
    for start, end, medium in places:
        kind = _kind_of(text, start, end, title_end=item.body_start)
        if kind is None and before is not None and _TOGETHER.match(text[before.end : start]):
            kind = before.kind
        told = before is not None and before.kind is _Kind.REPORTS
        if kind is None and told and start < lead_end and medium != own:
            kind = _Kind.REPORTS  # "TASS reported, while Xinhua dwelt on …"
        if kind is not None:
            before = _Credit(start, end, medium, kind)
            yield before


def _kind_of(text: str, start: int, end: int, *, title_end: int) -> _Kind | None:
    """How a medium at this place is named; None where it is no credit."""
    before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    after = text[end : end + _AFTER]
    if EARLIER.search(before) or EARLIER.match(after):
        return None
    if PASSED_ON.search(before):
        return _Kind.PASSED_ON
    if end <= title_end <= LEAD_MOST:
        title = text[:title_end].rstrip()
        credited = TITLE_CREDIT.match(title[end:]) if start == 0 else title[:start].rstrip()[-1:] in "-–—|"
        if credited and (start == 0 or end == len(title)):
            return _Kind.REPORTS
    if _SLUG_BEFORE.search(before) or _SLUG_AFTER.match(after):
        return _Kind.SLUG
    if FROM.search(before) or SAYS.match(after):
        return _Kind.REPORTS
    return None


def _others(lead: str) -> Iterator[_Credit]:
    """Credits of media the gazetteer does not know: what is called a newspaper, an agency, a channel."""
    for match in OUTLET.finditer(lead):
        name = match["name"] or match["latin"] or match["han"]
        is_body = not key_of(name).startswith(
            "name/"
        )  # "on the site of the ministry": it is cited, no medium
        if known_medium_in(name) is None and not is_body:
            kind = (
                _Kind.PASSED_ON
                if PASSED_ON.search(lead[max(0, match.start() - _BEFORE) : match.start()])
                else _Kind.REPORTS
            )
            yield _Credit(match.start(), match.end(), key_of(name), kind)


def _cites(extracted: Extracted, lead: str) -> Iterator[str]:
    """Bodies and unknown names in the place of a source."""
    is_medium = load_gazetteer().is_medium
    for entity in extracted.facts.entities:
        if entity.type not in ("organization", "facility") or (
            entity.gazetteer_id and is_medium(entity.gazetteer_id)
        ):
            continue
        for span in entity.evidence:
            if span.start >= len(lead):
                break
            before, after = (
                lead[max(0, span.start - _BEFORE) : span.start],
                lead[span.end : span.end + _AFTER],
            )
            if PASSED_ON.search(before) or FROM.search(before) or SAYS.match(after):
                yield entity.gazetteer_id or key_of(entity.name)
                break
    for match in NAMED.finditer(lead):
        yield key_of(next(name for name in match.groups() if name))


def _has_reporting_of_its_own(body: str, credits: list[_Credit], begun: int, own: str) -> bool:
    """Whether a sentence without another medium has a source of the publisher's own: told to it, or unnamed."""
    start = 0
    for end in (*(match.end() for match in _SENTENCE_ENDS.finditer(body)), len(body)):
        others = [c for c in credits if start <= c.start - begun < end and c.medium != own]
        if not others and OWN.search(body, start, end):
            return True
        start = end
    return False


def _ends_of_chains(text: str, credits: list[_Credit]) -> list[_Credit]:
    """Of media that cite each other in one sentence the last; those named together stay together."""
    kept: list[_Credit] = []
    for credit in credits:
        between = text[kept[-1].end : credit.start] if kept else ""
        if kept and not _SENTENCE_ENDS.search(between) and not _TOGETHER.match(between):
            kept.pop()
        kept.append(credit)
    return kept


def _issuer(extracted: Extracted) -> str:
    """Whose press release it is: who announces it after the carrier's mark, else the first company or body it names that
    is no medium."""
    is_medium = load_gazetteer().is_medium
    if announced := ANNOUNCES.search(extracted.item.text, 0, _lead_end(extracted)):
        return key_of(announced["issuer"])
    bodies = sorted(
        (entity.evidence[0].start, entity.gazetteer_id or key_of(entity.name))
        for entity in extracted.facts.entities
        if entity.type == "organization"
    )
    named = [name for _, name in bodies if not is_medium(name)]
    return named[0] if named else f"release/{extracted.item.text_sha256[:16]}"
