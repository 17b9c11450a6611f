"""What every format's writer does."""

from typing import Protocol

from schemas.model import Model


class Writer(Protocol):
    """Writes rows or citations, one by one, as bytes of its format."""

    def begin(self) -> None:
        """What stands before the first one."""

    def write(self, row: Model) -> None:
        """The next one."""

    def end(self) -> None:
        """What stands after the last one; the stream stays open."""
