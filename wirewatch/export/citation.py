"""Coverage as citations. Pure."""

from consumers.query.hit import flat
from schemas.citation import Citation
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError
from schemas.fact import Fact
from schemas.facts import Facts
from schemas.quote import Quote
from schemas.span import Span
from wirewatch.export.pointing import Pointer

_NO_TITLE = 80
"""Characters of the text that stand for a missing headline."""


def citation_of(coverage: Coverage, fact_id: str | None = None) -> Citation:
    """The citation of a revision, or of a fact of it. Raises ConfigurationError where it has no such fact."""
    item, document = coverage.item, flat(coverage)
    fact = _fact(coverage, fact_id) if fact_id else None
    words = _words(fact) if fact else None
    return Citation(
        points_at=str(Pointer(item.item_id, coverage.revision, fact_id)),
        title=item.title or item.text[:_NO_TITLE],
        source_name=item.published_by,
        source_kind=item.source.kind,
        source_control=item.source.control,
        language=coverage.language,
        link=document.link,
        published_at=item.published_at,
        seen_at=item.first_seen_at,
        text_sha256=item.text_sha256,
        abstract=document.summary,
        topics=document.topics,
        said_by=_speakers(fact, coverage.facts),
        words=words.surface if words else None,
        start=words.start if words else None,
        end=words.end if words else None,
    )


def _fact(coverage: Coverage, fact_id: str) -> Fact:
    for fact in coverage.facts.all():
        if fact.id == fact_id:
            return fact
    known = ", ".join(fact.id for fact in coverage.facts.all()) or "none"
    raise ConfigurationError(
        f"{coverage.item.item_id}@{coverage.revision} has no fact {fact_id}; it has {known}."
    )


def _words(fact: Fact) -> Span:
    return fact.content[0] if isinstance(fact, Quote) else fact.evidence[0]


def _speakers(fact: Fact | None, facts: Facts) -> tuple[str, ...]:
    if not isinstance(fact, Quote):
        return ()
    names = {entity.id: entity.name for entity in facts.entities}
    return tuple(names[speaker] for speaker in fact.speaker)
