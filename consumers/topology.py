"""The whole graph on one screen.

    feeds ──poll──▶ news.items ──classify──▶ news.classified ──extract──▶ news.facts
                        ▲                         │
                        └──────complete───────────┘
          ──cluster──▶ news.coverage ──┬─index─▶ index
                                       └─match─▶ news.matches ──decide─▶ news.alerts ──send─▶ channels

Any stage may write news.dead; classify and extract write news.dropped (irrelevant, with the reasons). complete fetches the pages of
what is relevant and short, and gives them back to classify as sightings that complete a revision.
"""

from consumers.stage import StageSpec
from schemas import topics as t

POLL = StageSpec(
    "poll", reads=(), writes=(t.ITEMS.name, t.DEAD.name), state=(t.FEEDS_STATE.name, t.FEEDS_SEEN.name)
)
CLASSIFY = StageSpec(
    "classify",
    reads=(t.ITEMS.name,),
    writes=(t.CLASSIFIED.name, t.DROPPED.name),
    state=(t.ITEMS_STATE.name,),
)
COMPLETE = StageSpec(
    "complete", reads=(t.CLASSIFIED.name,), writes=(t.ITEMS.name,), state=(t.PAGES_STATE.name,)
)
EXTRACT = StageSpec("extract", reads=(t.CLASSIFIED.name,), writes=(t.FACTS.name, t.DROPPED.name))
CLUSTER = StageSpec(
    "cluster",
    reads=(t.FACTS.name,),
    writes=(t.COVERAGE.name,),
    state=(t.CLUSTER_STATE.name, t.EVENTS_STATE.name),
)
INDEX = StageSpec("index", reads=(t.COVERAGE.name,), writes=(), state=(t.INDEX_STATE.name,))
MATCH = StageSpec("match", reads=(t.COVERAGE.name,), writes=(t.MATCHES.name,))
DECIDE = StageSpec(
    "decide",
    reads=(t.MATCHES.name,),
    writes=(t.ALERTS.name,),
    state=(t.ALERTS_LEDGER.name, t.RULES_STATE.name, t.RULES_MUTES.name),
)
SEND = StageSpec("send", reads=(t.ALERTS.name,), writes=(), state=(t.ALERTS_LEDGER.name,))

STREAM: tuple[StageSpec, ...] = (POLL, CLASSIFY, COMPLETE, EXTRACT, CLUSTER, INDEX, MATCH, DECIDE, SEND)
