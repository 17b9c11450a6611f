"""A real Kafka for a benchmark, started by its launcher and ended with the block."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from wirewatch.adapters.kafka_log import Cluster, KafkaAccess
from wirewatch.adapters.kafka_log.setup import plan_topics, set_up_topics

LAUNCHER = Path(__file__).resolve().parents[1] / "deploy" / "servers" / "kafka.sh"


@contextmanager
def broker(partitions: int | None) -> Iterator[KafkaAccess]:
    """A broker with the topics of the stream, or bare (None). Raises CalledProcessError where it cannot be run here."""
    with tempfile.TemporaryDirectory() as folder:
        port, controller = _free_port(), _free_port()
        environment = os.environ | {
            "KAFKA_STATE": folder, "KAFKA_PORT": str(port), "KAFKA_CONTROLLER_PORT": str(controller),
            "LIVES_WITH": str(os.getpid()),
        }  # fmt: skip
        subprocess.run([LAUNCHER, "start"], env=environment, check=True, stdout=subprocess.DEVNULL)
        try:
            access = KafkaAccess((f"127.0.0.1:{port}",))
            with closing(Cluster(access)) as cluster:
                for _ in (
                    () if partitions is None else set_up_topics(cluster, plan_topics("", {}, partitions))
                ):
                    pass
            yield access
        finally:
            subprocess.run([LAUNCHER, "kill"], env=environment, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
