"""Labelled reports through the real stages, classify, extract and cluster, over a log in memory, as a run has them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from consumers.classify.stage import ClassifyStage
from consumers.classify.watch import watches_in_force
from consumers.cluster.happenings import Happenings
from consumers.cluster.independent import Telling
from consumers.cluster.placing import telling_of
from consumers.cluster.stage import ClusterStage
from consumers.cluster.stories import Stories
from consumers.extract.stage import ExtractStage
from consumers.gazetteer import load_gazetteer
from consumers.outputs import output
from consumers.run import StageLoop
from consumers.stage import Stage
from schemas.coverage import Coverage
from schemas.happening import Happening
from schemas.item import Item
from schemas.sighting import Sighting
from schemas.source import Source
from schemas.topics import COVERAGE, ITEMS
from wirewatch.adapters.memory_log import MemoryLog

SEEN_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Report:
    """A report as a labeller wrote it."""

    id: str
    source: str
    title: str
    body: str
    published: str

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Report":
        """From a labelled line."""
        return cls(given["id"], given["source"], given["title"], given["body"], given["published"])

    def item(self) -> Item:
        """What a poll makes of it, a few minutes after it was published."""
        published = datetime.fromisoformat(self.published)
        if len(self.published) == len("2026-01-01"):
            published = published.replace(hour=12)
        if published.tzinfo is None:
            published = published.replace(tzinfo=UTC)
        title = self.title.strip() or None
        text = f"{title}\n\n{self.body}" if title and self.body else (title or self.body)
        return Item(
            item_id=self.id,
            identity="guid",
            source=Source(id=self.source.casefold().replace(" ", "-"), name=self.source),
            feed="https://labelled.example/feed",
            title=title,
            text=text,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            completeness="full" if self.body else "headline",
            published_at=published,
            first_seen_at=published + SEEN_AFTER,
            origin="live",
        )


@dataclass(frozen=True, slots=True)
class Streamed:
    """The coverage of each report that the stream keeps, and the happenings as they stand in the end."""

    coverage: Mapping[str, Coverage]
    happenings: Happenings
    stories: Stories

    def texts(self) -> list[list[Telling]]:
        """Who tells each story."""
        ids = dict.fromkeys(story for item in self.coverage if (story := self.story_of(item)))
        return [[telling_of(m) for _, m in self.stories.family(self.stories.story(story))] for story in ids]

    def story_of(self, report_id: str) -> str | None:
        """The story a report is in, merged ones followed; None for one that was turned away."""
        found = self.coverage.get(report_id)
        return (found.story.merged_into or found.story.story_id) if found else None

    def event_of(self, report_id: str) -> str | None:
        """The happening a report tells of, merged ones followed."""
        found = self.coverage.get(report_id)
        state = self.happenings.of_story(found.story.story_id) if found else None
        return self.happenings.root(state).happening.event_id if state else None

    def event(self, event_id: str) -> Happening:
        """A happening as it stands in the end."""
        return self.happenings.get(event_id).happening


def through_stages(reports: Sequence[Report], *, index_irrelevant: bool = False) -> Streamed:
    """All reports in one stream, in the order in which they were seen; with `index_irrelevant` none is turned away."""
    log = MemoryLog()
    items = sorted((report.item() for report in reports), key=lambda item: (item.first_seen_at, item.item_id))
    sightings = [
        Sighting(item=item, content_sha256=hashlib.sha256(item.text.encode()).hexdigest(), entry_zlib=b"")
        for item in items
    ]
    log.open_stage("wirewatch.poll").commit([output(ITEMS, s.item.item_id, s) for s in sightings], {})
    latest = max((item.first_seen_at for item in items), default=datetime.now(UTC))
    cluster = ClusterStage()
    stages: tuple[Stage, ...] = (
        ClassifyStage(watches_in_force(), load_gazetteer(), index_irrelevant=index_irrelevant),
        ExtractStage(index_irrelevant=index_irrelevant),
        cluster,
    )
    for stage in stages:
        loop = StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: latest)
        while loop.turn().read:
            pass
    found = (Coverage.model_validate_json(record.value) for record in log.records(COVERAGE.name))
    kept = {coverage.item.item_id: coverage for coverage in found}
    return Streamed(kept, cluster.happenings, cluster.stories)
