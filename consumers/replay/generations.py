"""The generations there are, as `control` has them."""

from collections.abc import Iterable

from consumers.outputs import output
from consumers.ports import Log, Output, Position, StateReader
from consumers.replay.scoped import ScopedLog
from consumers.stage import StageSpec
from consumers.topology import COMPLETE, DECIDE, MATCH, POLL, SEND, STREAM
from schemas.control import FIRST_GENERATION, Generations
from schemas.topics import CONTROL

GROUP = "wirewatch.control"
SHARED = (POLL, DECIDE, SEND)
"""The stages all generations share."""
LIVE_ONLY = (COMPLETE, MATCH)
"""The stages that a generation has while it is live; the others every generation has of its own."""


def generations_of(log: Log) -> Generations:
    """What control says; a log in which it says nothing has one generation, the first."""
    for _, value in log.compacted(CONTROL.name):
        return Generations.model_validate_json(value)
    return Generations()


def generations_seen(state: StateReader) -> Generations:
    """The same, through a stage's view."""
    value = state.lookup(CONTROL.name, CONTROL.key)
    return Generations() if value is None else Generations.model_validate_json(value)


def control_output(generations: Generations) -> Output:
    """The record that tells it to the stages."""
    return output(CONTROL, CONTROL.key, generations)


def commit_generations(log: Log, generations: Generations) -> None:
    """Write it down, for every stage to obey."""
    stage = log.open_stage(GROUP)
    try:
        stage.commit([control_output(generations)], {})
    finally:
        stage.close()


def log_of(log: Log, generation: str) -> Log:
    """The log as a generation's stages see it."""
    return log if generation == FIRST_GENERATION else ScopedLog(log, generation)


def live_log_of(log: Log) -> Log:
    """The log as the live generation's stages see it."""
    return log_of(log, generations_of(log).live)


def next_name(generations: Generations) -> str:
    """The name of the next generation: numbers are never used again."""
    return f"g{generations.newest + 1}"


def lags(log: Log, generation: str) -> dict[str, int]:
    """How many records wait for each stage that reads a topic, where this generation is live."""
    theirs = log_of(log, generation)
    return {spec.name: (log if spec in SHARED else theirs).lag(spec.group) for spec in STREAM if spec.reads}


def lag(log: Log, generation: str, specs: Iterable[StageSpec]) -> int:
    """How many records wait for some of a generation's own stages, those that have never run included."""
    theirs = log_of(log, generation)
    return sum(_waiting(theirs, spec) for spec in specs)


def _waiting(log: Log, spec: StageSpec) -> int:
    """Offsets that a stage has before it; none where the log, which knows the records among them, says that none waits."""
    committed = log.committed(spec.group)
    offsets = sum(
        held.next - max(committed.get(Position(topic, n), 0), held.first)
        for topic in spec.reads
        for n, held in log.bounds(topic).items()
    )
    return min(offsets, log.lag(spec.group)) if committed else offsets
