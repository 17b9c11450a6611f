"""Two processes of the index stage on a real Kafka, and an index that is made anew under them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from consumers.index.stage import IndexStage
from consumers.outputs import output
from consumers.run import StageLoop
from schemas.topics import COVERAGE
from tests.builders import NOW, coverage, item
from tests.kafka_server import KafkaServer
from tests.kafka_topics import as_instance, fresh_topics
from wirewatch.adapters.kafka_log import Cluster, KafkaAccess, KafkaLog
from wirewatch.adapters.memory_index import MemoryIndex

ITEMS = 24


@pytest.fixture
def cluster(kafka: KafkaServer) -> Iterator[Cluster]:
    with fresh_topics(kafka) as made:
        yield made


class Indexing(threading.Thread):
    """One process of the stage, over an index that all share."""

    def __init__(self, access: KafkaAccess, index: MemoryIndex) -> None:
        super().__init__(name=f"index-{access.instance}", daemon=True)
        self._access, self._index = access, index
        self._stop_asked = threading.Event()
        self.read = 0
        self.failure: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            with closing(KafkaLog(self._access)) as log:
                stage = IndexStage(self._index)
                loop = StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: NOW)
                while not self._stop_asked.is_set():
                    self.read += loop.turn(0.2).read
        except BaseException as error:  # noqa: BLE001 - told to the test
            self.failure = error

    def end(self) -> None:
        self._stop_asked.set()
        self.join(60)
        assert self.failure is None, repr(self.failure)


def until(holds: Callable[[], bool], seconds: float = 90) -> None:
    give_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up_at, "it does not come about"
        time.sleep(0.1)


def test_an_index_made_anew_is_filled_by_both_processes(cluster: Cluster) -> None:
    with closing(KafkaLog(cluster.access)) as log:
        revisions = [coverage(item(f"wire:{number}")) for number in range(ITEMS)]
        log.open_stage("wirewatch.cluster").commit(
            [output(COVERAGE, f"story{number}", each) for number, each in enumerate(revisions)], {}
        )
    for _ in ("the first index", "the one made after it was deleted"):
        index = MemoryIndex()
        processes = [Indexing(as_instance(cluster, name), index) for name in ("one", "other")]
        until(lambda index=index: index.count() == ITEMS)  # type: ignore[misc]
        for process in processes:
            process.end()
