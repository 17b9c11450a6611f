"""A quote in the making: spans and entities before they become a fact."""

from dataclasses import dataclass, field

from schemas.entity import Entity


@dataclass(slots=True)
class Source:
    """Who speaks: the words `text[start:end]` that say so and the entities they stand for."""

    start: int
    end: int
    entities: tuple[Entity, ...]


@dataclass(slots=True)
class Draft:
    """A quotation found. `content` holds offsets without outer quotation marks; `rule` names what found it."""

    kind: str
    source: Source
    cue: tuple[int, int] | None
    lemma: str | None
    content: list[tuple[int, int]]
    rule: str
    unterminated: bool = field(default=False)
