"""The table of topics: name → model, schema version, key, how long it is kept.

A schema's version is "major.minor": a new optional field raises the minor number, anything an older reader
would misread raises the major one.
"""

from dataclasses import dataclass

from schemas.alert import Alert
from schemas.classified import Classified
from schemas.cluster_state import ClusterMember
from schemas.coverage import Coverage
from schemas.dead_letter import DeadLetter
from schemas.dropped import Dropped
from schemas.extracted import Extracted
from schemas.feed_state import FeedState
from schemas.index_state import IndexState
from schemas.item_state import ItemState
from schemas.ledger import LedgerEntry
from schemas.match import Match
from schemas.model import Model
from schemas.sighting import Sighting


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
    partitions: int = 12


ITEMS = TopicSpec("news.items", Sighting, key="item_id")
CLASSIFIED = TopicSpec("news.classified", Classified, key="item_id", kept_days=7)
COMPLETED = TopicSpec("news.completed", Classified, key="item_id", kept_days=7)
FACTS = TopicSpec("news.facts", Extracted, key="item_id", kept_days=7, partitions=1)
COVERAGE = TopicSpec("news.coverage", Coverage, key="story_id", kept_days=7)
MATCHES = TopicSpec("news.matches", Match, key="rule_id", kept_days=7)
ALERTS = TopicSpec("news.alerts", Alert, key="channel", kept_days=180)
DROPPED = TopicSpec("news.dropped", Dropped, key="item_id", kept_days=30)
DEAD = TopicSpec("news.dead", DeadLetter, key="item_id", kept_days=180)

FEEDS_STATE = TopicSpec("feeds.state", FeedState, key="feed", compacted=True, partitions=64)
ITEMS_STATE = TopicSpec("items.state", ItemState, key="item_id", compacted=True, version="1.1")
CLUSTER_STATE = TopicSpec("cluster.state", ClusterMember, key="item_id", compacted=True, partitions=1)
INDEX_STATE = TopicSpec("index.state", IndexState, key="index", compacted=True, partitions=1)
ALERTS_LEDGER = TopicSpec("alerts.ledger", LedgerEntry, key="alert_id", compacted=True)

TOPICS: dict[str, TopicSpec] = {
    spec.name: spec
    for spec in (
        ITEMS, CLASSIFIED, COMPLETED, FACTS, COVERAGE, MATCHES, ALERTS, DROPPED, DEAD,
        FEEDS_STATE, ITEMS_STATE, CLUSTER_STATE, INDEX_STATE, ALERTS_LEDGER,
    )
}  # fmt: skip
