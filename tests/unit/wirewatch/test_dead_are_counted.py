"""The figures a process keeps of what died in it."""

from consumers.run import Turn
from wirewatch.metrics import Metrics


def test_the_dead_are_told_by_stage_and_those_without_are_left_out() -> None:
    metrics = Metrics()
    metrics.turned(Turn("extract", read=3, emitted=1, dead=2))
    metrics.turned(Turn("extract", read=1, dead=1))
    metrics.turned(Turn("index", read=5, emitted=5))
    assert metrics.dead() == {"extract": 3}
