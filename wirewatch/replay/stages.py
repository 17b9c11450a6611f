"""A generation's stages while a replay builds it: in this process, and the ones that may be spread over several."""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

from consumers.alert.match import MatchStage
from consumers.classify.stage import ClassifyStage
from consumers.classify.watch import watches_in_force
from consumers.cluster.stage import ClusterStage
from consumers.extract.amounts.rates import rates_in_force
from consumers.extract.stage import ExtractStage
from consumers.gazetteer import load_gazetteer
from consumers.index.stage import IndexStage
from consumers.ports import ALL, IndexWriter, Log, Share
from consumers.replay.generations import log_of
from consumers.replay.handover import asked_before
from consumers.replay.rebuilding import CLASSIFY_AGAIN, CLUSTER_AGAIN
from consumers.run import StageLoop
from consumers.stage import Stage
from consumers.topology import CLUSTER, EXTRACT, INDEX, MATCH
from schemas.errors import WirewatchError
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.patience import within_of
from wirewatch.rule_book import WatchedRules
from wirewatch.settings import Settings
from wirewatch.stores import open_log
from wirewatch.stream import Stream

PATIENCE_S = 60.0
"""How long a stage in passing trouble is waited for."""

LOOK_EVERY_S = 0.3


def making_loops(log: Log, settings: Settings, share: Share = ALL) -> tuple[StageLoop, ...]:
    """classify and extract over the sightings to rebuild; `log` is the generation's own view."""
    watches = watches_in_force(settings.watches)
    stages: tuple[tuple[Stage, Sequence[str]], ...] = (
        (
            ClassifyStage(watches, load_gazetteer(), index_irrelevant=settings.index_irrelevant),
            CLASSIFY_AGAIN.reads,
        ),
        (
            ExtractStage(
                watches, index_irrelevant=settings.index_irrelevant, rates=rates_in_force(settings.rates)
            ),
            EXTRACT.reads,
        ),
    )
    return tuple(
        StageLoop(stage, log.open_stage(stage.spec.group, reads, share), now, within=within_of(stage.spec))
        for stage, reads in stages
    )


def placing_loops(log: Log, cluster: ClusterStage, index: IndexWriter) -> tuple[StageLoop, ...]:
    """cluster over the ordered facts, and index."""
    return (
        StageLoop(
            cluster, log.open_stage(CLUSTER.group, CLUSTER_AGAIN.reads), now, within=within_of(CLUSTER)
        ),
        StageLoop(IndexStage(index), log.open_stage(INDEX.group, INDEX.reads), now),
    )


def following_loops(
    log: Log, settings: Settings, index: IndexWriter, cluster: ClusterStage | None = None
) -> tuple[StageLoop, ...]:
    """The stages of a generation that go on with what comes."""
    watches = watches_in_force(settings.watches)
    stages: tuple[Stage, ...] = (
        ClassifyStage(watches, load_gazetteer(), index_irrelevant=settings.index_irrelevant),
        ExtractStage(
            watches, index_irrelevant=settings.index_irrelevant, rates=rates_in_force(settings.rates)
        ),
        cluster or ClusterStage(),
        IndexStage(index),
    )
    return tuple(
        StageLoop(
            stage, log.open_stage(stage.spec.group, stage.spec.reads), now, within=within_of(stage.spec)
        )
        for stage in stages
    )


def matching_loop(log: Log, generation: str, settings: Settings) -> StageLoop:
    """match of the generation that is live; `log` is the one beneath all."""
    stage = MatchStage(WatchedRules(settings, settings.channel_names), lambda: asked_before(log, generation))
    theirs = log_of(log, generation)
    return StageLoop(stage, theirs.open_stage(MATCH.group, MATCH.reads), now, within=within_of(MATCH))


def drain(loops: Sequence[StageLoop], told: Callable[[int], None]) -> None:
    """Run stages until nothing waits for them; `told` of how many records do. Raises WirewatchError where a stage gets
    no further."""
    last = [0.0]

    def turned(_: object) -> None:
        if time.monotonic() - last[0] >= LOOK_EVERY_S:
            last[0] = time.monotonic()
            told(sum(loop.lag() for loop in loops))

    stream = Stream(loops, turned)
    try:
        if not stream.drain(PATIENCE_S):
            raise WirewatchError(
                "A stage gets no further (wirewatch.log or the lines above say why); run this again to go on."
            )
        told(0)
    finally:
        stream.close()


def make_in_processes(
    settings: Settings,
    folder: DataFolder,
    generation: str,
    processes: int,
    waiting: Callable[[], int],
    told: Callable[[int], None],
) -> None:
    """classify and extract in so many processes, each with its share of the partitions, until nothing waits. Raises
    WirewatchError where one of them ends otherwise; the others are stopped then, and nothing is lost."""
    spawn = multiprocessing.get_context("spawn")
    running: list[BaseProcess] = [
        spawn.Process(
            target=_make_share, args=(settings, folder, generation, Share(part, processes)), daemon=True
        )
        for part in range(processes)
    ]
    with _started(running):
        while any(process.is_alive() for process in running):
            if any(process.exitcode not in (None, 0) for process in running):
                break
            told(waiting())
            time.sleep(LOOK_EVERY_S)
        if any(process.exitcode not in (None, 0) for process in running):
            raise WirewatchError("A process of the replay ended before its time; run this again to go on.")
    told(waiting())


@contextmanager
def _started(processes: Sequence[BaseProcess]) -> Iterator[None]:
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _make_share(settings: Settings, folder: DataFolder, generation: str, share: Share) -> None:
    log = open_log(folder)
    try:
        drain(making_loops(log_of(log, generation), settings, share), lambda waiting: None)
    finally:
        log.close()
