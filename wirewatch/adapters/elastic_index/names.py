"""What the indexes are called."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["news", "news-facts", "news-stories"]

KINDS: tuple[Kind, ...] = ("news", "news-facts", "news-stories")
"""One document per item, per fact, per story."""


@dataclass(frozen=True, slots=True)
class IndexNames:
    """The names of a newsroom's indexes; `prefix` keeps several apart in one cluster ("desk-": desk-news).

    A generation's index (desk-news-v2) has an alias of its own (desk-news-g2), by which its stages write to it; the
    alias that people search (desk-news) stands for one generation's index.
    """

    prefix: str = ""

    def alias(self, kind: Kind, generation: str | None = None) -> str:
        """What readers and writers call a generation's index; None: the one that searches see."""
        return f"{self.prefix}{kind}" if generation is None else f"{self.prefix}{kind}-{generation}"

    def index(self, kind: Kind, generation: str) -> str:
        """The index of a generation."""
        return f"{self.prefix}{kind}-v{generation.removeprefix('g')}"

    @property
    def health(self) -> str:
        """The alias of what waits and what died, stage by stage; it belongs to no generation."""
        return f"{self.prefix}news-health"

    @property
    def health_index(self) -> str:
        """The index behind it."""
        return f"{self.prefix}news-health-v1"

    def pattern(self, kind: Kind) -> str:
        """All its versions, for templates and roles."""
        return f"{self.prefix}{kind}-v*"

    def generation_of(self, index: str) -> str | None:
        """The generation of an index of the kind news; None where it is none of ours."""
        number = index.removeprefix(f"{self.prefix}news-v")
        return f"g{number}" if index != number and number.isdigit() else None


@dataclass(frozen=True, slots=True)
class GenerationNames:
    """The aliases under which one generation is read and written; None: those that searches see."""

    names: IndexNames
    generation: str | None = None

    def alias(self, kind: Kind) -> str:
        """What its index is called."""
        return self.names.alias(kind, self.generation)
