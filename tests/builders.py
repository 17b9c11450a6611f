"""Small builders with sensible defaults: a test names only what it is about."""

import hashlib
import zlib
from datetime import UTC, datetime
from typing import Any

from schemas.classified import Classified
from schemas.coverage import Coverage, Story
from schemas.entity import Entity
from schemas.extracted import Extracted
from schemas.fact import Extractor
from schemas.facts import Facts
from schemas.item import Item
from schemas.sighting import Sighting
from schemas.source import Source
from schemas.span import Span
from schemas.verdict import Reason, TopicScore, Verdict

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BY = Extractor(name="test", version="1", rule="test")
SOURCE = Source(
    id="wire", name="The Wire", kind="agency", language="en", country="GBR", control="independent"
)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def item(
    item_id: str = "wire:1", title: str | None = "Xi meets Putin", body: str = "", **changes: Any
) -> Item:
    text = f"{title}\n\n{body}" if title and body else (title or body)
    given: dict[str, Any] = {
        "item_id": item_id,
        "identity": "guid",
        "source": SOURCE,
        "feed": "https://wire.example/rss",
        "link": f"https://wire.example/{item_id}",
        "guid": item_id,
        "title": title,
        "text": text,
        "text_sha256": sha256(text),
        "completeness": "summary" if body else "headline",
        "published_at": NOW,
        "first_seen_at": NOW,
        "origin": "live",
    }
    return Item(**(given | changes))


def sighting(of: Item | None = None, **changes: Any) -> Sighting:
    seen = of or item()
    given: dict[str, Any] = {
        "item": seen,
        "content_sha256": sha256(seen.text),
        "entry_zlib": zlib.compress(f"<item><title>{seen.title}</title></item>".encode()),
    }
    return Sighting(**(given | changes))


def verdict(*, relevant: bool = True, **changes: Any) -> Verdict:
    given: dict[str, Any] = {
        "watch": "china-russia",
        "relevant": relevant,
        "score": 0.9 if relevant else 0.1,
        "threshold": 0.5,
        "level": "central" if relevant else "none",
        "reasons": (Reason(rule="leader_pair", weight=2.0),),
        "topics": (TopicScore(topic="leaders", score=0.9, primary=True),) if relevant else (),
    }
    return Verdict(**(given | changes))


def classified(of: Item | None = None, **changes: Any) -> Classified:
    given: dict[str, Any] = {
        "item": of or item(),
        "revision": 1,
        "language": "en",
        "language_confidence": 0.99,
        "verdicts": (verdict(),),
    }
    return Classified(**(given | changes))


def entity(fact_id: str, text: str, surface: str, **changes: Any) -> Entity:
    start = text.index(surface)
    given: dict[str, Any] = {
        "id": fact_id,
        "confidence": 0.9,
        "extractor": BY,
        "evidence": (Span.of(text, start, start + len(surface)),),
        "name": surface,
        "type": "person",
    }
    return Entity(**(given | changes))


def extracted(of: Item | None = None, **changes: Any) -> Extracted:
    return Extracted(**(dict(classified(of)) | {"facts": Facts()} | changes))


def story(of: Item, **changes: Any) -> Story:
    given: dict[str, Any] = {
        "story_id": of.item_id,
        "copies": 1,
        "sources": (of.source.id,),
        "first_seen_at": of.first_seen_at,
    }
    return Story(**(given | changes))


def coverage(of: Item | None = None, **changes: Any) -> Coverage:
    seen = of or item()
    given = dict(extracted(seen)) | {"story": story(seen), "cluster_seq": 1, "highest_slot": 0}
    return Coverage(**(given | changes))
