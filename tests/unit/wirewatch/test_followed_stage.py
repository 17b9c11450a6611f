"""A stage that is a process of its own follows the generations as control has them."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from structlog.testing import capture_logs

from consumers.batch import RecordStage
from consumers.outputs import output
from consumers.ports import Output, Position, Record, StateReader
from consumers.replay.generations import commit_generations
from consumers.replay.scoped import ScopedLog
from consumers.stage import Emit, Outcome, Stage, StageSpec
from consumers.topology import CLASSIFY, DECIDE, MATCH
from schemas import topics as t
from schemas.control import Generation, Generations
from schemas.errors import ConfigurationError, TransientError
from tests.builders import classified
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.followed_stage import FollowedStage

G1, G2 = Generation(name="g1", state="standing"), Generation(name="g2", state="standing")
BOTH = Generations(newest=2, generations=(G1, G2))


class Copying(RecordStage):
    """Passes every sighting on; stops where it is told to."""

    def __init__(self, spec: StageSpec, *, stops: bool = False) -> None:
        self.spec, self._stops = spec, stops

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        if self._stops:
            raise ConfigurationError("a setting is wrong")
        return Emit((output(t.CLASSIFIED, record.key, classified()),))


class Makes:
    """Makes stages, and remembers for whom and which were closed."""

    def __init__(self, spec: StageSpec, stops: str = "") -> None:
        self.spec, self.stops = spec, stops
        self.made: list[str] = []
        self.closed: list[str] = []

    def __call__(self, generation: str) -> tuple[Stage, Callable[[], None]]:
        self.made.append(generation)
        return Copying(self.spec, stops=generation == self.stops), lambda: self.closed.append(generation)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirewatch.followed_stage.LOOK_EVERY_S", 0.0)


def publish(log: MemoryLog, *keys: str) -> None:
    log.open_stage("wirewatch.poll").commit([Output(t.ITEMS.name, key, b"{}") for key in keys], {})


def read_by(log: MemoryLog, generation: str) -> int:
    return (log if generation == "g1" else ScopedLog(log, generation)).count(t.CLASSIFIED.name)


def test_every_standing_generation_is_fed_and_a_dropped_one_let_go() -> None:
    log, makes = MemoryLog(), Makes(CLASSIFY)
    stage = FollowedStage(log, CLASSIFY, makes)
    publish(log, "a")
    assert stage.turn(0.0).read == 1
    commit_generations(log, BOTH)
    publish(log, "b")
    assert stage.turn(0.0).read == 1
    assert (read_by(log, "g1"), read_by(log, "g2")) == (2, 2)
    commit_generations(log, Generations(newest=2))
    publish(log, "c")
    stage.turn(0.0)
    assert (read_by(log, "g1"), read_by(log, "g2")) == (3, 2)
    assert (makes.made, makes.closed) == (["g1", "g2"], ["g2"])
    stage.close()
    assert makes.closed == ["g2", "g1"]


def test_after_a_swap_the_other_one_is_told_and_match_changes_sides() -> None:
    log = MemoryLog()
    commit_generations(log, BOTH)
    stages = {spec: FollowedStage(log, spec, Makes(spec)) for spec in (CLASSIFY, MATCH, DECIDE)}
    assert {spec.name: stage.live for spec, stage in stages.items()} == {
        "classify": "g1",
        "match": "g1",
        "decide": "g1",
    }
    commit_generations(log, BOTH.model_copy(update={"live": "g2"}))
    for stage in stages.values():
        stage.turn(0.0)
    assert {spec.name: stage.live for spec, stage in stages.items()} == {
        "classify": "g2",
        "match": "g2",
        "decide": "g1",
    }
    assert Position(t.COVERAGE.name, 0) in ScopedLog(log, "g2").committed("wirewatch.match")
    assert stages[CLASSIFY].lag() == 0


def test_trouble_with_a_generation_that_is_not_live_stops_only_that_one() -> None:
    log = MemoryLog()
    commit_generations(log, BOTH)
    stage = FollowedStage(log, CLASSIFY, Makes(CLASSIFY, stops="g2"))
    publish(log, "a")
    assert stage.turn(0.0).read == 1
    assert (read_by(log, "g1"), read_by(log, "g2")) == (1, 0)
    commit_generations(log, BOTH.model_copy(update={"live": "g2"}))
    with pytest.raises(ConfigurationError, match="a setting is wrong"):
        stage.turn(0.0)


def test_trouble_with_a_generation_that_was_just_dropped_is_no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirewatch.followed_stage.LOOK_EVERY_S", 60.0)
    log = MemoryLog()
    commit_generations(log, BOTH)
    stage = FollowedStage(log, CLASSIFY, Makes(CLASSIFY, stops="g2"))
    publish(log, "a")
    commit_generations(log, Generations(newest=2))
    with capture_logs() as told:
        stage.turn(0.0)
    assert [(line["event"], line["log_level"]) for line in told] == [("generation_gone", "info")]


class LogThatGoesAway(MemoryLog):
    """Answers nobody who asks for control while it is away."""

    is_away = False

    def compacted(self, topic: str) -> Iterator[tuple[str, bytes]]:
        if self.is_away:
            raise TransientError("Kafka is away")
        return super().compacted(topic)


def test_a_log_that_is_away_for_a_while_ends_no_stage() -> None:
    log = LogThatGoesAway()
    stage = FollowedStage(log, CLASSIFY, Makes(CLASSIFY))
    log.is_away = True
    publish(log, "a")
    assert stage.turn(0.0).read == 1
    log.is_away = False
    publish(log, "b")
    assert stage.turn(0.0).read == 1
