"""What the indexes are called."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["news", "news-facts", "news-stories"]

KINDS: tuple[Kind, ...] = ("news", "news-facts", "news-stories")
"""One document per item, per fact, per story."""


@dataclass(frozen=True, slots=True)
class IndexNames:
    """The names of a newsroom's indexes; `prefix` keeps several apart in one cluster ("desk-": desk-news)."""

    prefix: str = ""

    def alias(self, kind: Kind) -> str:
        """What readers and writers call it."""
        return f"{self.prefix}{kind}"

    def index(self, kind: Kind, version: int) -> str:
        """The index of a version; the alias stands for one of them."""
        return f"{self.prefix}{kind}-v{version}"

    def pattern(self, kind: Kind) -> str:
        """All its versions, for templates and roles."""
        return f"{self.prefix}{kind}-v*"
