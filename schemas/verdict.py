"""Whether an item concerns a watch, and why."""

from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.model import Confidence, Model
from schemas.span import Span
from schemas.topic import Topic


class Reason(Model):
    """A rule that spoke for (weight > 0) or against (weight < 0) relevance, with the words it saw."""

    rule: str
    weight: float
    evidence: tuple[Span, ...] = ()


class TopicScore(Model):
    """One topic of a relevant item."""

    topic: Topic
    score: Confidence
    primary: bool = False
    evidence: tuple[Span, ...] = ()


class Verdict(Model):
    """One watch's verdict on one item. `settled` is false while triage could not tell and extract must.

    `level`: central (the item is about it), substantial (a part of it is), passing (a mention), none.
    """

    watch: str
    relevant: bool
    settled: bool = True
    score: Confidence
    threshold: Confidence
    level: Literal["central", "substantial", "passing", "none"]
    reasons: tuple[Reason, ...] = ()
    topics: tuple[TopicScore, ...] = Field(default=())

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if self.relevant != (self.score >= self.threshold):
            raise ValueError("relevant must mean score >= threshold")
        if self.topics and not self.relevant:
            raise ValueError("only relevant items have topics")
        if sum(topic.primary for topic in self.topics) > 1:
            raise ValueError("one primary topic at most")
        return self
