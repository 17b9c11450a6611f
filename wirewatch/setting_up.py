"""Making and checking what a cluster must have before the stages start."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from schemas.errors import ConfigurationError
from schemas.topics import ITEMS
from wirewatch.adapters.kafka_log import Cluster
from wirewatch.adapters.kafka_log.acls import Right, rights_needed
from wirewatch.adapters.kafka_log.setup import TopicPlan, plan_topics, set_up_topics
from wirewatch.elastic_store import layout_of, open_elastic_versions
from wirewatch.kafka_store import access_of
from wirewatch.retention import kept_days
from wirewatch.settings import SQLITE, Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a topic or an index: "made", "there", or "differs" with how."""

    outcome: str
    name: str
    detail: str = ""


def topics_of(settings: Settings) -> list[TopicPlan]:
    """The topics as the settings want them. What every replay starts from is not left to the brokers' retention, which
    asks nobody: `wirewatch vacuum` removes it, when it may go."""
    kept = kept_days(settings.retention) | {ITEMS.name: None}
    return plan_topics(settings.prefix, kept, settings.kafka.partitions, settings.kafka.replication)


def set_up(settings: Settings) -> Iterator[Finding]:
    """Make the topics and indexes that are missing, compare the others; nothing that is there is changed. Raises
    ConfigurationError."""
    if settings.log == SQLITE and settings.index == SQLITE:
        raise ConfigurationError(
            "There is nothing to set up: set log to kafka://host:port, or index to https://host:9200."
        )
    if settings.log != SQLITE:
        yield from _topics_set_up(settings)
    if settings.index != SQLITE:
        yield from _indexes_set_up(settings)


def _indexes_set_up(settings: Settings) -> Iterator[Finding]:
    with closing(open_elastic_versions(settings)) as versions:
        steps = versions.set_up()
    yield from (Finding("differs" if step.differs else "made", step.name, step.detail) for step in steps)
    if not steps:
        yield Finding("there", "indexes", "templates, indexes and aliases are as they must be")


def _topics_set_up(settings: Settings) -> Iterator[Finding]:
    with closing(Cluster(access_of(settings, "setup"))) as cluster:
        for found in set_up_topics(cluster, topics_of(settings)):
            yield Finding(found.outcome, found.name, found.detail)


def commands_of(settings: Settings) -> Iterator[str]:
    """The same for a platform team: commands of Kafka's own tools for topics and ACLs, and requests to Elasticsearch, as
    Kibana's console takes them, for templates, indexes and roles. A part that the settings leave to files has none."""
    if settings.log != SQLITE or settings.index == SQLITE:
        yield from _commands_for_kafka(settings)
    if settings.index != SQLITE:
        yield from _requests_to_elasticsearch(settings)


def _requests_to_elasticsearch(settings: Settings) -> Iterator[str]:
    layout = layout_of(settings)
    for name, template in layout.templates().items():
        yield f"PUT _index_template/{name}\n{json.dumps(template, ensure_ascii=False)}\n"
    for index, about in layout.first_indexes().items():
        yield f"PUT {index}\n{json.dumps(about)}\n"
    for name, role in layout.roles().items():
        yield f"PUT _security/role/{name}\n{json.dumps(role)}\n"


def _commands_for_kafka(settings: Settings) -> Iterator[str]:
    for plan in topics_of(settings):
        config = " ".join(f"--config {name}={value}" for name, value in sorted(plan.config.items()))
        replicas = f" --replication-factor {plan.replication}" if plan.replication else ""
        yield (
            f"kafka-topics.sh --bootstrap-server $KAFKA --create --if-not-exists --topic {plan.name}"
            f" --partitions {plan.partitions}{replicas} {config}"
        )
    user = settings.kafka.username or "wirewatch"
    yield from (_acl_command(user, right) for right in rights_needed(settings.prefix, makes_topics=False))


def _acl_command(user: str, right: Right) -> str:
    on = "--cluster" if right.resource == "cluster" else f"--{right.resource} '{right.name}'"
    pattern = "" if right.resource == "cluster" else f" --resource-pattern-type {right.pattern}"
    operations = " ".join(f"--operation {operation}" for operation in right.operations)
    return (
        f"kafka-acls.sh --bootstrap-server $KAFKA --add --allow-principal User:{user} {operations} {on}{pattern}"
        f"  # {right.why}"
    )
