"""A stretch of an item's text: the evidence behind every fact."""

from typing import Self

from pydantic import Field, model_validator

from schemas.model import Model


class Span(Model):
    """`text[start:end] == surface`, offsets in Unicode code points into the item's text."""

    start: int = Field(ge=0)
    end: int
    surface: str = Field(min_length=1)

    @model_validator(mode="after")
    def _is_as_long_as_its_surface(self) -> Self:
        if self.end - self.start != len(self.surface):
            raise ValueError(f"span {self.start}..{self.end} is not as long as {self.surface!r}")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The span of `text[start:end]`."""
        return cls(start=start, end=end, surface=text[start:end])
