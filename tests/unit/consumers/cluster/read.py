"""Texts as extract hands them on, for tests of what cluster makes of their facts."""

from datetime import datetime, timedelta

from schemas.extracted import Extracted
from schemas.source import Source
from wirewatch.analysis import TextToAnalyse, analyse

SEEN_AFTER = timedelta(minutes=5)


def read(
    item_id: str, title: str, body: str, *, source: str = "The Wire", published: str = "2026-05-05T09:00:00Z",
    revision: int = 1, retracted: bool = False, kind: str = "agency",
) -> Extracted:  # fmt: skip
    """A text with its facts, published by `source` and seen five minutes later."""
    found = analyse(TextToAnalyse(id=item_id, title=title, body=body, published=published))
    at = datetime.fromisoformat(published)
    publisher = Source(id=source.casefold(), name=source, kind=kind)  # type: ignore[arg-type]
    item = found.item.model_copy(
        update={"source": publisher, "published_at": at, "first_seen_at": at + SEEN_AFTER}
    )
    return found.model_copy(update={"item": item, "revision": revision, "retracted": retracted})
