"""What log and index have lost is made anew from the archive, and alerts nobody twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consumers.ports import Log
from consumers.replay.archive import ArchivedHistory
from consumers.replay.generations import generations_of, log_of
from consumers.replay.progress import nobody
from schemas.control import Selected
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError
from schemas.topics import ITEMS
from tests.replay.newsroom import FIRST_DAY, Newsroom, news
from wirewatch.adapters.archive import FileArchive
from wirewatch.adapters.channels.memory import MemoryChannel
from wirewatch.clock import now
from wirewatch.replay.build import Replay, Request
from wirewatch.replay.control import Control
from wirewatch.replay.swap import swap
from wirewatch.retention import expire
from wirewatch.settings import Retention, load_settings
from wirewatch.stream import Stream
from wirewatch.wiring import make_loops, make_stages, parts_of

RULES = '[[rule]]\nid = "all"\nname = "All"\nquery = "*"\nchannels = ["jsonl"]\n'
LATER = datetime.now(UTC) + timedelta(days=3)
NOTHING_KEPT = Retention(items_days=0, derived_days=0, dropped_days=0)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """A newsroom that alerts on everything, however old."""
    (tmp_path / "rules.toml").write_text(RULES)
    made = Newsroom(tmp_path / "data")
    made.settings = load_settings(data=made.path, rules=tmp_path / "rules.toml", alert_max_age_h=1e6)
    return made


def run(room: Newsroom, log: Log, channel: MemoryChannel) -> None:
    """Everything a run does with what the log holds, by the generation that is live."""
    live = generations_of(log).live
    index = room.versions.open(live)
    stages = make_stages(parts_of(room.settings, index, {"jsonl": channel}))
    theirs = make_loops(log_of(log, live), stages[:5], now)
    stream = Stream((*theirs, *make_loops(log, stages[5:], now)), lambda turn: None)
    assert stream.drain()
    stream.close()
    index.close()


def stories(room: Newsroom, generation: str) -> dict[str, str]:
    found = {
        key: Coverage.model_validate_json(source).story
        for key, (_, source) in room.documents(generation).items()
    }
    return {key: story.merged_into or story.story_id for key, story in found.items()}


def test_an_index_lost_after_retention_is_rebuilt_with_its_stories_and_alerts_nothing_twice(
    room: Newsroom,
) -> None:
    room.publish(news(4, 6), and_read=False)
    log, channel = room.log(), MemoryChannel("jsonl")
    run(room, log, channel)
    before, sent = stories(room, "g1"), len(channel.sent)
    firsts = [alert for alert in channel.sent if alert.kind == "first"]
    assert len(before) > len(firsts) > 5
    archive = FileArchive(str(room.path / "archive"))
    gone = expire(log, NOTHING_KEPT, LATER, archive)
    assert (log.count(ITEMS.name), gone[ITEMS.name] > 20) == (0, True)
    for file in room.path.glob("index.db*"):
        file.unlink()
    assert room.documents("g1") == {}
    replay = Replay(
        room.settings, room.folder, Control(log), room.versions, ArchivedHistory(archive, log), nobody
    )
    generation = replay.begin(Request(alerts=True))
    compared = replay.build(generation)
    assert [kind.kind for kind in compared.changes] == ["found anew"]
    assert stories(room, generation.name) == before
    swap(room.settings, room.folder, Control(log), room.versions, generation.name)
    run(room, log, channel)
    assert len(channel.sent) == sent
    log.close()


def test_kept_bytes_are_parsed_again_when_asked(room: Newsroom) -> None:
    room.publish(news(1, 6), and_read=False)
    log, channel = room.log(), MemoryChannel("jsonl")
    run(room, log, channel)
    replay = Replay(
        room.settings,
        room.folder,
        Control(log),
        room.versions,
        ArchivedHistory(FileArchive(str(room.path / "none")), log),
        nobody,
    )
    generation = replay.begin(Request(from_bytes=True))
    replay.build(generation)
    log.close()
    items = [
        Coverage.model_validate_json(source).item for _, source in room.documents(generation.name).values()
    ]
    assert items
    assert all(each.text == each.title for each in items), "the builders' entries hold a title alone"


def test_a_range_from_before_what_is_held_is_refused(room: Newsroom) -> None:
    room.publish(news(2, 4))
    log = room.log()
    archive = FileArchive(str(room.path / "archive"))
    expire(log, NOTHING_KEPT, LATER, archive)
    room.publish(news(1, 1, seed=9))
    for held in archive.days():
        archive.drop(held)
    replay = Replay(
        room.settings, room.folder, Control(log), room.versions, ArchivedHistory(archive, log), nobody
    )
    with pytest.raises(ConfigurationError, match="first day available is"):
        replay.plan(Request(Selected(since=FIRST_DAY)))
    with pytest.raises(ConfigurationError, match="first day available is"):
        replay.begin(Request(Selected(since=FIRST_DAY)))
    log.close()
