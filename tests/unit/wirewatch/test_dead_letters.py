"""Dead letters: listed once, sent through again."""

from datetime import UTC, datetime

import pytest

from consumers.dead import dead_output
from consumers.ports import Output, Record
from consumers.stage import Dead
from schemas import topics
from schemas.errors import WirewatchError
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.dead_letters import chosen, dead_letters, redrive

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def log_with_letters(*items: str) -> MemoryLog:
    log = MemoryLog()
    stage = log.open_stage("wirewatch.classify")
    for offset, item in enumerate(items):
        record = Record(topics.ITEMS.name, 0, offset, item, b"\xff original", {"schema": "Sighting"}, NOW)
        stage.commit([dead_output("classify", record, Dead("undecodable", "no head", item), NOW)], {})
    return log


def test_a_redriven_letter_goes_back_to_its_topic_with_its_original_bytes_and_is_dead_no_more() -> None:
    log = log_with_letters("a", "b")
    picked = chosen(dead_letters(log), ["classify:news.items:0:0"])
    log.open_stage("wirewatch.redrive").commit(redrive(picked, NOW), {})
    (back,) = log.records(topics.ITEMS.name)
    assert (back.key, back.value, back.headers) == ("a", b"\xff original", {"schema": "Sighting"})
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
