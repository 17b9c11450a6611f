"""Two processes of the index stage on a real Kafka, and an index that is made anew under them."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from consumers.index.stage import IndexStage
from consumers.outputs import output
from schemas.topics import COVERAGE
from tests.builders import coverage, item
from tests.integration.kafka_process import StageProcess, until
from tests.kafka_server import KafkaServer
from tests.kafka_topics import as_instance, fresh_topics
from wirewatch.adapters.kafka_log import Cluster, KafkaLog
from wirewatch.adapters.memory_index import MemoryIndex

ITEMS = 24


@pytest.fixture
def cluster(kafka: KafkaServer) -> Iterator[Cluster]:
    with fresh_topics(kafka) as made:
        yield made


def test_an_index_made_anew_is_filled_by_both_processes(cluster: Cluster) -> None:
    with closing(KafkaLog(cluster.access)) as log:
        revisions = [coverage(item(f"wire:{number}")) for number in range(ITEMS)]
        log.open_stage("wirewatch.cluster").commit(
            [output(COVERAGE, f"story{number}", each) for number, each in enumerate(revisions)], {}
        )
    for _ in ("the first index", "the one made after it was deleted"):
        index = MemoryIndex()
        processes = [StageProcess(as_instance(cluster, name), IndexStage(index)) for name in ("one", "other")]
        until(lambda index=index: index.count() == ITEMS)  # type: ignore[misc]
        for process in processes:
            process.end()
