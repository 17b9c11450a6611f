"""The topics of the stream, made or checked. What is there is never changed: it is told how it differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kafka import errors as kafka
from kafka.admin import ConfigResource, ConfigResourceType, NewTopic

from schemas.topics import PARTITIONS, TOPICS, TopicSpec, spec_of
from wirewatch.adapters.kafka_log.cluster import REQUEST_BYTES, Cluster

DAY_MS = 24 * 3600 * 1000
FOR_EVER_MS = -1


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """A topic as it is to be. `replication` None: as the brokers do by default."""

    name: str
    partitions: int
    replication: int | None
    config: Mapping[str, str]


def plan_topics(
    prefix: str,
    kept_days: Mapping[str, float | None],
    partitions: int | None = None,
    replication: int | None = None,
) -> list[TopicPlan]:
    """Every topic of the stream."""
    return [plan_topic(prefix, name, kept_days.get(name), partitions, replication) for name in TOPICS]


def plan_topic(
    prefix: str, name: str, kept_days: float | None, partitions: int | None, replication: int | None
) -> TopicPlan:
    """One topic; `partitions` in place of the usual count where the topic has no count of its own. Raises KeyError."""
    spec = spec_of(name)
    count = partitions if partitions is not None and spec.partitions == PARTITIONS else spec.partitions
    return TopicPlan(prefix + name, count, replication, _config(spec, kept_days))


def _config(spec: TopicSpec, kept_days: float | None) -> dict[str, str]:
    """Retention goes by the time a record was written, which is when it came to us: nothing here writes times of its own,
    so that what a backfill brings is not gone at once."""
    common = {"max.message.bytes": str(REQUEST_BYTES), "message.timestamp.type": "LogAppendTime"}
    if spec.compacted:
        return {"cleanup.policy": "compact", "retention.ms": str(FOR_EVER_MS), **common}
    kept_ms = FOR_EVER_MS if kept_days is None else int(kept_days * DAY_MS)
    return {"cleanup.policy": "delete", "retention.ms": str(kept_ms), **common}


@dataclass(frozen=True, slots=True)
class TopicFinding:
    """What became of a topic: "made", "there", or "differs" with how."""

    name: str
    outcome: str
    detail: str = ""


def set_up_topics(cluster: Cluster, plans: Sequence[TopicPlan]) -> Iterator[TopicFinding]:
    """Make the topics that are missing, compare the others. Safe to run twice, and by two at once."""
    there = _there(cluster, plans)
    made = _make(cluster, [plan for plan in plans if plan.name not in there])
    if made:
        with cluster.asking() as admin:
            admin.wait_for_topics([plan.name for plan in plans])
        there = _there(cluster, plans)
    configs = _configs(cluster, [plan.name for plan in plans if plan.name not in made])
    for plan in plans:
        if plan.name in made:
            yield TopicFinding(plan.name, "made")
        else:
            differs = list(_differences(plan, there[plan.name], configs[plan.name]))
            yield TopicFinding(plan.name, "differs" if differs else "there", "; ".join(differs))


def _there(cluster: Cluster, plans: Sequence[TopicPlan]) -> dict[str, Mapping[str, Any]]:
    with cluster.asking() as admin:
        found = admin.describe_topics([plan.name for plan in plans])
    return {topic["name"]: topic for topic in found if topic["partitions"]}


def _make(cluster: Cluster, plans: Sequence[TopicPlan]) -> set[str]:
    """The names of those that were made; another may make them in between."""
    if not plans:
        return set()
    new = [
        NewTopic(plan.name, plan.partitions, plan.replication or -1, topic_configs=dict(plan.config))
        for plan in plans
    ]
    with cluster.asking() as admin:
        answers = admin.create_topics(new, raise_errors=False)["topics"]
        for answer in answers:
            error = kafka.for_code(answer["error_code"])
            if error not in (kafka.NoError, kafka.TopicAlreadyExistsError):
                raise error(answer["error_message"])
    return {answer["name"] for answer in answers if not answer["error_code"]}


def _configs(cluster: Cluster, names: list[str]) -> Mapping[str, Mapping[str, Any]]:
    if not names:
        return {}
    with cluster.asking() as admin:
        asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
        found: Mapping[str, Mapping[str, Any]] = admin.describe_configs(asked, config_filter="all")["topic"]
    return found


def _differences(plan: TopicPlan, found: Mapping[str, Any], config: Mapping[str, Any]) -> Iterator[str]:
    partitions = len(found["partitions"])
    if partitions != plan.partitions:
        yield f"{partitions} partitions instead of {plan.partitions}"
    replicas = len(found["partitions"][0]["replica_nodes"])
    if plan.replication is not None and replicas != plan.replication:
        yield f"{replicas} replicas instead of {plan.replication}"
    for name, wanted in plan.config.items():
        value = config[name]["value"]
        if value != wanted:
            yield f"{name}={value} instead of {wanted}"
