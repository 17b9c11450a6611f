"""A replay that is killed again and again gives in the end what one in peace gives."""

import asyncio
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from consumers.replay.generations import commit_generations, generations_of
from consumers.replay.scoped import ScopedLog
from schemas import topics as t
from schemas.control import Selected
from schemas.errors import ConfigurationError
from tests.replay.newsroom import FIRST_DAY, Newsroom
from wirewatch.open_session import opened_adapters

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261125
KILLS = 8


def killed(room: Newsroom, after: int) -> bool:
    """One replay; whether it was killed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.replay.killed_replay", str(room.path), str(after)],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode in (0, -signal.SIGKILL), done.stderr[-2000:]
    return done.returncode != 0


@pytest.mark.timeout(600)
def test_a_replay_killed_at_any_commit_goes_on_and_ends_equal(room: Newsroom) -> None:
    chance = random.Random(SEED)
    kills = sum(killed(room, chance.randint(1, 6)) for _ in range(KILLS))
    while killed(room, 12):
        kills += 1
        assert kills < 60
    print(f"seed {SEED}: {kills} kills")
    assert kills >= KILLS
    log = room.log()
    assert [(each.name, each.state) for each in generations_of(log).generations] == [
        ("g1", "standing"),
        ("g2", "standing"),
    ]
    theirs = ScopedLog(log, "g2")
    for topic in (t.CLASSIFIED, t.FACTS, t.DROPPED):
        twice = Counter((record.key, record.headers.get("revision")) for record in theirs.records(topic.name))
        assert [name for name, count in twice.items() if count > 1] == []
    log.close()
    assert room.documents("g2") == room.documents("g1")


def test_a_swap_cut_short_after_control_is_finished_by_the_next_run(room: Newsroom) -> None:
    name, _ = room.replay(Selected(until=FIRST_DAY))
    log = room.log()
    generations = generations_of(log)
    commit_generations(log, generations.model_copy(update={"live": name, "swapped_from": "g1"}))
    log.close()
    assert room.versions.live() == "g1"

    async def open_and_close() -> None:
        async with opened_adapters(room.settings, room.folder, lambda text: None):
            pass

    asyncio.run(open_and_close())
    assert room.versions.live() == name


def test_another_replay_waits_until_an_unfinished_one_is_finished_or_dropped(room: Newsroom) -> None:
    assert killed(room, 3)
    with pytest.raises(ConfigurationError, match=r"g2 .* is not finished"):
        room.replay(Selected(until=FIRST_DAY))
    with pytest.raises(ConfigurationError, match="g2 is not finished"):
        room.swap("g2")
    room.drop("g2")
    name, compared = room.replay(Selected(until=FIRST_DAY))
    assert (name, compared.compared) == ("g3", 0)


def test_one_replay_at_a_time(room: Newsroom) -> None:
    with (
        room.folder.locked_for_replay(),
        pytest.raises(ConfigurationError, match="Another replay"),
        room.folder.locked_for_replay(),
    ):
        pass
