"""An item that was turned away, and why."""

from collections.abc import Iterator

from rich.text import Text

from schemas.dropped import Dropped
from wirewatch.logs import printable
from wirewatch.render.analysis import verdict_lines
from wirewatch.render.headline import headline


def dropped_lines(dropped: Dropped) -> Iterator[Text]:
    """The headline, the stage that turned it away, and each watch's reasons."""
    yield Text(headline(dropped.title or dropped.item_id), "bold")
    yield Text(printable(f"{dropped.source_id} · {dropped.language} · {dropped.link or ''}"), "dim")
    yield Text(f"Turned away by {dropped.stage}:")
    for verdict in dropped.verdicts:
        yield verdict_lines(verdict, why=True)
