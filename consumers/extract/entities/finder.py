"""The order in which entities are found."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from consumers.extract.entities import (
    chinese_bodies,
    chinese_people,
    english_bodies,
    english_others,
    english_people,
    russian_bodies,
    russian_people,
)
from consumers.extract.entities.confidence import confidence
from consumers.extract.entities.coreference import add_coreference
from consumers.extract.entities.described import add_described
from consumers.extract.entities.draft import Draft, Finding, Sheet
from consumers.extract.entities.governments import find_governments
from consumers.extract.entities.known import add_known, known_hits
from consumers.extract.entities.later import add_short_mentions
from consumers.extract.entities.missions import find_missions
from consumers.extract.entities.offices import add_offices, are_offices
from consumers.extract.entities.roles import add_roles
from consumers.extract.reading import Reading
from schemas.entity import Entity
from schemas.fact import Extractor

EXTRACTOR = "entities"
VERSION = "1"

_Find = Callable[[Sheet], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What finds unknown names in one language; `last` runs when short mentions of all others are taken."""

    bodies: _Find
    people: _Find
    last: tuple[_Find, ...] = ()


_LANGUAGES = {
    "en": _Rules(english_bodies.find_bodies, english_people.find_people, (english_others.find_others,)),
    "ru": _Rules(russian_bodies.find_bodies, russian_people.find_people, (russian_bodies.find_others,)),
    "zh": _Rules(chinese_bodies.find_bodies, chinese_people.find_people, (english_others.latin_names,)),
}


def find_entities(reading: Reading) -> tuple[Entity, ...]:
    """The entities of a text in the order in which it first names them, ids "e1", "e2", …

    A language without rules gives the gazetteer's entities alone.
    """
    sheet = Sheet(reading)
    rules = _LANGUAGES.get(reading.rules or "")
    bodies = _bodies(sheet, rules) if rules else []
    hits = list(known_hits(sheet, bodies))
    offices = are_offices(sheet, hits)
    add_known(sheet, [hit for hit in hits if hit not in offices])
    add_offices(sheet, offices, hits)
    _add_all(sheet, [body for body in bodies if not _is_known(sheet, body)])
    if rules is not None:
        _add_all(sheet, rules.people(sheet))
        _add_all(sheet, english_others.find_bare_bodies(sheet))
    add_short_mentions(sheet)
    for find in rules.last if rules is not None else ():
        _add_all(sheet, find(sheet))
    add_roles(sheet)
    add_described(sheet)
    add_coreference(sheet)
    return _entities(sheet)


def _bodies(sheet: Sheet, rules: _Rules) -> list[Finding]:
    """The unknown bodies, the longest of those that overlap."""
    found = _longest(chain(find_missions(sheet), find_governments(sheet), rules.bodies(sheet)))
    return [body for body in found if body.rule == "mission" or not _ends_known(sheet, body)]


def _longest(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings that overlap, the longest."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda found: (found.start, -found.end)):
        if kept and finding.start < kept[-1].end:
            if finding.end - finding.start > kept[-1].end - kept[-1].start:
                kept[-1] = finding
            continue
        kept.append(finding)
    return kept


def _ends_known(sheet: Sheet, body: Finding) -> bool:
    """Whether the gazetteer knows the end of a name, which is the name proper ("Moscow's Sheremetyevo Airport"), or
    an exercise before its year."""
    return any(
        (
            hit.end == body.end
            and body.start <= hit.start
            and hit.entry.type not in ("country", "city", "region")
        )
        or (hit.start == body.start and hit.entry.type == body.type == "named_event")
        for hit in sheet.hits_in(body.start, body.end)
    )


def _is_known(sheet: Sheet, body: Finding) -> bool:
    """Whether the gazetteer has already named a stretch."""
    return any(hit.start <= body.start and body.end <= hit.end for hit in sheet.hits_in(body.start, body.end))


def _add_all(sheet: Sheet, findings: Iterable[Finding]) -> None:
    for finding in findings:
        draft = (
            sheet.named(finding.name)
            or _of_surname(sheet, finding)
            or _declined(sheet, finding)
            or Draft(
                name=finding.name,
                type=finding.type,
                rule=finding.rule,
                confidence=confidence(finding.rule),
                country=finding.country,
                head=finding.head,
                female=finding.female,
            )
        )
        sheet.add(draft, [(finding.start, finding.end)])


def _declined(sheet: Sheet, finding: Finding) -> Draft | None:
    """The person whose unknown name is the same but for its Russian case endings ("Сюй Веньбиня" and "Сюй Веньбинь")."""
    if finding.type != "person" or " " not in finding.name or not _CYRILLIC.match(finding.name):
        return None
    stem = _ENDINGS.sub("", finding.name)
    return next(
        (
            draft
            for draft in sheet.drafts
            if draft.type == "person" and draft.entry is None and _ENDINGS.sub("", draft.name) == stem
        ),
        None,
    )


_CYRILLIC = re.compile(r"[А-ЯЁ]")
_ENDINGS = re.compile(r"(?<=\w{2})(?:ом|ем|ого|ому|[аяуюыиеоьй])(?=\s|$)")


def _of_surname(sheet: Sheet, finding: Finding) -> Draft | None:
    """The only person so far of whose name a single word is the last ("Mr Zhukov")."""
    if finding.type != "person" or " " in finding.name:
        return None
    bearers = [
        draft for draft in sheet.drafts if draft.type == "person" and draft.name.endswith(f" {finding.name}")
    ]
    return bearers[0] if len(bearers) == 1 else None


def _entities(sheet: Sheet) -> tuple[Entity, ...]:
    drafts = sorted(sheet.drafts, key=lambda draft: (min(draft.mentions), draft.name))
    return tuple(
        Entity(
            id=f"e{number}",
            confidence=draft.confidence,
            extractor=Extractor(name=EXTRACTOR, version=VERSION, rule=draft.rule),
            evidence=tuple(sheet.span(start, end) for start, end in sorted(draft.mentions)),
            name=draft.name,
            type=draft.type,
            gazetteer_id=draft.entry.id if draft.entry else None,
            wikidata_qid=draft.entry.qid if draft.entry else None,
            link_method=draft.method,
            country=draft.country,
            roles=tuple(draft.roles),
            coreferent=tuple(sheet.span(start, end) for start, end in sorted(set(draft.coreferent))),
        )
        for number, draft in enumerate(drafts, start=1)
    )
