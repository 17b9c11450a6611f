"""What `wirewatch status --json` and `wirewatch run --once --json` print."""

from typing import Literal

from schemas.feed_state import FeedCondition, FeedGap, FeedHealth
from schemas.item import Completeness
from schemas.model import Model, UtcTime
from schemas.page import PageFailure


class FeedStatus(Model):
    """How a feed fares; `error` is a code of docs/polling.md, `error_text` one sentence, `condition` a word of its list. `days` are the
    new items of the last days, the newest last; `gaps` how often a whole window of entries was new, `last_gap` the last such time."""

    feed: str
    source_id: str | None = None
    health: FeedHealth
    items: int
    polls: int
    failures: int
    error: str | None = None
    error_text: str | None = None
    last_polled_at: UtcTime | None = None
    last_ok_at: UtcTime | None = None
    last_new_at: UtcTime | None = None
    next_due_at: UtcTime | None = None
    condition: FeedCondition = "new"
    newest_at: UtcTime | None = None
    items_a_day: float = 0.0
    days: tuple[int, ...] = ()
    gaps: int = 0
    last_gap: FeedGap | None = None
    moved_to: str | None = None


class StageStatus(Model):
    """A stage and how many records wait for it."""

    stage: str
    lag: int


class Holding(Model):
    """What a topic (of all generations), an index or the archive holds, in how many bytes, since when; `kept_days` is the
    setting (None: for ever), `days_left` until the oldest of it goes."""

    name: str
    kind: Literal["topic", "state", "index", "archive"]
    records: int
    size_bytes: int
    since: UtcTime | None = None
    kept_days: float | None = None
    days_left: float | None = None


class PagesStatus(Model):
    """How the pages of a source's short items fare: how many were taken, are awaited, or failed and why."""

    source_id: str
    state: Literal["awaited", "taken", "failed"]
    failure: PageFailure | None = None
    count: int


class TextsStatus(Model):
    """How much of their text a source's items have that are relevant or possibly so: a headline, a summary, or all of it, and whether it came from
    the feed or from the article's page."""

    source_id: str
    completeness: Completeness
    text_from: Literal["feed", "page"]
    count: int


class Status(Model):
    """The state of a data folder. Counts are of what is kept now; `size_bytes` is everything in the folder."""

    data: str
    size_bytes: int
    sightings: int
    items: int
    indexed: int
    stories: int
    dropped: int
    dead: int
    alerts: int
    stages: tuple[StageStatus, ...]
    feeds: tuple[FeedStatus, ...]
    holdings: tuple[Holding, ...] = ()
    pages: tuple[PagesStatus, ...] = ()
    texts: tuple[TextsStatus, ...] = ()


class StageCounts(Model):
    """What a stage did in a run: records read, emitted and dead-lettered, and those skipped, by reason."""

    stage: str
    read: int
    emitted: int
    skipped: dict[str, int]
    dead: int


class Delay(Model):
    """How old live news was, in seconds: half of it at most `p50_s`, all but a twentieth at most `p95_s`.

    `seen`: from the time of publication it claims to our poll: the publisher's share, and the time between polls.
    `indexed`, `alerted`: from our poll on.
    """

    part: Literal["seen", "indexed", "alerted"]
    count: int
    p50_s: float
    p95_s: float


class RunSummary(Model):
    """What one run did. Every item the log acknowledged is indexed, irrelevant or dead when it has drained;
    `sightings` also count repeats of items seen before."""

    started_at: UtcTime
    finished_at: UtcTime
    feeds_polled: int
    feeds_unchanged: int
    feeds_failing: int
    sightings: int
    repeats: int
    indexed: int
    irrelevant: int
    dead: int
    alerts: int
    drained: bool
    completed: int = 0
    stages: tuple[StageCounts, ...]
    failing: tuple[FeedStatus, ...]
    delays: tuple[Delay, ...] = ()


class GenerationStatus(Model):
    """A generation of the index; `selected` says what of it was rebuilt, `ruleset` names the rules it was built with,
    `lag` how many records wait for its stages."""

    name: str
    live: bool
    state: str
    items: int
    size_bytes: int
    lag: int
    made_from: str | None = None
    selected: str | None = None
    ruleset: str | None = None
    created_at: UtcTime | None = None
