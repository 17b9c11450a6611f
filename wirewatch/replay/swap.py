"""Swap, rollback, drop: which generation is searched and alerts."""

from collections.abc import Callable

from consumers.ports import IndexVersions, Log, Position
from consumers.replay.generations import log_of
from consumers.replay.handover import where_it_stands
from consumers.replay.rebuilding import FOLLOWING
from consumers.replay.scoped import own_topics, rebuild_topics, scoped_group
from consumers.stage import StageSpec
from consumers.topology import MATCH, STREAM
from schemas import topics as t
from schemas.control import FIRST_GENERATION, Generation, Generations
from schemas.errors import ConfigurationError
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.replay.catching_up import catch_up
from wirewatch.replay.control import Control
from wirewatch.settings import Settings

Told = Callable[[str, int], None]
"""Told of a generation and how many records wait for its stages."""


def swap(
    settings: Settings,
    folder: DataFolder,
    control: Control,
    versions: IndexVersions,
    name: str,
    told: Told = lambda name, n: None,
) -> Generations:
    """Make a generation the live one: 1. its stages have read what there is; 2. match is set to what the generation covers from
    now on; 3. live's stages, its match too, have read all that the generation had then, so that nothing falls between; 4. control
    says so, and searches see it; match of the generation leaves out what live's had asked about until it let go. A swap cut
    short after 4. is finished by the next run or command.

    Raises ConfigurationError where there is no such generation, or it is not finished; TransientError where the running
    stream gets no further.
    """
    log, generations = control.log, control.seen()
    chosen = _standing(generations, name)
    if name == generations.live:
        versions.point(name)
        return generations
    handover = where_it_stands(log, generations.live)
    catch_up(settings, folder, log, versions, name, lambda waiting: told(name, waiting))
    _set_match(log, chosen)
    catch_up(
        settings,
        folder,
        log,
        versions,
        generations.live,
        lambda waiting: told(generations.live, waiting),
        stages=_to_wait_for(log, generations.live),
    )
    swapped = generations.model_copy(
        update={
            "live": name,
            "swapped_from": generations.live,
            "swapped_at": now(),
            "handover": handover,
        }
    )
    if chosen.alerts:  # what was rebuilt alerts once, not at every swap
        others = tuple(each for each in generations.generations if each.name != name)
        swapped = swapped.model_copy(
            update={"generations": (*others, chosen.model_copy(update={"alerts": False}))}
        )
    control.commit(swapped)
    versions.point(name)
    return swapped


def rollback(
    settings: Settings,
    folder: DataFolder,
    control: Control,
    versions: IndexVersions,
    told: Told = lambda name, n: None,
) -> Generations:
    """Make the generation live again that was before the last swap. Raises ConfigurationError where there is none."""
    before = control.seen().swapped_from
    if before is None:
        raise ConfigurationError(
            "There is no swap to roll back: `wirewatch index list` shows the generations."
        )
    return swap(settings, folder, control, versions, before, told)


def drop(
    settings: Settings,
    folder: DataFolder,
    control: Control,
    versions: IndexVersions,
    name: str,
    told: Told = lambda name, n: None,
) -> Generations:
    """Remove a generation with its topics and index; one that was cut short is finished by the next. Where the live one followed upon
    it, its match must have read what both cover first. Raises ConfigurationError for the live one, TransientError where the running stream
    gets no further."""
    log, generations = control.log, control.seen()
    if generations.named(name) is None and name not in versions.names():
        raise ConfigurationError(
            f"There is no generation {name}: `wirewatch index list` shows those there are."
        )
    if name == generations.live:
        raise ConfigurationError(f"{name} is live; swap to another generation first.")
    handover = generations.handover
    if handover is not None and handover.before == name:
        live = generations.live
        catch_up(
            settings, folder, log, versions, live, lambda n: told(live, n), stages=_to_wait_for(log, live)
        )
        handover = None
    left = generations.model_copy(
        update={
            "generations": tuple(each for each in generations.generations if each.name != name),
            "swapped_from": None if generations.swapped_from == name else generations.swapped_from,
            "handover": handover,
        }
    )
    control.commit(left)  # stages let go of it before it is gone
    groups = [spec.group for spec in STREAM if spec.name not in ("poll", "decide", "send")]
    theirs = [scoped_group(name, group) for group in groups]
    topics = own_topics(name) if name == FIRST_GENERATION else (*own_topics(name), *rebuild_topics(name))
    log.drop_topics(topics, theirs)
    versions.drop(name)  # last: as long as it is there the rest may be, too
    return left


def _standing(generations: Generations, name: str) -> Generation:
    chosen = generations.named(name)
    if chosen is None:
        raise ConfigurationError(
            f"There is no generation {name}: `wirewatch index list` shows those there are."
        )
    if chosen.state != "standing":
        raise ConfigurationError(
            f"{name} is not finished: go on with `wirewatch replay --resume`, or drop it."
        )
    return chosen


def _to_wait_for(log: Log, live: str) -> tuple[StageSpec, ...]:
    """Live's stages from sightings to matches; match only where it was ever at work."""
    return (*FOLLOWING, MATCH) if log_of(log, live).committed(MATCH.group) else FOLLOWING


def _set_match(log: Log, chosen: Generation) -> None:
    """Let match begin with what the generation covers from now on; with what was rebuilt where that may alert."""
    theirs = log_of(log, chosen.name)
    reader = theirs.open_stage(MATCH.group, MATCH.reads)
    try:
        bounds = theirs.bounds(t.COVERAGE.name)
        reader.commit(
            [],
            {
                Position(t.COVERAGE.name, n): held.first if chosen.alerts else held.next
                for n, held in bounds.items()
            },
        )
    finally:
        reader.close()
