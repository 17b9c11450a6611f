"""The settings of how much of a text is kept for good."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.item import Abridgement

TextKept = Literal["full", Abridgement]


class TextPolicy(BaseModel):
    """How much of the texts is kept after some days: `full` all, `snippet` the headline, the beginning and the evidence of facts,
    `link` the headline, the link and the evidence (docs/privacy.md)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    usual: TextKept = "full"
    """What holds for sources that are not named."""
    sources: dict[str, TextKept] = Field(default_factory=dict)
    """What holds for single sources, by id: {xinhua = "snippet"}."""
    after_days: Annotated[float, Field(gt=0)] = 30
    """Days after an item was first seen; until then its whole text is there."""

    def of(self, source_id: str) -> Abridgement | None:
        """What is left of a source's texts; None: all of them."""
        kept = self.sources.get(source_id, self.usual)
        return None if kept == "full" else kept

    @property
    def abridges(self) -> bool:
        """Whether any text is not kept whole."""
        return any(kept != "full" for kept in (self.usual, *self.sources.values()))

    def before(self, now: datetime) -> datetime:
        """The moment before which texts are abridged."""
        return now - timedelta(days=self.after_days)
