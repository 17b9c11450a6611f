"""Fixtures every suite shares."""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from tests.elasticsearch_server import ElasticServer, IndexPool, start_elasticsearch
from tests.kafka_server import KafkaServer, start_kafka
from tests.servers import CannotRun, begin_run, end_run, refuse_to_run, shared_server
from wirewatch.adapters.elastic_index import ElasticIndex

# The same examples every time, so that a red build is about the change; `make fuzz` looks for new ones. No deadline:
# a busy machine is no bug.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("fuzz", max_examples=5_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """The process that begins the run owns its servers; pytest-xdist's workers share them."""
    if not hasattr(config, "workerinput"):
        begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Whatever servers the run started end with it."""
    if not hasattr(config, "workerinput"):
        end_run()


def shared_folder() -> Path:
    """The folder of publishers' texts and labelled items that lies beside the repository."""
    return Path(os.environ.get("WIREWATCH_SHARED", ROOT.parent / "shared"))


@pytest.fixture(autouse=True)
def _logging_is_put_back() -> Iterator[None]:
    """What a command set up for its own lines, level and file, is not the next test's."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder; without it the test is skipped, in CI it fails."""
    folder = shared_folder()
    if not folder.is_dir():
        refuse_to_run(f"{folder} is not there: it holds texts that may not be copied into the project")
    return folder


@pytest.fixture(scope="session")
def kafka() -> KafkaServer:
    """The run's Kafka, shared by every test: make topics and groups with fresh names, and leave it whole."""
    return KafkaServer(shared_server("kafka", start_kafka))


@pytest.fixture
def own_kafka(tmp_path: Path) -> Iterator[KafkaServer]:
    """A Kafka of the test's own, to be killed and stopped at will."""
    folder = tmp_path / "own-kafka"
    folder.mkdir()
    try:
        launcher = start_kafka(folder)
    except CannotRun as error:
        refuse_to_run(str(error))
    yield KafkaServer(launcher)
    launcher.kill()
    time.sleep(1)  # clients that are being given up end
    gc.collect()  # what the client leaves of refused connections is told here, not in another test


@pytest.fixture(scope="session")
def elasticsearch() -> ElasticServer:
    """The run's Elasticsearch, shared by every test: make indexes with fresh names, and leave it whole."""
    return ElasticServer(shared_server("elasticsearch", start_elasticsearch))


@pytest.fixture
def own_elasticsearch() -> Iterator[ElasticServer]:
    """An Elasticsearch of the test's own, to be killed and stopped at will."""
    folder = Path(tempfile.mkdtemp(prefix="own-elasticsearch-"))
    folder.chmod(0o755)  # it does not run as root: its own user must reach its folder
    try:
        launcher = start_elasticsearch(folder)
    except CannotRun as error:
        refuse_to_run(str(error))
    yield ElasticServer(launcher)
    launcher.kill()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _elastic_indexes(elasticsearch: ElasticServer) -> Iterator[IndexPool]:
    pool = IndexPool(elasticsearch)
    yield pool
    pool.close()


@pytest.fixture
def make_elastic_index(_elastic_indexes: IndexPool) -> Iterator[Callable[[], ElasticIndex]]:
    """Makes empty indexes in the run's Elasticsearch, under names of their own; what was written is found at once."""
    yield _elastic_indexes.take
    _elastic_indexes.clear()
