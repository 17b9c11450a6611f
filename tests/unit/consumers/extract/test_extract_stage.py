"""The stage: facts for what is relevant, a reason for what is not, a retraction for what was indexed."""

from collections.abc import Iterator

from consumers.extract.stage import ExtractStage, decide_extract
from consumers.outputs import output, read
from consumers.ports import Holding, Record
from consumers.stage import Dead, Emit, Outcome, Skip
from schemas.classified import Classified
from schemas.dropped import Dropped
from schemas.extracted import Extracted
from schemas.topics import CLASSIFIED, DROPPED, FACTS
from tests.builders import NOW, classified, item, verdict

RELEVANT = item(
    title="Xi meets Putin in Moscow", body="Xi Jinping met Vladimir Putin in Moscow, China and Russia said."
)
OTHER = item(title="Rain in Lisbon", body="It rained in Lisbon for an hour.")


class NoState:
    """The stage keeps none."""

    def holding(self) -> Holding:
        return Holding()

    def lookup(self, topic: str, key: str) -> bytes | None:
        raise AssertionError(f"{topic} was asked for {key}")

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        raise AssertionError(f"{topic} was read")


def record_of(model: Classified, value: bytes | None = None) -> Record:
    made = output(CLASSIFIED, model.item.item_id, model, {"trace_id": "t1"})
    return Record(CLASSIFIED.name, 0, 7, made.key, value or made.value or b"", made.headers, NOW)


def handled(model: Classified) -> Outcome:
    (outcome,) = ExtractStage().handle([record_of(model)], NoState(), NOW)
    return outcome


def read_back(outcome: Emit | Skip) -> list[Extracted | Dropped]:
    models: list[Extracted | Dropped] = []
    for out in outcome.outputs:
        record = Record(out.topic, 0, 0, out.key, out.value or b"", out.headers, NOW)
        is_dropped = out.topic == DROPPED.name
        models.append(read(Dropped, DROPPED, record) if is_dropped else read(Extracted, FACTS, record))
    return models


def test_a_relevant_item_travels_on_with_its_facts() -> None:
    outcome = handled(classified(RELEVANT))

    assert isinstance(outcome, Emit)
    (extracted,) = read_back(outcome)
    assert isinstance(extracted, Extracted)
    assert {event.type for event in extracted.facts.events} == {"meeting"}
    assert outcome.outputs[0].headers["trace_id"] == "t1"


def test_an_item_that_settles_irrelevant_is_dropped_with_its_verdict() -> None:
    open_verdict = verdict(relevant=False, settled=False, score=0.2)

    outcome = handled(classified(OTHER, verdicts=(open_verdict,)))

    assert isinstance(outcome, Skip)
    (dropped,) = read_back(outcome)
    assert isinstance(dropped, Dropped)
    assert (dropped.stage, dropped.title) == ("extract", "Rain in Lisbon")
    assert all(each.settled for each in dropped.verdicts)


def test_a_later_revision_that_settles_irrelevant_is_retracted_as_well() -> None:
    open_verdict = verdict(relevant=False, settled=False, score=0.2)

    outcome = handled(classified(OTHER, revision=2, verdicts=(open_verdict,)))

    assert isinstance(outcome, Emit)
    dropped, gone = read_back(outcome)
    assert isinstance(dropped, Dropped)
    assert isinstance(gone, Extracted)
    assert (gone.retracted, gone.revision, gone.facts.all()) == (True, 2, ())


def test_a_retraction_passes_through_without_facts() -> None:
    decided = decide_extract(classified(RELEVANT, retracted=True, verdicts=(verdict(relevant=False),)))

    assert isinstance(decided, Extracted)
    assert decided.retracted
    assert decided.facts.all() == ()


def test_the_same_revision_gives_the_same_bytes() -> None:
    first, again = (handled(classified(RELEVANT)) for _ in range(2))

    assert first == again


def test_an_unreadable_record_is_dead_and_the_next_one_lives() -> None:
    records = [record_of(classified(RELEVANT), value=b"{"), record_of(classified(RELEVANT))]

    bad, good = ExtractStage().handle(records, NoState(), NOW)

    assert isinstance(bad, Dead)
    assert isinstance(good, Emit)


def test_relative_dates_of_an_undated_backfill_stay_open() -> None:
    undated = item(body="Xi met Putin on Monday.", published_at=None, origin="backfill")

    decided = decide_extract(classified(undated))

    assert isinstance(decided, Extracted)
    assert all(event.date is None for event in decided.facts.events)
