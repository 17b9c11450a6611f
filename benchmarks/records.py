"""The corpus as the stream's records: items, revisions, coverage."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from benchmarks.corpus import Entry
from consumers.classify.classify import classify
from consumers.classify.watch import load_watches
from consumers.extract.stage import decide_extract
from consumers.gazetteer import load_gazetteer
from schemas.classified import Classified
from schemas.coverage import Coverage, Story
from schemas.extracted import Extracted
from schemas.item import Item
from schemas.source import Source

_SOURCE = Source(id="wire", name="The Wire", kind="agency", language="en", country="GBR")


def item_of(entry: Entry) -> Item:
    """The item that polling makes of an entry."""
    return Item(
        item_id=f"item-{entry.number}",
        identity="guid",
        source=_SOURCE,
        feed="https://wire.example/rss",
        link=f"https://wire.example/{entry.number}",
        guid=f"wire-{entry.number}",
        title=entry.title,
        text=entry.text,
        text_sha256=sha256(entry.text.encode()).hexdigest(),
        completeness="summary",
        published_at=entry.published_at,
        first_seen_at=entry.published_at,
        origin="live",
    )


def classified_of(entry: Entry) -> Classified:
    """The revision that classify makes of an entry's item."""
    item = item_of(entry)
    language, confidence, verdicts = classify(
        item.text, len(entry.title), None, load_watches(), load_gazetteer()
    )
    return Classified(
        item=item, revision=1, language=language, language_confidence=confidence, verdicts=verdicts
    )


def coverage_of(entries: Iterable[Entry]) -> Iterator[Coverage]:
    """The coverage of those entries that are found relevant, each a story of its own."""
    for entry in entries:
        extracted = decide_extract(classified_of(entry))
        if isinstance(extracted, Extracted):
            yield placed(extracted)


def placed(extracted: Extracted) -> Coverage:
    """A record in a story of its own."""
    item = extracted.item
    story = Story(
        story_id=item.item_id, copies=1, sources=(item.source.id,), first_seen_at=item.first_seen_at
    )
    fields = {name: getattr(extracted, name) for name in Extracted.model_fields}
    return Coverage(**fields, story=story, cluster_seq=1, highest_slot=0)
