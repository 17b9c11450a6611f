"""The log of a stream that has run for weeks, for what looks into one: a state for each of the index's items, the members of open stories, the
happenings they tell of, feeds, and what was sent. The records of the items themselves are left out: no page reads them."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

from benchmarks.corpus import START, Entry, corpus
from benchmarks.records import light_coverage
from consumers.alert.decide import alert_id_of
from consumers.alert.match import match_rules
from consumers.alert.rules import Rule
from consumers.outputs import output
from consumers.ports import Output
from consumers.query.parse import parse_query
from consumers.query.searchable import searchable_of
from schemas import topics
from schemas.alert import Alert
from schemas.cluster_state import ClusterMember
from schemas.coverage import Coverage, Story
from schemas.event_state import EventState
from schemas.feed_state import FeedState
from schemas.happening import Happening
from schemas.item_state import ItemState
from wirewatch.adapters.sqlite_log import SqliteLog

MEMBERS, EVENTS, FEEDS, ALERTS = 10_000, 10_000, 200, 1_000
LARGE_EVENT = "item-0"
STORIES = 12
"""Of the large event; others have one."""
BATCH = 5_000
SHINGLES = 40
_SHA = sha256(b"").hexdigest()


def fill_log(path: Path, items: int) -> None:
    """Write it."""
    log = SqliteLog(path)
    writing = log.open_stage("wirewatch.cluster")
    outputs = iter(_outputs(items))
    while some := list(islice(outputs, BATCH)):
        writing.commit(some, {})
    writing.close()
    log.close()


def _outputs(items: int) -> Iterator[Output]:
    for number in range(items):
        state = ItemState(
            revision=1, content_sha256=_SHA, relevant=True, feed=_feed(number), completeness="summary", text_chars=600, origin="live",
        )  # fmt: skip
        yield output(topics.ITEMS_STATE, f"item-{number}", state)
    for number in range(MEMBERS):
        yield output(topics.CLUSTER_STATE, f"item-{number}", _member(number))
    for number in range(EVENTS):
        yield output(topics.EVENTS_STATE, f"item-{number}", _event(number))
    for number in range(FEEDS):
        feed = FeedState(
            feed=_feed(number), polls=900, items=500, health="ok", source_id="wire", last_polled_at=START
        )
        yield output(topics.FEEDS_STATE, feed.feed, feed)
    yield from map(_alert, corpus(ALERTS, relevant_share=1.0))


def _feed(number: int) -> str:
    return f"https://wire.example/rss/{number % FEEDS}"


def _member(number: int) -> ClusterMember:
    story = Story(story_id=f"item-{number}", copies=1, sources=("wire",), first_seen_at=START)
    shingles = tuple(number * 1_000_003 + each * 7_919_317 for each in range(SHINGLES))
    return ClusterMember(
        story=story, source_id="wire", language="en", shingles=shingles, lead=shingles[:8], title_hash=number, last_seen_at=START,
        cluster_seq=number + 1, highest_slot=9,
    )  # fmt: skip


def _event(number: int) -> EventState:
    event_id = f"item-{number}"
    stories = tuple(f"item-{each}" for each in range(STORIES)) if event_id == LARGE_EVENT else (event_id,)
    happening = Happening(
        event_id=event_id, stories=len(stories), sources=("wire",), origins=("source/wire",), independent=1, first_seen_at=START,
    )  # fmt: skip
    return EventState(happening=happening, stories=stories, last_seen_at=START, seq=number + 1)


def _alert(entry: Entry) -> Output:
    coverage: Coverage = light_coverage(entry)
    rule = Rule("everything", "Everything", "*", parse_query("*"), ("terminal",))
    (match,) = match_rules([rule], coverage, searchable_of(coverage))
    alert_id = alert_id_of(rule.id, match.item_id, "first", "terminal")
    alert = Alert(
        alert_id=alert_id, rule_id=rule.id, subject=match.item_id, change="first", channel="terminal", decided_at=entry.published_at, match=match,
    )  # fmt: skip
    return output(topics.ALERTS, alert.channel, alert)
