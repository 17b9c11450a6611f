"""A data folder with a month of news that the real stages have been through."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.corpus import corpus
from consumers.ports import IndexVersions, Log, Output
from consumers.replay.generations import generations_of
from consumers.replay.history import LogHistory
from consumers.replay.progress import Told, nobody
from schemas.control import Generations, Selected
from schemas.coverage import Coverage
from schemas.replay import ReplayComparison
from schemas.sighting import Sighting
from schemas.topics import ITEMS
from schemas.wire import encode, headers_of
from tests.builders import item, sighting
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.data_folder import DataFolder
from wirewatch.replay.build import Replay, Request
from wirewatch.replay.catching_up import catch_up
from wirewatch.replay.control import Control, control_of
from wirewatch.replay.swap import drop, rollback, swap
from wirewatch.settings import Settings, load_settings
from wirewatch.stores import open_log, open_versions

FIRST_DAY = datetime(2026, 10, 1, 12, tzinfo=UTC)


def news(days: int, a_day: int, *, relevant_share: float = 0.6, seed: int = 5) -> list[Sighting]:
    """So many entries a day, a copy of an earlier one and an edit of one among them every day."""
    entries = list(corpus(days * a_day, relevant_share=relevant_share, seed=seed))
    found: list[Sighting] = []
    for number, entry in enumerate(entries):
        at = FIRST_DAY + timedelta(days=number // a_day, minutes=number % a_day)
        found.append(_seen(f"wire:{number:05}", entry.title, entry.body, at))
        if number % a_day == a_day - 1 and number > a_day:
            copied, edited = entries[number - 2], entries[number - a_day // 2]
            found.append(_seen(f"copy:{number:05}", copied.title, copied.body, at))
            body = edited.body + " China and Russia signed the agreement on Tuesday."
            found.append(
                _seen(
                    f"wire:{number - a_day // 2:05}",
                    edited.title,
                    body,
                    at,
                    published=number - a_day // 2,
                    a_day=a_day,
                )
            )
    return found


def _seen(
    item_id: str, title: str, body: str, at: datetime, published: int | None = None, a_day: int = 1
) -> Sighting:
    dated = (
        at if published is None else FIRST_DAY + timedelta(days=published // a_day, minutes=published % a_day)
    )
    return sighting(item(item_id, title, body, published_at=dated, first_seen_at=at))


@dataclass
class Newsroom:
    """A folder, and what tests do with it."""

    path: Path
    partitions: int = 1
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        self.settings = load_settings(data=self.path)
        if self.partitions > 1:
            SqliteLog(self.folder.log, self.partitions).close()

    @property
    def folder(self) -> DataFolder:
        return DataFolder(self.path)

    @property
    def versions(self) -> IndexVersions:
        return open_versions(self.folder)

    def log(self) -> Log:
        return open_log(self.folder)

    @contextmanager
    def control(self) -> Iterator[Control]:
        """The right to change the generations."""
        with closing(self.log()) as log, control_of(self.folder, log) as control:
            yield control

    def publish(self, sightings: Sequence[Sighting], *, and_read: bool = True) -> None:
        """Write sightings, and let the live stages read them."""
        log = self.log()
        stage = log.open_stage("wirewatch.poll")
        stage.commit([sighting_output(each) for each in sightings], {})
        stage.close()
        if and_read:
            catch_up(
                self.settings, self.folder, log, self.versions, generations_of(log).live, lambda waiting: None
            )
        log.close()

    def replay(
        self, selected: Selected | None = None, processes: int = 1, told: Told = nobody, **request: bool
    ) -> tuple[str, ReplayComparison]:
        """A replay to its end; the generation and how it compares."""
        with self.control() as control:
            history = LogHistory(control.log)
            replay = Replay(self.settings, self.folder, control, self.versions, history, told)
            generation = replay.begin(Request(selected or Selected(), processes=processes, **request))
            return generation.name, replay.build(generation, processes)

    def swap(self, generation: str) -> Generations:
        """Let searches see a generation."""
        with self.control() as control:
            return swap(self.settings, self.folder, control, self.versions, generation)

    def rollback(self) -> Generations:
        """Back to the one before."""
        with self.control() as control:
            return rollback(self.settings, self.folder, control, self.versions)

    def drop(self, generation: str) -> Generations:
        """Remove a generation."""
        with self.control() as control:
            return drop(self.settings, self.folder, control, self.versions, generation)

    def found_days(self) -> set[str]:
        """The days of which searches find something."""
        return set(days_of(self.documents(self.versions.live())))

    def documents(self, generation: str) -> dict[str, tuple[int, bytes]]:
        """All that can be found in a generation's index, byte for byte."""
        index = self.versions.open(generation)
        held = {
            each.item_id: (each.version, encode(each.coverage))
            for each in index.documents()
            if each.coverage is not None
        }
        index.close()
        return held


def sighting_output(seen: Sighting) -> Output:
    return Output(ITEMS.name, seen.item.item_id, encode(seen), headers_of(ITEMS, origin=seen.item.origin))


def days_of(documents: dict[str, tuple[int, bytes]]) -> Iterator[str]:
    """The days that documents are of."""
    for _, source in documents.values():
        published = Coverage.model_validate_json(source).item.published_at
        assert published is not None
        yield f"{published:%Y-%m-%d}"
