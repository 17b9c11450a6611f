"""A text with which the extractor does not come to an end: set aside with its bytes, on both logs; what comes after it goes on."""

import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from consumers.extract.extract_facts import extract_facts
from consumers.extract.stage import ExtractStage
from consumers.outputs import output
from consumers.ports import Log
from consumers.run import StageLoop
from schemas.dead_letter import DeadLetter
from schemas.topics import CLASSIFIED, DEAD, FACTS
from tests.builders import NOW, classified, item
from tests.kafka_server import KafkaServer
from tests.kafka_topics import fresh_topics
from wirewatch.adapters.interrupt import interrupted_after
from wirewatch.adapters.kafka_log import KafkaLog
from wirewatch.adapters.sqlite_log import SqliteLog

ITEMS = 30
HANGS = "wire:13"


@pytest.fixture(params=["sqlite", "kafka"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Log]:
    if request.param == "sqlite":
        with closing(SqliteLog(tmp_path / "log.db")) as log:
            yield log
        return
    server: KafkaServer = request.getfixturevalue("kafka")
    with fresh_topics(server) as cluster, closing(KafkaLog(cluster.access)) as log:
        yield log


def test_an_item_that_hangs_the_extractor_is_a_dead_letter_and_the_others_pass(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract_or_hang(text: str, *given: Any) -> Any:
        while "number 13 " in text:
            pass
        return extract_facts(text, *given)

    monkeypatch.setattr("consumers.extract.stage.extract_facts", extract_or_hang)
    items = [item(f"wire:{n}", f"Talks number {n} on gas from Russia to China") for n in range(ITEMS)]
    log.open_stage("wirewatch.classify").commit(
        [output(CLASSIFIED, each.item_id, classified(each)) for each in items], {}
    )
    stage = ExtractStage(index_irrelevant=True)
    loop = StageLoop(
        stage,
        log.open_stage(stage.spec.group, stage.spec.reads),
        lambda: NOW,
        within=partial(interrupted_after, 1),
    )
    give_up_at = time.monotonic() + 60
    while loop.lag() and time.monotonic() < give_up_at:
        assert loop.turn(0.5).trouble is None
    loop.close()
    assert {record.key for record in log.records(FACTS.name)} == {each.item_id for each in items} - {HANGS}
    (record,) = log.records(DEAD.name)
    letter = DeadLetter.model_validate_json(record.value or b"")
    assert (letter.reason, letter.stage, letter.key) == ("hung", "extract", HANGS)
    assert letter.value == output(CLASSIFIED, HANGS, classified(items[13])).value
