"""Dead letters: listed once, sent through again."""

from datetime import UTC, datetime

import pytest

from consumers.batch import RecordStage
from consumers.dead import PART_BYTES, dead_outputs
from consumers.ports import Output, Record, StateReader
from consumers.replay.generations import commit_generations
from consumers.replay.scoped import ScopedLog
from consumers.run import StageLoop
from consumers.stage import Dead, Outcome, StageSpec
from schemas import topics
from schemas.control import Generations
from schemas.errors import WirewatchError
from schemas.wire import encode
from tests.builders import sighting
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.dead_letters import (
    REDRIVES_MOST,
    chosen,
    dead_letters,
    may_be_redriven,
    original_bytes,
    redrive,
    redrives_of,
    send_again,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def log_with_letters(*items: str) -> MemoryLog:
    log = MemoryLog()
    stage = log.open_stage("wirewatch.classify")
    for offset, item in enumerate(items):
        record = Record(topics.ITEMS.name, 0, offset, item, b"\xff original", {"schema": "Sighting"}, NOW)
        stage.commit(dead_outputs("classify", record, Dead("undecodable", "no head", item), NOW), {})
    return log


def test_a_redriven_letter_goes_back_to_its_topic_with_its_original_bytes_and_is_dead_no_more() -> None:
    log = log_with_letters("a", "b")
    picked = chosen(dead_letters(log), ["classify:news.items:0:0"])
    log.open_stage("wirewatch.redrive").commit(redrive(picked, NOW), {})
    (back,) = log.records(topics.ITEMS.name)
    assert (back.key, back.value) == ("a", b"\xff original")
    assert back.headers == {"schema": "Sighting", "redriven": "1"}
    assert [letter.item_id for letter in dead_letters(log)] == ["b"]


def test_letters_can_be_named_by_item() -> None:
    assert [letter.offset for letter in chosen(dead_letters(log_with_letters("a", "b")), ["b"])] == [1]


def test_an_unknown_letter_is_one_sentence() -> None:
    with pytest.raises(WirewatchError, match="no dead letter x"):
        chosen(dead_letters(log_with_letters("a")), ["x"])


def test_a_feed_entry_is_not_redriven_but_read_again_by_the_next_poll() -> None:
    (letter,) = dead_letters(log_with_letters("a"))
    with pytest.raises(WirewatchError, match="next poll"):
        redrive([letter.model_copy(update={"topic": "feeds"})], NOW)


def test_outputs_of_a_redrive_are_plain_records() -> None:
    outputs = redrive(dead_letters(log_with_letters("a")), NOW)
    assert [output.topic for output in outputs] == [topics.ITEMS.name, topics.DEAD.name]
    assert all(isinstance(output, Output) for output in outputs)


class StageWhereAllDie(RecordStage):
    """Nothing passes."""

    spec = StageSpec("classify", (topics.ITEMS.name,), ())

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        return Dead("undecodable", "never", record.key)


def test_a_record_that_dies_again_and_again_goes_round_three_times_and_no_more() -> None:
    log = MemoryLog()
    log.open_stage("wirewatch.poll").commit([Output(topics.ITEMS.name, "a", b"x", {})], {})
    loop = StageLoop(
        StageWhereAllDie(), log.open_stage("wirewatch.classify", [topics.ITEMS.name]), lambda: NOW
    )
    loop.turn()
    rounds = 0
    while picked := [letter for letter in dead_letters(log) if may_be_redriven(letter)]:
        send_again(log, picked, NOW)
        loop.turn()
        rounds += 1
        assert rounds < 10
    (letter,) = dead_letters(log)
    assert (rounds, redrives_of(letter)) == (REDRIVES_MOST, REDRIVES_MOST)
    with pytest.raises(WirewatchError, match="re-driven 3 times"):
        redrive([letter], NOW)
    send_again(log, [letter], NOW, force=True)
    assert dead_letters(log) == ()


def test_letters_are_those_of_the_live_generation_and_of_the_stages_all_share() -> None:
    log = log_with_letters("first generation")
    commit_generations(log, Generations(live="g2", newest=2))
    theirs = ScopedLog(log, "g2")
    record = Record(topics.REPLAYED.name, 0, 3, "theirs", b"x", {}, NOW)
    theirs.open_stage("wirewatch.classify").commit(
        dead_outputs("classify", record, Dead("undecodable", "", "theirs"), NOW), {}
    )
    sent = Record(topics.ALERTS.name, 0, 0, "jsonl", b"y", {}, NOW)
    log.open_stage("wirewatch.send").commit(
        dead_outputs("send", sent, Dead("undecodable", "", None), NOW), {}
    )
    assert {letter.stage for letter in dead_letters(log)} == {"classify", "send"}
    send_again(log, dead_letters(log), NOW)
    assert dead_letters(log) == ()
    assert [back.key for back in log.records(topics.ITEMS.name)] == ["theirs"]
    assert [back.value for back in log.records(topics.ALERTS.name)] == [b"y"]


def test_the_original_of_a_sighting_is_its_entry_and_of_anything_else_the_record() -> None:
    log = log_with_letters("a")
    (letter,) = dead_letters(log)
    assert original_bytes(letter) == b"\xff original"
    readable = letter.model_copy(update={"value": encode(sighting())})
    assert original_bytes(readable) == b"<item><title>Xi meets Putin</title></item>"
    elsewhere = readable.model_copy(update={"topic": topics.CLASSIFIED.name})
    assert original_bytes(elsewhere) == elsewhere.value


def test_a_large_record_lies_in_several_letters_and_comes_back_whole() -> None:
    log = MemoryLog()
    value = bytes(range(256)) * (5 * PART_BYTES // 512)  # two parts and a half
    record = Record(topics.ITEMS.name, 0, 7, "big", value, {}, NOW)
    written = dead_outputs("extract", record, Dead("oversize", "too large", "big"), NOW)
    assert len(written) == 3
    assert all(len(output.value or b"") < topics.RECORD_BYTES for output in written)
    stage = log.open_stage("wirewatch.extract")
    stage.commit(written, {})
    (letter,) = dead_letters(log)
    assert (letter.value == value, letter.reason) == (True, "oversize")
    stage.commit(redrive([letter], NOW), {})
    (back,) = log.records(topics.ITEMS.name)
    assert back.value == value
    assert dead_letters(log) == ()
