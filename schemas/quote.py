"""What was said, and by whom."""

from typing import Literal

from pydantic import Field

from schemas.fact import Fact
from schemas.span import Span

Stance = Literal[
    "neutral", "assert", "announce", "confirm", "deny", "admit", "believe", "expect", "promise", "propose", "demand", "warn",
    "criticize", "praise", "explain", "answer",
]  # fmt: skip


class Quote(Fact):
    """A quotation in Citron's terms: `speaker` (entity ids), `source` and `cue` spans, `content` spans.

    Content excludes outer quotation marks and the attribution clause; a quote broken by its attribution has
    two content spans. `stance` is the class of the word of speech (consumers/extract/quotes/data/stances.tsv), `addressee` to whom,
    `medium` where or in what it was said, as the item has it. `identity` is the same wherever the same words are quoted: a hash of the
    content's letters and digits, without case, marks and spaces.
    """

    quote_type: Literal["direct", "indirect", "mixed"]
    speaker: tuple[str, ...] = ()
    source: Span | None = None
    cue: Span | None = None
    cue_lemma: str | None = None
    content: tuple[Span, ...] = Field(min_length=1)
    unterminated: bool = False
    stance: Stance | None = None
    addressee: Span | None = None
    medium: Span | None = None
    identity: str | None = None
