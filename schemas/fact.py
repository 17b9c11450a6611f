"""What all facts share: an id, evidence, who found it, how sure."""

from pydantic import Field

from schemas.model import Confidence, Model
from schemas.span import Span


class Extractor(Model):
    """Who found a fact, for audits and re-processing: component, its version, and the rule that fired."""

    name: str
    version: str
    rule: str


class Fact(Model):
    """A statement of the item with its evidence. Ids are unique within one item's facts ("e1", "d2", …)."""

    id: str
    confidence: Confidence
    extractor: Extractor
    evidence: tuple[Span, ...] = Field(min_length=1)
