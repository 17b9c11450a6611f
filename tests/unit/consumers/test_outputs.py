"""Records of models, and models of records; what was just written is not read twice."""

from dataclasses import replace

import pytest

from consumers.outputs import KEPT, just_written, keep_written, output, read, value_of
from consumers.ports import Output, Record
from schemas.errors import UnknownMajorVersion
from schemas.extracted import Extracted
from schemas.topics import CLASSIFIED, COVERAGE, FACTS
from schemas.wire import VERSION, decode, encode
from tests import builders


def record_of(written: Output) -> Record:
    """The record as a log would give it back: with the same bytes, not the same object."""
    value = bytes(bytearray(written.value or b""))
    return Record(written.topic, 0, 0, written.key, value, written.headers, builders.NOW)


def test_what_was_just_written_equals_what_reading_it_anew_gives() -> None:
    coverage = builders.coverage()
    record = record_of(output(COVERAGE, "story", coverage))
    assert read(type(coverage), COVERAGE, record) is coverage
    assert decode(type(coverage), COVERAGE, record.value, record.headers) == coverage


def test_a_record_is_read_as_the_model_asked_for() -> None:
    classified = builders.classified()
    record = record_of(output(CLASSIFIED, "wire:1", classified))
    assert just_written(Extracted, record.value) is None
    assert read(Extracted, FACTS, record).item == classified.item


def test_an_unknown_major_version_stops_even_what_was_just_written() -> None:
    record = record_of(output(CLASSIFIED, "wire:1", builders.classified()))
    newer = replace(record, headers={**record.headers, VERSION: "99.0"})
    with pytest.raises(UnknownMajorVersion):
        read(type(builders.classified()), CLASSIFIED, newer)


def test_only_the_last_few_hundred_are_remembered() -> None:
    first = output(CLASSIFIED, "wire:1", builders.classified(revision=1_000))
    for revision in range(400):
        output(CLASSIFIED, "wire:1", builders.classified(revision=revision))
    assert just_written(type(builders.classified()), first.value or b"") is None


def test_the_value_of_a_model_is_what_was_written_of_it_or_is_written_now() -> None:
    coverage, other = builders.coverage(), builders.coverage(revision=7)
    written = output(COVERAGE, "story", coverage)
    assert value_of(coverage) is written.value
    assert value_of(other) == encode(other) != written.value


def test_values_are_forgotten_with_their_models() -> None:
    coverage = builders.coverage()
    first = output(COVERAGE, "story", coverage)
    for revision in range(400):
        output(CLASSIFIED, "wire:1", builders.classified(revision=revision))
    assert value_of(coverage) is not first.value
    assert value_of(coverage) == first.value


def test_a_process_that_reads_nothing_it_wrote_remembers_nothing() -> None:
    keep_written(0)
    try:
        written = output(FACTS, "wire:1", builders.extracted())
        assert just_written(Extracted, written.value or b"") is None
    finally:
        keep_written(KEPT)
