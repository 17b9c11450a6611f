"""Coverage: what a query finds, with facets and a timeline over the newest of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from consumers.query.scope import time_of
from consumers.query.search import IndexReader, SearchHit, SearchRequest
from consumers.query.snippets import Snippet
from schemas.coverage import Coverage
from wirewatch.desk.asked import Asked
from wirewatch.desk.charts import Bar, bars
from wirewatch.when import local

LOOKED_AT = 250
"""The newest reports that facets and timeline count: more would take longer than a page may."""
VALUES_MOST = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A found report as the page shows it; texts in parts, each marked or not."""

    item_id: str
    title: tuple[tuple[str, bool], ...]
    snippets: tuple[tuple[tuple[str, bool], ...], ...]
    when: str
    source: str
    control: str
    language: str
    topics: tuple[str, ...]
    copies: int
    events: int


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, how many reports have it, and the search narrowed by it."""

    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its most frequent values."""

    title: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the newest reports have in common, and when they were published."""

    looked_at: int
    is_all: bool
    facets: tuple[Facet, ...]
    timeline: tuple[Bar, ...]


def hits_of(found: Iterable[SearchHit]) -> tuple[Hit, ...]:
    """The reports that were found."""
    return tuple(_hit(hit) for hit in found)


def overview(asked: Asked, index: IndexReader) -> Overview:
    """Facets and timeline of a search."""
    if asked.request is None:
        return Overview(0, True, (), ())
    request = SearchRequest(asked.request.query, asked.request.since, asked.request.until)
    found = list(islice(index.found(request), LOOKED_AT + 1))
    looked_at = found[:LOOKED_AT]
    facets = (
        _facet("Topics", "topic", asked, (t for c in looked_at for t in set(_topics(c)))),
        _facet("Sources", "source", asked, (c.item.source.id for c in looked_at)),
        _facet("Control", "source.control", asked, (c.item.source.control for c in looked_at)),
        _facet("Languages", "lang", asked, (c.language.partition("-")[0] for c in looked_at)),
        _facet(
            "Events", "event.type", asked, (t for c in looked_at for t in {e.type for e in c.facts.events})
        ),
    )
    days = Counter[date](time_of(coverage.item).date() for coverage in looked_at)
    return Overview(len(looked_at), len(found) <= LOOKED_AT, tuple(f for f in facets if f.values), bars(days))


def parts_of(snippet: Snippet) -> tuple[tuple[str, bool], ...]:
    """A snippet in parts, each marked or not."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in snippet.highlights:
        parts += [(snippet.text[at:start], False), (snippet.text[start:end], True)]
        at = end
    parts.append((snippet.text[at:], False))
    return tuple(part for part in parts if part[0])


def _hit(hit: SearchHit) -> Hit:
    document = hit.document
    return Hit(
        document.item_id,
        parts_of(hit.title) if hit.title else ((document.summary, False),),
        tuple(parts_of(snippet) for snippet in hit.snippets),
        local(document.published_at or document.first_seen_at),
        document.source_name,
        document.source_control,
        document.language,
        document.topics,
        document.copies,
        document.events,
    )


def _facet(title: str, field: str, asked: Asked, values: Iterator[str] | Iterable[str]) -> Facet:
    counted = Counter(values).most_common(VALUES_MOST)
    return Facet(
        title,
        tuple(Value(name, count, asked.narrowed(f"{field}:{_quoted(name)}")) for name, count in counted),
    )


def _quoted(value: str) -> str:
    return (
        value
        if value.isascii() and value.replace("_", "").isalnum()
        else '"' + value.replace('"', '\\"') + '"'
    )


def _topics(coverage: Coverage) -> Iterator[str]:
    return (topic.topic for verdict in coverage.verdicts for topic in verdict.topics)
