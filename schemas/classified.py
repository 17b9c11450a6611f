"""news.classified: a numbered revision of an item, with its language and the watches' verdicts."""

from schemas.item import Item
from schemas.model import Confidence, LanguageTag, Model
from schemas.verdict import Verdict


class Classified(Model):
    """A revision. `retracted`: an earlier revision was relevant and this one is not (or was withdrawn); it
    travels on to remove what was indexed."""

    item: Item
    revision: int
    language: LanguageTag
    language_confidence: Confidence
    verdicts: tuple[Verdict, ...]
    retracted: bool = False

    @property
    def relevant(self) -> bool:
        """Whether any watch wants it."""
        return any(verdict.relevant for verdict in self.verdicts)

    @property
    def open(self) -> bool:
        """Whether any watch's verdict still waits for the whole text."""
        return any(not verdict.settled for verdict in self.verdicts)
