"""A whole run obeys control: it takes up, swaps and lets go of generations while it goes."""

import pytest

from consumers.alert.match import MatchStage
from consumers.alert.rules import fixed
from consumers.classify.stage import ClassifyStage
from consumers.classify.watch import watches_in_force
from consumers.cluster.stage import ClusterStage
from consumers.extract.stage import ExtractStage
from consumers.gazetteer import load_gazetteer
from consumers.index.stage import IndexStage
from consumers.ports import IndexWriter, Output
from consumers.replay.generations import commit_generations
from consumers.run import Turn
from consumers.stage import Stage
from schemas.control import Generation, Generations
from schemas.topics import ITEMS
from schemas.wire import encode, headers_of
from tests.builders import item, sighting
from wirewatch.adapters.memory_index import MemoryIndexVersions
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.following import FollowingStream, StageMakers

G1, G2 = Generation(name="g1", state="standing"), Generation(name="g2", state="standing")
BOTH = Generations(newest=2, generations=(G1, G2))
PAIR = "China and Russia sign a gas agreement in Beijing, Putin says"


def item_stages(index: IndexWriter) -> tuple[Stage, ...]:
    watches = watches_in_force(())
    return (
        ClassifyStage(watches, load_gazetteer()),
        ExtractStage(watches),
        ClusterStage(),
        IndexStage(index),
    )


def publish(log: MemoryLog, key: str) -> None:
    seen = sighting(item(key, f"{PAIR} {key}"))
    log.open_stage("wirewatch.poll").commit([Output(ITEMS.name, key, encode(seen), headers_of(ITEMS))], {})


def test_a_generation_is_taken_up_swapped_to_and_let_go_while_the_stream_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wirewatch.following.LOOK_EVERY_S", 0.0)
    log, versions, told = MemoryLog(), MemoryIndexVersions(), list[Turn]()
    makers = StageMakers(item_stages, lambda live: (MatchStage(fixed(())),))
    stream = FollowingStream(log, versions, versions.open("g1"), makers, (), told.append)

    def counts() -> dict[str, int]:
        stream.drain()
        return {name: versions.open(name).count() for name in versions.names()}

    publish(log, "a")
    assert counts() == {"g1": 1}
    assert [loop.name for loop in stream.loops] == ["classify", "extract", "cluster", "index", "match"]
    commit_generations(log, BOTH)
    publish(log, "b")
    assert counts() == {"g1": 2, "g2": 2}
    indexed = sum(turn.emitted for turn in told if turn.stage == "index")
    assert indexed == 2, "what others do is not told"
    commit_generations(log, BOTH.model_copy(update={"live": "g2", "swapped_from": "g1"}))
    publish(log, "c")
    assert counts() == {"g1": 3, "g2": 3}
    assert stream.live == "g2"
    assert sum(turn.emitted for turn in told if turn.stage == "index") == 3
    commit_generations(log, Generations(live="g2", newest=2, generations=(G2,)))
    publish(log, "d")
    assert counts() == {"g1": 3, "g2": 4}
    stream.close()
