"""A replay over a log on Kafka, into an index in memory and into Elasticsearch: the same steps, topics and groups of a cluster."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from consumers.ports import IndexVersions
from consumers.replay.generations import generations_of
from consumers.replay.history import LogHistory
from consumers.replay.progress import nobody
from schemas.control import Selected
from schemas.wire import encode
from tests.elasticsearch_server import ElasticServer
from tests.kafka_server import KafkaServer
from tests.kafka_topics import fresh_topics
from tests.replay.newsroom import FIRST_DAY, news, sighting_output
from wirewatch.adapters.kafka_log import Cluster, KafkaLog
from wirewatch.adapters.memory_index import MemoryIndexVersions
from wirewatch.data_folder import DataFolder
from wirewatch.replay.build import Replay, Request
from wirewatch.replay.catching_up import catch_up
from wirewatch.replay.control import control_of
from wirewatch.replay.swap import drop, rollback, swap
from wirewatch.settings import load_settings


@pytest.fixture
def cluster(kafka: KafkaServer) -> Iterator[Cluster]:
    with fresh_topics(kafka) as made:
        yield made


@pytest.fixture(params=["memory", "elasticsearch"])
def versions(request: pytest.FixtureRequest) -> IndexVersions:
    """An index that holds nothing."""
    if request.param == "memory":
        return MemoryIndexVersions()
    server: ElasticServer = request.getfixturevalue("elasticsearch")
    return server.versions()


def documents(versions: IndexVersions, generation: str) -> dict[str, bytes]:
    return {
        each.item_id: encode(each.coverage) for each in versions.open(generation).documents() if each.coverage
    }


@pytest.mark.timeout(600)
def test_a_replay_on_kafka_equals_live_and_can_be_swapped_rolled_back_and_dropped(
    cluster: Cluster, tmp_path: Path, versions: IndexVersions
) -> None:
    settings, folder = load_settings(data=tmp_path), DataFolder(tmp_path)
    with closing(KafkaLog(cluster.access)) as log, control_of(folder, log) as control:
        with closing(log.open_stage("wirewatch.poll")) as poll:
            poll.commit([sighting_output(each) for each in news(4, 6)], {})
        catch_up(settings, folder, log, versions, "g1", lambda waiting: None)
        live = documents(versions, "g1")
        assert len(live) > 8
        replay = Replay(settings, folder, control, versions, LogHistory(log), nobody)
        for selected in (
            Selected(),
            Selected(since=FIRST_DAY + timedelta(days=1), until=FIRST_DAY + timedelta(days=2)),
        ):
            generation = replay.begin(Request(selected))
            compared = replay.build(generation)
            assert compared.equal == compared.compared > 0
            assert documents(versions, generation.name) == live
        assert swap(settings, folder, control, versions, "g3").live == "g3"
        assert versions.live() == "g3"
        assert rollback(settings, folder, control, versions).live == "g1"
        assert versions.live() == "g1"
        drop(settings, folder, control, versions, "g2")
        assert [each.name for each in generations_of(log).generations] == ["g1", "g3"]
        control.commit(control.seen())
