"""news.matches: a rule matched a revision."""

from schemas.coverage import Story
from schemas.item import Origin
from schemas.model import LanguageTag, Model, UtcTime
from schemas.source import Source
from schemas.span import Span
from schemas.topic import Topic


class Clause(Model):
    """A clause of a rule's query that matched, as written, and the words it matched."""

    clause: str
    spans: tuple[Span, ...] = ()


class Match(Model):
    """One rule, one revision, and why."""

    rule_id: str
    rule_name: str
    channels: tuple[str, ...]
    item_id: str
    revision: int
    retracted: bool = False
    origin: Origin
    source: Source
    title: str | None
    summary: str
    link: str | None
    language: LanguageTag
    topics: tuple[Topic, ...]
    published_at: UtcTime | None
    first_seen_at: UtcTime
    story: Story
    explanation: tuple[Clause, ...]
