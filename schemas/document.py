"""A found item as searches print it: one flat view."""

from typing import Literal

from schemas.model import Confidence, LanguageTag, Model, UtcTime
from schemas.source import Control
from schemas.topic import Topic


class Document(Model):
    """An item as the index knows it. `score`, `level` and `topics` are those of its best verdict; `summary` is the
    beginning of its body, on one line."""

    item_id: str
    revision: int
    story_id: str
    copies: int
    title: str | None
    link: str | None
    source_id: str
    source_name: str
    source_control: Control
    language: LanguageTag
    published_at: UtcTime | None
    first_seen_at: UtcTime
    watch: str | None
    score: Confidence
    level: Literal["central", "substantial", "passing", "none"]
    topics: tuple[Topic, ...]
    entities: tuple[str, ...]
    events: int
    summary: str
