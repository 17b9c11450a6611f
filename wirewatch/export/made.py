"""An export while it is made: what went into the writer, counted."""

from collections.abc import Callable, Iterable, Iterator

from schemas.coverage import Coverage
from schemas.model import Model
from wirewatch.export.formats.writer import Writer

TOLD_EVERY = 50
"""Items between two words on how far it is."""


class Made:
    """Writes rows and counts them; `found` items led to `rows` rows."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.found = self.rows = 0

    def passing(
        self, found: Iterable[Coverage], told: Callable[[str, int, int], None], most: int
    ) -> Iterator[Coverage]:
        """The items as they go by; `told` hears how many of at most `most`."""
        for coverage in found:
            self.found += 1
            yield coverage
            if self.found % TOLD_EVERY == 0:
                told("items", self.found, max(most, self.found))

    def write(self, rows: Iterable[Model]) -> None:
        """All rows, from beginning to end."""
        self._writer.begin()
        for row in rows:
            self._writer.write(row)
            self.rows += 1
        self._writer.end()
