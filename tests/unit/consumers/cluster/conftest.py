"""Builders for the tests of cluster."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from consumers.cluster.placing import place
from consumers.cluster.stories import Stories
from schemas.coverage import Coverage
from schemas.extracted import Extracted
from schemas.item import Item
from schemas.source import Source

MakeItem = Callable[..., Extracted]
START = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.fixture
def make() -> MakeItem:
    """Builds an extracted item: `make("a1", title=…, body=…, source=…, hours=…)`, hours after a fixed start."""

    def build(
        item_id: str,
        *,
        title: str | None = None,
        body: str = "",
        source: str = "harbour-wire",
        language: str = "en",
        hours: float = 0,
        revision: int = 1,
        retracted: bool = False,
    ) -> Extracted:
        text = f"{title}\n\n{body}" if title and body else (title or body)
        item = Item(
            item_id=item_id,
            identity="guid",
            source=Source(id=source, name=source),
            feed="https://news.example/feed",
            title=title,
            text=text,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            completeness="summary",
            first_seen_at=START + timedelta(hours=hours),
            origin="live",
        )
        return Extracted(
            item=item, revision=revision, language=language, language_confidence=1, verdicts=(), retracted=retracted
        )  # fmt: skip

    return build


@pytest.fixture
def put() -> Callable[[Stories, Extracted], Coverage]:
    """Places an item and takes the changes in, as the stage does."""

    def placed(stories: Stories, extracted: Extracted) -> Coverage:
        done = place(stories, extracted)
        for item_id, member in done.changes:
            stories.put(item_id, member)
        return done.coverage

    return placed


@pytest.fixture(scope="session")
def reports() -> list[dict[str, Any]]:
    """Events, each with three independently written reports."""
    events: list[dict[str, Any]] = json.loads(Path(__file__).with_name("reports.json").read_text("utf-8"))
    return events
