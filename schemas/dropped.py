"""news.dropped: why an item was turned away."""

from typing import Literal

from schemas.model import LanguageTag, Model, UtcTime
from schemas.verdict import Verdict


class Dropped(Model):
    """An irrelevant revision: what it was and the verdicts with their reasons, without the text."""

    item_id: str
    revision: int
    stage: Literal["classify", "extract"]
    source_id: str
    title: str | None
    link: str | None
    language: LanguageTag
    published_at: UtcTime | None
    verdicts: tuple[Verdict, ...]
