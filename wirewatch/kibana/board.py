"""What there is to see: the data views, the saved searches, and what an analyst looks at every morning."""

from dataclasses import dataclass
from typing import Literal

from wirewatch.adapters.elastic_index.names import Kind
from wirewatch.kibana.lens import Chart, Column

ITEMS, FACTS, STORIES, HEALTH = "wirewatch-news", "wirewatch-facts", "wirewatch-stories", "wirewatch-health"


@dataclass(frozen=True, slots=True)
class View:
    """A data view: one alias, its clock, and the fields that people need not see."""

    id: str
    kind: Kind | Literal["news-health"]
    name: str
    clock: str
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """A saved search: the columns of the newest documents that fit, in Lucene syntax."""

    id: str
    title: str
    view: str
    columns: tuple[str, ...]
    only: str = ""
    sort: str = "published_at"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel stands on a board 48 wide."""

    x: int
    y: int
    w: int
    h: int


VIEWS = (
    View(ITEMS, "news", "Wirewatch: coverage", "published_at", ("tokens*", "record*", "facts.marks", "at_us", "seen_us")),
    View(FACTS, "news-facts", "Wirewatch: facts", "published_at"),
    View(STORIES, "news-stories", "Wirewatch: stories", "last_copy_at"),
    View(HEALTH, "news-health", "Wirewatch: what waits", "at"),
)  # fmt: skip

COVERAGE = Search(
    "wirewatch-search-coverage", "Wirewatch: all coverage", ITEMS,
    ("title", "source.name", "language", "topic", "relevance.level", "copies", "link"),
)  # fmt: skip
QUOTES = Search(
    "wirewatch-search-quotes", "Wirewatch: quotes", FACTS,
    ("quote.speaker", "quote.text", "source.name", "title", "link"), "kind:quote",
)  # fmt: skip
DEALS_AND_VISITS = Search(
    "wirewatch-search-agreements-and-visits", "Wirewatch: agreements and visits", FACTS,
    ("event.type", "event.status", "event.first", "event.participant", "event.place", "surface", "title", "link"),
    "kind:event AND event.type:(agreement OR visit)",
)  # fmt: skip
AMOUNTS = Search(
    "wirewatch-search-amounts", "Wirewatch: amounts", FACTS,
    ("amount.value", "amount.unit", "amount.indicator", "amount.direction", "surface", "title", "link"), "kind:amount",
)  # fmt: skip
SEARCHES = (COVERAGE, QUOTES, DEALS_AND_VISITS, AMOUNTS)

_COUNT = Column("count", "Items")
_FACT_COUNT = Column("count", "Times")

PANELS: tuple[tuple[Place, Chart | Search], ...] = (
    (
        Place(0, 0, 32, 12),
        Chart("Coverage by topic", "bars", ITEMS, {
            "time": Column("date_histogram", "Published", "published_at"),
            "topic": Column("terms", "Topic", "main_topic", size=9),
            "figure": _COUNT,
        }),
    ),
    (Place(32, 0, 8, 6), Chart("Items", "number", ITEMS, {"figure": _COUNT})),
    (Place(40, 0, 8, 6), Chart("Sources", "number", ITEMS, {"figure": Column("unique_count", "Sources", "source.id")})),
    (Place(32, 6, 8, 6), Chart("Stories", "number", STORIES, {"figure": Column("count", "Stories")})),
    (
        Place(40, 6, 8, 6),
        Chart(
            "Independent sources of one report, at most", "number", ITEMS,
            {"figure": Column("max", "Independent sources", "independent")},
        ),
    ),
    (
        Place(0, 12, 24, 14),
        Chart("Stories most widely told", "table", STORIES, {
            "title": Column("terms", "Story", "title.keyword", size=15),
            "figure": Column("max", "Sources", "sources"),
                "independent": Column("max", "Independent", "independent"),
            "copies": Column("max", "Copies", "copies"),
        }),
    ),
    (
        Place(24, 12, 12, 14),
        Chart("People", "rows", ITEMS, {"who": Column("terms", "Person", "person"), "figure": _COUNT}),
    ),
    (
        Place(36, 12, 12, 14),
        Chart("Organisations", "rows", ITEMS, {"who": Column("terms", "Organisation", "organization"), "figure": _COUNT}),
    ),
    (
        Place(0, 26, 24, 14),
        Chart("Events ahead", "table", FACTS, {
            "day": Column("terms", "From", "event.first", size=20, by=None),
            "what": Column("terms", "What", "event.type", size=3),
            "who": Column("terms", "Who", "event.participant", size=3),
            "figure": Column("unique_count", "Reports", "item_id"),
        }, "kind:event AND event.status:scheduled AND event.days:[now/d TO *]"),
    ),
    (
        Place(24, 26, 24, 14),
        Chart("Trade and money", "table", FACTS, {
            "unit": Column("terms", "Currency", "amount.unit", size=6),
            "what": Column("terms", "Topic", "main_topic", size=4),
            "figure": _FACT_COUNT,
            "most": Column("max", "Largest", "amount.value"),
        }, "kind:amount AND amount.kind:money"),
    ),
    (Place(0, 40, 32, 16), QUOTES),
    (
        Place(32, 40, 16, 16),
        Chart("Languages", "ring", ITEMS, {"language": Column("terms", "Language", "language"), "figure": _COUNT}),
    ),
    (Place(0, 56, 32, 16), DEALS_AND_VISITS),
    (
        Place(32, 56, 16, 16),
        Chart("Waiting and dead", "table", HEALTH, {
            "stage": Column("terms", "Stage", "stage", size=12),
            "figure": Column("max", "Waiting", "waiting"),
            "dead": Column("sum", "Died since the start", "dead"),
        }, "at:[now-5m TO *]"),
    ),
)  # fmt: skip
