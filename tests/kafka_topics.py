"""Fresh topics on the shared Kafka, under a prefix of their own, gone with the block."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from tests.kafka_server import KafkaServer
from wirewatch.adapters.kafka_log import Cluster, KafkaAccess
from wirewatch.adapters.kafka_log.setup import plan_topics, set_up_topics

SESSION_S = 3.0  # short, so that who was killed is missed soon


@contextmanager
def fresh_topics(server: KafkaServer, partitions: int = 3) -> Iterator[Cluster]:
    """Every topic of the stream, with few partitions; among as many test runs as there may be."""
    prefix = f"t{uuid.uuid4().hex[:10]}."
    cluster = Cluster(KafkaAccess((server.address,), prefix=prefix, session_s=SESSION_S))
    plans = [
        replace(plan, partitions=min(plan.partitions, 2 * partitions))  # feeds.state has 64
        for plan in plan_topics(prefix, {}, partitions)
    ]
    assert all(finding.outcome == "made" for finding in set_up_topics(cluster, plans))
    try:
        yield cluster
    finally:
        with cluster.asking() as admin:
            admin.delete_topics([plan.name for plan in plans])
        cluster.close()


def as_instance(cluster: Cluster, instance: str) -> KafkaAccess:
    """The same topics for another process of a stage."""
    return replace(cluster.access, instance=instance)
