"""Fresh topics on the shared Kafka, under a prefix of their own, gone with the block."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from schemas.topics import TOPICS
from tests.kafka_server import KafkaServer
from wirewatch.adapters.kafka_log import Cluster, KafkaAccess
from wirewatch.adapters.kafka_log.setup import plan_topics, set_up_topics

KEPT = {name: spec.kept_days for name, spec in TOPICS.items()}


def access_to(server: KafkaServer, prefix: str, instance: str = "0", session_s: float = 3.0) -> KafkaAccess:
    """How a test reaches the server; a session is short, so that who was killed is missed soon."""
    return KafkaAccess((server.address,), prefix=prefix, instance=instance, session_s=session_s)


@contextmanager
def fresh_topics(server: KafkaServer, partitions: int = 3) -> Iterator[Cluster]:
    """Every topic of the stream, with few partitions."""
    prefix = f"t{uuid.uuid4().hex[:10]}."
    cluster = Cluster(access_to(server, prefix))
    plans = plan_topics(prefix, dict.fromkeys(KEPT), partitions)
    for finding in set_up_topics(cluster, plans):
        assert finding.outcome == "made"
    try:
        yield cluster
    finally:
        with cluster.asking() as admin:
            admin.delete_topics([plan.name for plan in plans])
        cluster.close()


def as_instance(cluster: Cluster, instance: str) -> KafkaAccess:
    """The same topics for another process of a stage."""
    return replace(cluster.access, instance=instance)
