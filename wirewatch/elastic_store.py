"""Opens the index in the Elasticsearch that the settings name."""

from pydantic import SecretStr

from wirewatch.adapters.elastic_index import (
    Access,
    ElasticIndex,
    ElasticIndexVersions,
    HealthBoard,
    IndexNames,
    Layout,
)
from wirewatch.settings import Settings


def access_of(settings: Settings) -> Access:
    """How to get in."""
    elastic = settings.elastic
    return Access(
        addresses=settings.index,
        api_key=_told(elastic.api_key),
        username=elastic.username,
        password=_told(elastic.password),
        ca_file=elastic.ca_file,
        timeout_s=elastic.timeout_s,
    )


def layout_of(settings: Settings) -> Layout:
    """What its indexes are to be like. Their names are in small letters, as Elasticsearch demands."""
    names = IndexNames(settings.prefix.lower().lstrip("_-+"))
    return Layout(names, settings.elastic.shards, settings.elastic.replicas)


def open_elastic_versions(settings: Settings) -> ElasticIndexVersions:
    """The versions of the index."""
    return ElasticIndexVersions(access_of(settings), layout_of(settings))


def open_elastic_index(settings: Settings, *, read_only: bool) -> ElasticIndex:
    """The index that searches see; made where it is not there yet, unless one only looks."""
    if read_only:
        return ElasticIndex(access_of(settings), layout_of(settings))
    versions = open_elastic_versions(settings)
    try:
        return versions.open(versions.live())
    finally:
        versions.close()


def open_health_board(settings: Settings) -> HealthBoard:
    """Where what waits and what died is noted."""
    return HealthBoard(access_of(settings), layout_of(settings).names)


def _told(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()
