"""Making and checking what a cluster must have before the stages start."""

from collections.abc import Iterator
from contextlib import closing

from schemas.errors import ConfigurationError
from schemas.topics import ITEMS
from wirewatch.adapters.kafka_log import Cluster
from wirewatch.adapters.kafka_log.acls import Right, rights_needed
from wirewatch.adapters.kafka_log.setup import TopicFinding, TopicPlan, plan_topics, set_up_topics
from wirewatch.kafka_store import access_of
from wirewatch.retention import kept_days
from wirewatch.settings import SQLITE, Settings


def topics_of(settings: Settings) -> list[TopicPlan]:
    """The topics as the settings want them. What every replay starts from is not left to the brokers' retention, which
    asks nobody: `wirewatch vacuum` removes it, when it may go."""
    kept = kept_days(settings.retention) | {ITEMS.name: None}
    return plan_topics(settings.prefix, kept, settings.kafka.partitions, settings.kafka.replication)


def set_up(settings: Settings) -> Iterator[TopicFinding]:
    """Make the topics that are missing, compare the others; nothing that is there is changed. Raises ConfigurationError."""
    if settings.log == SQLITE:
        raise ConfigurationError("There is nothing to set up: set log to kafka://host:port.")
    with closing(Cluster(access_of(settings, "setup"))) as cluster:
        yield from set_up_topics(cluster, topics_of(settings))


def commands_of(settings: Settings) -> Iterator[str]:
    """The same as commands of Kafka's own tools, for a platform team: topics, then ACLs for the user."""
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
