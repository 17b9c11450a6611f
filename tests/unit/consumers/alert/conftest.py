"""Builders for the tests of match, decide and send."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from schemas.coverage import Coverage, Story
from schemas.item import Item
from schemas.match import Match
from schemas.source import Source
from schemas.verdict import Verdict

START = datetime(2026, 3, 3, 8, tzinfo=UTC)
MakeMatch = Callable[..., Match]
MakeCoverage = Callable[..., Coverage]


@pytest.fixture
def make_match() -> MakeMatch:
    """Builds a match of the rule "ports"; `story_id`, `merged_into`, `absorbed`, and any field of Match."""

    def build(item_id: str = "a", *, story_id: str = "a", merged_into: str | None = None,
              absorbed: tuple[str, ...] = (), **fields: Any) -> Match:  # fmt: skip
        story = Story(
            story_id=story_id, copies=1, sources=("s",), first_seen_at=START, merged_into=merged_into, absorbed=absorbed
        )  # fmt: skip
        made: dict[str, Any] = {
            "rule_id": "ports",
            "rule_name": "Ports",
            "channels": ("memory",),
            "item_id": item_id,
            "revision": 1,
            "origin": "live",
            "source": Source(id="s", name="S"),
            "title": "Ports agree to share berths",
            "summary": "",
            "link": None,
            "language": "en",
            "topics": (),
            "published_at": START,
            "first_seen_at": START,
            "story": story,
            "explanation": (),
        }
        return Match(**(made | fields))

    return build


@pytest.fixture
def make_coverage() -> MakeCoverage:
    """Builds coverage of an item: `make_coverage("a", title=…, body=…)`, and any field of Item."""

    def build(
        item_id: str = "a",
        *,
        title: str | None = "Ports agree to share berths",
        body: str = "",
        language: str = "en",
        retracted: bool = False,
        hours: float = 0,
        relevant: bool = True,
        **fields: Any,
    ) -> Coverage:
        text = f"{title}\n\n{body}" if title and body else (title or body)
        seen = START + timedelta(hours=hours)
        made: dict[str, Any] = {
            "item_id": item_id,
            "identity": "guid",
            "source": Source(id="harbour-wire", name="Harbour Wire"),
            "feed": "https://news.example/feed",
            "title": title,
            "text": text,
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "completeness": "summary",
            "first_seen_at": seen,
            "origin": "live",
        }
        verdict = Verdict(
            watch="china-russia", relevant=relevant, score=float(relevant), threshold=0.5, level="central" if relevant else "none"
        )  # fmt: skip
        return Coverage(
            item=Item(**(made | fields)),
            revision=1,
            language=language,
            language_confidence=1,
            verdicts=(verdict,),
            retracted=retracted,
            story=Story(story_id=item_id, copies=1, sources=("harbour-wire",), first_seen_at=seen),
            cluster_seq=1,
            highest_slot=0,
        )

    return build
