"""A cluster that falls silent: clients that could not be made leave neither threads nor sockets behind."""

import gc
import socket
import threading
import warnings
from collections.abc import Callable, Iterator

import pytest

from schemas.errors import TransientError
from wirewatch.adapters.kafka_log import cluster as under_test
from wirewatch.adapters.kafka_log.cluster import Cluster, KafkaAccess


@pytest.fixture
def silent() -> Iterator[str]:
    """Takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("kind", ["reader", "member", "writer", "questions"])
def test_a_client_that_finds_no_cluster_leaves_nothing_behind(
    kind: str, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(under_test, "REACH_S", 0.3)
    monkeypatch.setattr(under_test, "why_not_reached", lambda *_: None)
    cluster = Cluster(KafkaAccess(servers=(silent,)))
    asked: dict[str, Callable[[], object]] = {
        "reader": cluster.reader,
        "member": lambda: cluster.member("index"),
        "writer": lambda: cluster.writer("index-0"),
        "questions": lambda: cluster.partitions("items"),
    }
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with pytest.raises(TransientError, match="slowly"):
            asked[kind]()
        gc.collect()
    assert [str(each.message) for each in told if each.category is ResourceWarning] == []
    assert [each.name for each in threading.enumerate() if each.name.startswith("kafka")] == []
