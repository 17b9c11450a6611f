"""What all sources of a happening say, what only one does, and where they contradict each other. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from consumers.cluster.credits import credits_of
from consumers.cluster.shared import is_rounding
from schemas.comparison import Cited, Comparison, Conflict, Quoted, Stated, Telling, Version
from schemas.coverage import Coverage
from schemas.happening import Happening
from wirewatch.compare.statements import Claim, Statement, cite, claims_of, statements_of

SAID_MOST = 6
"""Quotes of a source that are shown."""


def compare_sources(happening: Happening, reports: Iterable[Coverage]) -> Comparison:
    """The reports of a happening, those of one source together, the source seen first in front."""
    by_source: dict[str, list[Coverage]] = {}
    for report in sorted(reports, key=lambda r: (r.item.first_seen_at, r.item.item_id)):
        by_source.setdefault(report.item.source.id, []).append(report)
    said = _cited_by_source(by_source)
    sources = tuple(by_source)
    return Comparison(
        happening=happening,
        tellings=tuple(_telling(items) for items in by_source.values()),
        shared=tuple(s for s in said if set(s.cited) == set(sources)) if len(sources) > 1 else (),
        only=tuple(s for s in said if len(s.cited) == 1) if len(sources) > 1 else tuple(said),
        conflicts=tuple(_conflicts(by_source)),
    )


def _cited_by_source(by_source: Mapping[str, Sequence[Coverage]]) -> list[Stated]:
    """Every statement with each source's words for it; a rounded amount is the amount."""
    found: dict[tuple[str, str], dict[str, dict[Cited, None]]] = {}
    for source, items in by_source.items():
        for item in items:
            for statement in statements_of(item):
                key = _same(found, statement)
                found.setdefault(key, {}).setdefault(source, {})[statement.cited] = None
    order = {"event": 0, "amount": 1, "date": 2, "name": 3}
    return [
        Stated(kind=kind, what=what, cited={source: tuple(words) for source, words in cited.items()})  # type: ignore[arg-type]
        for (kind, what), cited in sorted(found.items(), key=lambda pair: order[pair[0][0]])
    ]


def _same(found: Mapping[tuple[str, str], object], statement: Statement) -> tuple[str, str]:
    key = (statement.kind, statement.what)
    if statement.kind != "amount" or key in found:
        return key
    return next((known for known in found if known[0] == "amount" and _agree(known[1], key[1])), key)


def _telling(items: Sequence[Coverage]) -> Telling:
    first = items[0]
    item, source = first.item, first.item.source
    return Telling(
        source_id=source.id,
        source_name=source.name,
        control=source.control,
        kind=source.kind,
        country=source.country,
        language=first.language,
        first_seen_at=item.first_seen_at,
        published_at=item.published_at,
        headline=item.title,
        link=item.link,
        items=tuple(each.item.item_id for each in items),
        told_from=tuple(dict.fromkeys(o for each in items for o in credits_of(each).origins)),
        quoted=tuple(_quoted(items))[:SAID_MOST],
    )


def _quoted(items: Iterable[Coverage]) -> Iterator[Quoted]:
    for item in items:
        names = {entity.id: entity.name for entity in item.facts.entities}
        for quote in item.facts.quotes:
            speaker = ", ".join(names[s] for s in quote.speaker) or "unnamed"
            yield Quoted(speaker=speaker, said=cite(item.item.item_id, quote.content[0]))


def _conflicts(by_source: Mapping[str, Sequence[Coverage]]) -> Iterator[Conflict]:
    """What at least two sources tell of and give no common value for."""
    claims: defaultdict[tuple[str, str], defaultdict[str, list[Claim]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for source, items in by_source.items():
        for claim in (claim for item in items for claim in claims_of(item)):
            claims[claim.kind, claim.about][source].append(claim)
    for (kind, about), given in claims.items():
        pairs = combinations(given.values(), 2)
        if any(not _have_common(one, other) for one, other in pairs):
            yield Conflict(kind=kind, about=about, versions=tuple(_versions(given)))  # type: ignore[arg-type]


def _versions(given: Mapping[str, Sequence[Claim]]) -> Iterator[Version]:
    values: dict[str, dict[str, list[Cited]]] = {}
    for source, claims in given.items():
        for claim in claims:
            known = next(
                (v for v in values if claim.kind == "amount" and _agree(v, claim.value)), claim.value
            )
            values.setdefault(known, {}).setdefault(source, []).append(claim.cited)
    for value, cited in values.items():
        yield Version(value=value, cited={source: tuple(words) for source, words in cited.items()})


def _have_common(one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    agree = {"amount": _agree, "date": _overlap}.get(one[0].kind, str.__eq__)
    return any(agree(mine.value, theirs.value) for mine in one for theirs in other)


def _agree(one: str, other: str) -> bool:
    """Whether two written amounts are the same, or one is the other rounded."""
    if one == other:
        return True
    (value, _, unit), (there, _, unit_there) = one.partition(" "), other.partition(" ")
    if unit != unit_there or "–" in value + there:
        return False
    return is_rounding(Decimal(value), Decimal(there))


def _overlap(one: str, other: str) -> bool:
    """Whether two dates can be one: a day in a month, a range that holds it."""
    first, last = _bounds(one)
    begins, ends = _bounds(other)
    return first <= ends and begins <= last


def _bounds(value: str) -> tuple[str, str]:
    """First and last day of an ISO value, so that they can be compared as text."""
    first, _, last = value.partition("/")
    return first, f"{last or first}~"
