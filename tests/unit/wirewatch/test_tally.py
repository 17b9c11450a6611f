"""The summary of a run: each entry is counted once, and feeds by their last poll."""

from collections import Counter
from pathlib import Path

from consumers.ports import Output
from consumers.run import Turn
from producers.ports import PollReport
from schemas import topics
from tests.builders import NOW
from wirewatch.render.summary import summary_lines
from wirewatch.tally import Tally

DROPPED = Output(topics.DROPPED.name, "wire:2", b"{}")


def report(outcome: str, new: int = 0, dead: int = 0) -> PollReport:
    return PollReport("https://wire.example/rss", "wire", "The Wire", outcome, 9, new, dead)  # type: ignore[arg-type]


def busy_run() -> Tally:
    """Eight entries: two seen before, one a poorer copy, two irrelevant, one indexed, one dead, one unreadable."""
    tally = Tally()
    tally.polled(report("failing"))
    tally.polled(report("polled", new=7, dead=1))
    tally.turned(
        Turn("classify", 7, 2, Counter(repeat=2, poorer_copy=1, irrelevant=1), 1, outputs=(DROPPED,))
    )
    tally.turned(Turn("extract", 2, 2, outputs=(DROPPED,)))
    tally.turned(Turn("index", 2, 1, Counter(retracted=1)))
    tally.turned(Turn("match", 2, 0, dead=2))
    return tally


def test_every_entry_is_a_repeat_or_indexed_or_irrelevant_or_dead() -> None:
    told = busy_run().summary(NOW, NOW, drained=True)
    assert (told.sightings, told.repeats, told.indexed, told.irrelevant, told.dead) == (8, 3, 1, 2, 2)
    assert told.sightings == told.repeats + told.indexed + told.irrelevant + told.dead


def test_a_feed_is_counted_by_its_last_poll() -> None:
    told = busy_run().summary(NOW, NOW, drained=True)
    assert (told.feeds_polled, told.feeds_unchanged, told.feeds_failing) == (1, 0, 0)


def test_what_died_on_the_way_to_alerts_is_told_apart() -> None:
    lines = summary_lines(busy_run().summary(NOW, NOW, drained=True), Path("wirewatch-data"))
    assert "On the way to alerts 2 more are dead: wirewatch dead list" in [line.plain for line in lines]
