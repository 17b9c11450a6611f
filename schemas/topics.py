"""The table of topics: name → model, schema version, key, how long it is kept.

A schema's version is "major.minor": a new optional field raises the minor number, anything an older reader
would misread raises the major one.
"""

import re
from dataclasses import dataclass

from schemas.acknowledgement import Acknowledgement
from schemas.alert import Alert
from schemas.backfill import Backfilled
from schemas.classified import Classified
from schemas.cluster_state import ClusterMember
from schemas.control import Generations
from schemas.coverage import Coverage
from schemas.dead_letter import DeadLetter
from schemas.dropped import Dropped
from schemas.event_state import EventState
from schemas.extracted import Extracted
from schemas.feed_state import FeedSeen, FeedState
from schemas.forgotten import Forgotten
from schemas.index_state import IndexState
from schemas.item_state import ItemState
from schemas.label import Label
from schemas.ledger import LedgerEntry
from schemas.match import Match
from schemas.model import Model
from schemas.mute import Mute
from schemas.page import PageState
from schemas.replay import ReplayItem, ReplayStep
from schemas.rule_state import RuleState
from schemas.sighting import Sighting

RECORD_BYTES = 4 * 1024 * 1024
"""The largest record a log has to take."""

PARTITIONS = 12
"""Of a topic on a cluster, where nothing speaks for another count: as many processes can share a stage's work."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic. `kept_days` is the default retention (None: for ever); a compacted topic keeps the last value
    of each key and is never touched by retention. `partitions` is the count on a cluster."""

    name: str
    model: type[Model]
    key: str
    version: str = "1.0"
    kept_days: int | None = None
    compacted: bool = False
    partitions: int = PARTITIONS


ITEMS = TopicSpec("news.items", Sighting, key="item_id", version="1.3")
CLASSIFIED = TopicSpec("news.classified", Classified, key="item_id", kept_days=7, version="1.2")
FACTS = TopicSpec("news.facts", Extracted, key="item_id", kept_days=7, partitions=1, version="1.4")
COVERAGE = TopicSpec("news.coverage", Coverage, key="story_id", kept_days=7, version="1.5")
MATCHES = TopicSpec("news.matches", Match, key="rule_id", kept_days=7, version="1.3")
ALERTS = TopicSpec("news.alerts", Alert, key="channel", kept_days=180, version="1.3")
DROPPED = TopicSpec("news.dropped", Dropped, key="item_id", kept_days=30)
DEAD = TopicSpec("news.dead", DeadLetter, key="item_id", kept_days=180, version="1.1")

FEEDS_STATE = TopicSpec("feeds.state", FeedState, key="feed", compacted=True, partitions=64, version="1.3")
FEEDS_SEEN = TopicSpec("feeds.seen", FeedSeen, key="feed", compacted=True, partitions=64)
ITEMS_STATE = TopicSpec("items.state", ItemState, key="item_id", compacted=True, version="1.3")
CLUSTER_STATE = TopicSpec(
    "cluster.state", ClusterMember, key="item_id", compacted=True, partitions=1, version="1.2"
)
EVENTS_STATE = TopicSpec("events.state", EventState, key="event_id", compacted=True, partitions=1)
INDEX_STATE = TopicSpec("index.state", IndexState, key="index", compacted=True, partitions=1)
ALERTS_LEDGER = TopicSpec("alerts.ledger", LedgerEntry, key="alert_id", compacted=True, version="1.2")
ALERTS_ACKS = TopicSpec("alerts.acks", Acknowledgement, key="alert_id", compacted=True)
PAGES_STATE = TopicSpec("pages.state", PageState, key="item_id", compacted=True, version="1.2")
RULES_STATE = TopicSpec("rules.state", RuleState, key="rule_id", compacted=True, version="1.1")
RULES_MUTES = TopicSpec("rules.mutes", Mute, key="rule_id", compacted=True)
LABELS = TopicSpec("labels", Label, key="item_id", compacted=True)
BACKFILLS = TopicSpec("backfills", Backfilled, key="file", compacted=True, partitions=1)
FORGOTTEN = TopicSpec("forgotten", Forgotten, key="item_id", compacted=True)
CONTROL = TopicSpec("control", Generations, key="control", compacted=True, partitions=1, version="1.1")

TOPICS: dict[str, TopicSpec] = {
    spec.name: spec
    for spec in (
        ITEMS, CLASSIFIED, FACTS, COVERAGE, MATCHES, ALERTS, DROPPED, DEAD,
        FEEDS_STATE, FEEDS_SEEN, ITEMS_STATE, CLUSTER_STATE, EVENTS_STATE, INDEX_STATE, ALERTS_LEDGER, ALERTS_ACKS, PAGES_STATE, RULES_STATE,
        RULES_MUTES, LABELS, BACKFILLS, FORGOTTEN,
        CONTROL,
    )
}  # fmt: skip

GENERATION_TOPICS: tuple[str, ...] = tuple(
    spec.name
    for spec in (
        CLASSIFIED,
        FACTS,
        COVERAGE,
        DROPPED,
        DEAD,
        ITEMS_STATE,
        CLUSTER_STATE,
        EVENTS_STATE,
        INDEX_STATE,
    )
)
"""What every generation has of its own; the rest (items, feeds, matches, alerts, their ledger, control) is shared."""

REPLAYED = TopicSpec("news.replayed", Sighting, key="item_id")
ORDERED = TopicSpec("news.ordered", Extracted, key="item_id", partitions=1)
REPLAY_STATE = TopicSpec("replay.state", ReplayStep, key="step", compacted=True, partitions=1)
REPLAY_ITEMS = TopicSpec("replay.items", ReplayItem, key="item_id", compacted=True)

REBUILD_TOPICS: dict[str, TopicSpec] = {
    spec.name: spec for spec in (REPLAYED, ORDERED, REPLAY_STATE, REPLAY_ITEMS)
}
"""What a generation has besides while a replay builds it: the sightings to rebuild, their facts in the order of
cluster_seq, and how far the replay is."""

_OF_A_GENERATION = re.compile(r"(g[1-9]\d*)\.(.+)")


def spec_of(topic: str) -> TopicSpec:
    """The spec of a topic; one of a generation's own ("g2.news.facts") is made like the one without. Raises KeyError."""
    found = _OF_A_GENERATION.fullmatch(topic)
    if found is None:
        return TOPICS[topic]
    name = found[2]
    return REBUILD_TOPICS[name] if name in REBUILD_TOPICS else TOPICS[name]
