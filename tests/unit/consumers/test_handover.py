"""What counts as asked about by the generation that was live before a swap."""

from consumers.outputs import output
from consumers.ports import Output, Position
from consumers.replay.generations import commit_generations
from consumers.replay.handover import asked_before, where_it_stands
from consumers.topology import MATCH
from schemas.control import FIRST_GENERATION, Generation, Generations
from schemas.topics import COVERAGE
from tests.builders import coverage, item
from wirewatch.adapters.memory_log import MemoryLog


def test_only_what_rules_were_asked_about_counts_and_what_cannot_be_read_stops_nobody() -> None:
    log = MemoryLog()
    writer = log.open_stage("wirewatch.cluster")
    writer.commit([output(COVERAGE, "early", coverage(item("early")))], {})
    handover = where_it_stands(log, FIRST_GENERATION)
    asked, later = coverage(item("asked")), coverage(item("later"))
    skipped = [
        coverage(item("irrelevant")).model_copy(update={"verdicts": ()}),
        coverage(item("filled", origin="backfill")),
    ]
    told = [asked, *skipped]
    writer.commit(
        [output(COVERAGE, each.item.item_id, each) for each in told]
        + [Output(COVERAGE.name, "bad", b"{no json")],
        {},
    )
    matched = log.open_stage(MATCH.group, MATCH.reads)
    matched.commit(
        [], {Position(COVERAGE.name, n): held.next for n, held in log.bounds(COVERAGE.name).items()}
    )
    writer.commit([output(COVERAGE, "later", later)], {})
    names = (FIRST_GENERATION, "g2")
    commit_generations(
        log,
        Generations(
            live="g2",
            newest=2,
            handover=handover,
            generations=tuple(Generation(name=name, state="standing") for name in names),
        ),
    )
    assert {item_id for item_id, _, _ in asked_before(log, "g2")} == {"asked"}
    assert asked_before(log, FIRST_GENERATION) == frozenset()
