"""A citation of an item, or of one fact of it."""

from schemas.model import LanguageTag, Model, Sha256, UtcTime
from schemas.source import Control


class Citation(Model):
    """What a reader needs to find the words again: whose they are, where and when they stood, and which text was read.

    `points_at` is ITEM@REVISION or ITEM@REVISION#FACT, which `wirewatch show` resolves; `words` are the fact's words, at
    `start` up to `end` (code points) of the text with that SHA-256.
    """

    points_at: str
    title: str
    source_name: str
    source_kind: str
    source_control: Control
    language: LanguageTag
    link: str | None
    published_at: UtcTime | None
    seen_at: UtcTime
    text_sha256: Sha256
    abstract: str = ""
    topics: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    words: str | None = None
    start: int | None = None
    end: int | None = None
