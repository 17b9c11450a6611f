"""What was said, and by whom."""

from typing import Literal

from pydantic import Field

from schemas.fact import Fact
from schemas.span import Span


class Quote(Fact):
    """A quotation in Citron's terms: `speaker` (entity ids), `source` and `cue` spans, `content` spans.

    Content excludes outer quotation marks and the attribution clause; a quote broken by its attribution has
    two content spans.
    """

    quote_type: Literal["direct", "indirect", "mixed"]
    speaker: tuple[str, ...] = ()
    source: Span | None = None
    cue: Span | None = None
    cue_lemma: str | None = None
    content: tuple[Span, ...] = Field(min_length=1)
    unterminated: bool = False
