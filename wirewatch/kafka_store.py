"""Opens the log on the cluster that the settings name."""

from schemas.errors import ConfigurationError
from wirewatch.adapters.kafka_log import KafkaAccess, KafkaLog
from wirewatch.data_folder import DataFolder
from wirewatch.instances import Instance
from wirewatch.kafka_settings import servers_of
from wirewatch.settings import Settings


def access_of(settings: Settings, instance: str) -> KafkaAccess:
    """How to reach the cluster."""
    return KafkaAccess(
        servers_of(settings.log),
        settings.kafka.client_options(),
        settings.prefix,
        settings.kafka.instance or instance,
        settings.kafka.session_s,
        settings.kafka.replication,
    )


def open_kafka_log(folder: DataFolder, purpose: str | None) -> KafkaLog:
    """The log; with a purpose the process gets a name of its own until the log is closed."""
    settings = folder.settings
    if settings is None:
        raise ConfigurationError("The setting log names no cluster.")
    if purpose is None:
        return KafkaLog(access_of(settings, "looking"))
    instance = Instance(folder.path, purpose)
    return KafkaLog(access_of(settings, instance.name), instance.release)
