"""The generations there are, as `control` has them."""

from consumers.outputs import output
from consumers.ports import Log, Output, StateReader
from consumers.replay.scoped import ScopedLog
from schemas.control import FIRST_GENERATION, Generations
from schemas.topics import CONTROL

GROUP = "wirewatch.control"


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


def next_name(generations: Generations) -> str:
    """The name of the next generation: numbers are never used again."""
    return f"g{generations.newest + 1}"
