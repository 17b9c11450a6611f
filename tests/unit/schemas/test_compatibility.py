"""Old records stay readable, newer ones too, and a new major version stops the reader."""

import json
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from consumers.batch import decide_each
from consumers.outputs import read
from consumers.ports import Output, Record, StateReader
from consumers.run import StageLoop
from consumers.stage import Emit, Outcome, StageSpec
from schemas import topics
from schemas.errors import PoisonError, UnknownMajorVersion
from schemas.topics import TOPICS
from schemas.wire import decode, encode, headers_of
from tests.builders import NOW, sighting
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.json_schemas import schema_files

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = sorted((ROOT / "tests/golden/records").glob("*.*/*.json"))


def with_unknown_fields(value: Any) -> Any:
    """A JSON value as a newer minor version might write it: every object has fields nobody knows yet, but for `headers`, which hold
    whatever names they like."""
    if isinstance(value, dict):
        parts = {key: part if key == "headers" else with_unknown_fields(part) for key, part in value.items()}
        return parts | {"added_later": {"x": [1]}}
    return [with_unknown_fields(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_record_of_every_version_ever_written_is_read_and_nothing_of_it_is_lost(file: Path) -> None:
    spec = TOPICS[file.stem]
    written = json.loads(file.read_text(encoding="utf-8"))
    model = decode(spec.model, spec, json.dumps(written).encode(), {"schema_version": file.parent.name})
    assert json.loads(encode(model)) == written


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_golden_record_of_the_version_in_force(topic: str) -> None:
    assert (ROOT / "tests/golden/records" / TOPICS[topic].version / f"{topic}.json") in GOLDEN


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_record_of_a_newer_minor_version_is_read_without_its_unknown_fields(file: Path) -> None:
    spec = TOPICS[file.stem]
    written = json.loads(file.read_text(encoding="utf-8"))
    newer = json.dumps(with_unknown_fields(written))
    model = decode(spec.model, spec, newer.encode(), {"schema_version": "1.99"})
    assert json.loads(encode(model)) == written


def test_the_exported_json_schemas_are_those_of_the_models() -> None:
    folder = files("schemas").joinpath("json")  # in a wheel, too: readers of other languages find them there
    exported = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    assert exported == schema_files(), (
        "run `make schemas`, read the diff, and raise a version where readers would notice"
    )


def test_a_value_that_is_not_what_its_headers_say_is_poison() -> None:
    with pytest.raises(PoisonError, match="item"):
        decode(topics.ITEMS.model, topics.ITEMS, b'{"x": 1}', {"schema_version": "1.0"})


class ReadingStage:
    """Decodes sightings and passes them on."""

    spec = StageSpec("classify", (topics.ITEMS.name,), (topics.CLASSIFIED.name,))

    def open(self, state: StateReader, now: datetime) -> bool:
        return False

    def handle(self, records: Sequence[Record], state: StateReader, now: datetime) -> Sequence[Outcome]:
        return decide_each(records, state, now, lambda record, state, now: self._read(record))

    def _read(self, record: Record) -> Outcome:
        read(topics.ITEMS.model, topics.ITEMS, record)
        return Emit()

    def due(self, now: datetime) -> Sequence[Output]:
        return ()


def test_an_unknown_major_version_stops_the_stage_and_dead_letters_nothing() -> None:
    log = MemoryLog()
    old = Output(topics.ITEMS.name, "a", encode(sighting()), headers_of(topics.ITEMS))
    new = Output(
        topics.ITEMS.name, "b", b'{"quite": "different"}', {"schema": "Sighting", "schema_version": "2.0"}
    )
    log.open_stage("wirewatch.poll").commit([old, new], {})
    stage = ReadingStage()
    loop = StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: NOW)
    with pytest.raises(
        UnknownMajorVersion, match=r"version 2\.0; this program reads 1\.\d\. Upgrade wirewatch"
    ):
        loop.turn()
    assert (log.count(topics.DEAD.name), loop.lag()) == (0, 2)
