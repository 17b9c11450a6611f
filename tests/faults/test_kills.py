"""kill -9 at every step of a running stream: nothing lost, nothing twice, no alert twice."""

import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from benchmarks.corpus import corpus
from tests.faults.killed_run import STEPS, STEPS_OF_ALERTS
from tests.faults.oracle import broken_promises
from tests.faults.wire import Wire, answering, catalogue
from tests.loopback import serving
from wirewatch.data_folder import DataFolder

ROOT = Path(__file__).resolve().parents[2]
FEEDS = 5
SEED = 20261123
RULES = """
[[rule]]
id = "trade"
name = "Trade and energy"
query = "topic:trade OR topic:energy"
channels = ["jsonl"]
"""
LATEST = {
    "fetch": FEEDS,
    "parse": FEEDS,
    "write": 10,
    "commit": 10,
    "index": 1,
    "ledger": 1,
    "send": 3,
    "record": 2,
}
"""The latest time a step is surely taken in a run that has something of everything to do."""


class Stage:
    """A wire, a data folder, and runs over them that may be killed."""

    def __init__(self, folder: Path, wire: Wire, address: str) -> None:
        self.data = folder / "data"
        self.wire = wire
        self._feeds = folder / "feeds.csv"
        self._rules = folder / "rules.toml"
        self._feeds.write_text(catalogue(address, wire.feeds))
        self._rules.write_text(RULES)

    def run(self, step: str = "none", after: int = 0, *options: str) -> bool:
        """One run; whether it was killed. A run that ends otherwise than well or killed fails the test."""
        arguments = [str(self.data), str(self._feeds), str(self._rules), step, str(after), *options]
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.killed_run", *arguments],
            capture_output=True, text=True, timeout=120, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode in (0, -signal.SIGKILL), done.stderr[-2000:]
        return done.returncode != 0

    def broken(self) -> list[str]:
        return broken_promises(DataFolder(self.data), self.wire.out)


@pytest.fixture
def make_stage(tmp_path: Path) -> Iterator[object]:
    """Makes a stage over so many items; 30% of them are relevant, or more, so that alerts have something to do."""
    running = []

    def make(items: int, relevant_share: float = 0.3) -> Stage:
        wire = Wire(list(corpus(items, relevant_share=relevant_share, seed=SEED)), FEEDS)
        server = serving(answering(wire))
        stage = Stage(tmp_path, wire, server.__enter__())
        running.append(server)
        return stage

    yield make
    for server in running:
        server.__exit__(None, None, None)


def kill_often(stage: Stage, kills: int, items: int, steps: Sequence[str] = STEPS) -> Counter[str]:
    """Let the wire grow and kill a run each time, at the step killed least so far; then one run in peace. It grows before
    runs that are not killed too: what has come last may give no alert."""
    chance = random.Random(SEED)
    killed = Counter(dict.fromkeys(steps, 0))
    stage.wire.out = FEEDS
    stage.run()  # a first poll, of an entry each: what comes later is live
    attempt = 0
    while killed.total() < kills:
        step = min(steps, key=lambda step: killed[step])
        attempt += 1
        stage.wire.out = min(items, FEEDS + attempt * 3 * items // (4 * kills))
        killed[step] += stage.run(step, chance.randint(1, LATEST[step]))
        assert attempt < 3 * kills, f"steps are not reached: {killed}"
    stage.wire.out = items
    stage.run()
    return killed


@pytest.mark.timeout(120)
def test_a_few_kills_at_every_step_lose_nothing_and_double_nothing(make_stage) -> None:  # type: ignore[no-untyped-def]
    stage = make_stage(300)
    killed = kill_often(stage, 14, 300)
    print(f"kills by step: {dict(killed)}")
    assert stage.broken() == []


@pytest.mark.long
@pytest.mark.timeout(1500)
def test_a_hundred_kills_over_2000_items_lose_nothing_and_double_nothing(make_stage) -> None:  # type: ignore[no-untyped-def]
    stage = make_stage(2000)
    killed = kill_often(stage, 100, 2000)
    print(f"\nseed {SEED}; kills by step: " + ", ".join(f"{step} {killed[step]}" for step in STEPS))
    assert all(killed[step] >= 5 for step in STEPS)
    assert stage.broken() == []


@pytest.mark.timeout(240)
def test_alerts_are_killed_at_every_step_and_none_is_lost_or_told_twice(make_stage) -> None:  # type: ignore[no-untyped-def]
    stage = make_stage(300, relevant_share=0.9)
    killed = kill_often(stage, 12, 300, STEPS_OF_ALERTS)
    print(f"kills by step: {dict(killed)}")
    assert stage.broken() == []


@pytest.mark.long
@pytest.mark.timeout(1500)
def test_alerts_survive_200_kills_between_decide_send_and_record(make_stage) -> None:  # type: ignore[no-untyped-def]
    stage = make_stage(4000, relevant_share=0.9)
    killed = kill_often(stage, 200, 4000, STEPS_OF_ALERTS)
    print(f"\nseed {SEED}; kills by step: " + ", ".join(f"{step} {killed[step]}" for step in STEPS_OF_ALERTS))
    assert all(killed[step] >= 50 for step in STEPS_OF_ALERTS)
    assert stage.broken() == []


@pytest.mark.timeout(120)
def test_with_the_transaction_taken_apart_the_oracle_notices(make_stage) -> None:  # type: ignore[no-untyped-def]
    stage = make_stage(100)
    stage.wire.out = 50
    assert stage.run("between", 2, "--without-transaction")
    stage.wire.out = 100
    stage.run()
    assert any(promise.startswith(("lost", "100 items were published")) for promise in stage.broken())
