"""A found item made ready to show."""

from consumers.query.search import SearchHit
from consumers.query.snippets import beginning_of, marked, snippets_of
from schemas.coverage import Coverage
from schemas.document import Document
from schemas.match import Clause


def hit_of(coverage: Coverage, clauses: tuple[Clause, ...], score: float = 0.0) -> SearchHit:
    """The hit of an item that matched because of `clauses`."""
    item = coverage.item
    title_end = len(item.title) if item.title and item.text.startswith(item.title) else 0
    return SearchHit(
        document=flat(coverage),
        score=score,
        title=marked(item.text, clauses, title_end) if title_end else None,
        snippets=snippets_of(item.text, clauses, title_end),
        clauses=clauses,
    )


def flat(coverage: Coverage) -> Document:
    """The flat view of a revision."""
    item, story = coverage.item, coverage.story
    best = max(coverage.verdicts, key=lambda verdict: verdict.score, default=None)
    return Document(
        item_id=item.item_id,
        revision=coverage.revision,
        story_id=story.story_id,
        copies=story.copies,
        title=item.title,
        link=item.link,
        source_id=item.source.id,
        source_name=item.source.name,
        source_control=item.source.control,
        language=coverage.language,
        published_at=item.published_at,
        first_seen_at=item.first_seen_at,
        watch=best.watch if best else None,
        score=best.score if best else 0.0,
        level=best.level if best else "none",
        topics=tuple(topic.topic for topic in best.topics) if best else (),
        entities=tuple(dict.fromkeys(entity.name for entity in coverage.facts.entities)),
        events=len(coverage.facts.events),
        summary=beginning_of(item.text, item.body_start),
    )
