"""news.matches: a rule matched a revision."""

from schemas.change import Change
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


class Excerpt(Model):
    """A sentence of the item on one line; `marks` are the stretches of it (start, end) that matched."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


class Match(Model):
    """One rule, one revision, and why.

    Since 1.2: the happening the item tells of (`event_id`, and those found to be the same as it), what the revision says
    otherwise than the one before it (`changes`), the sentence that matched, its key facts in words, the entities the matched
    words name, how central the item is, and how many independent sources tell of it; `awaits_text` where the feed gave less than
    the whole text. Since 1.3: who published what the source only found, and whether it is a press release, issued for whom.
    """

    rule_id: str
    rule_name: str
    channels: tuple[str, ...]
    item_id: str
    revision: int
    retracted: bool = False
    origin: Origin
    source: Source
    publisher: str | None = None
    paid: bool = False
    issuer: str | None = None
    title: str | None
    summary: str
    link: str | None
    language: LanguageTag
    topics: tuple[Topic, ...]
    published_at: UtcTime | None
    first_seen_at: UtcTime
    story: Story
    explanation: tuple[Clause, ...]
    event_id: str | None = None
    events_absorbed: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    excerpt: Excerpt | None = None
    facts: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    level: str | None = None
    independent: int = 0
    awaits_text: bool = False
