"""Making the indexes, and saying what differs from what this program needs."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemas.errors import ConfigurationError
from wirewatch.adapters.elastic_index.connection import Connection
from wirewatch.adapters.elastic_index.mappings import FOUND, mapping_of, settings_of
from wirewatch.adapters.elastic_index.names import KINDS, IndexNames, Kind

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

FIRST_VERSION = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """What the indexes of a newsroom are to be like."""

    names: IndexNames
    shards: int = 1
    replicas: str = "0-1"

    def template(self, kind: Kind) -> dict[str, Any]:
        """The index template of a kind: every version's index is made by it."""
        return {
            "index_patterns": [self.names.pattern(kind)],
            "priority": 200,
            "template": {
                "settings": {"index": settings_of(kind, shards=self.shards, replicas=self.replicas)},
                "mappings": mapping_of(kind),
            },
        }

    def templates(self) -> dict[str, dict[str, Any]]:
        """The index templates, by name."""
        return {self.names.alias(kind): self.template(kind) for kind in KINDS}

    def roles(self) -> dict[str, dict[str, Any]]:
        """What the program may do, by role: the index stage, those who search, and `wirewatch setup`."""
        patterns = [name for kind in KINDS for name in (self.names.alias(kind), self.names.pattern(kind))]
        return {
            f"{self.names.prefix}wirewatch-index": {
                "cluster": ["monitor"],
                "indices": [
                    {
                        "names": patterns,
                        "privileges": ["index", "read", "maintenance", "view_index_metadata", "monitor"],
                    }
                ],
            },
            f"{self.names.prefix}wirewatch-search": {
                "cluster": ["monitor"],
                "indices": [{"names": patterns, "privileges": ["read", "view_index_metadata"]}],
            },
            f"{self.names.prefix}wirewatch-setup": {
                "cluster": ["monitor", "manage_index_templates"],
                "indices": [{"names": patterns, "privileges": ["manage", "index", "read"]}],
            },
        }


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done, or that differs and is left as it is."""

    what: str
    differs: bool = False


def set_up(connection: Connection, layout: Layout) -> list[Step]:
    """Make what is missing, and say what differs; what is there is never changed. Safe to run twice."""
    with connection.client() as client:
        return [*_set_up(client, layout)]


def differences(connection: Connection, layout: Layout) -> list[str]:
    """What is missing or not as it must be; nothing is changed."""
    with connection.client() as client:
        return [*_missing(client, layout), *_differing(client, layout)]


def _set_up(client: "Elasticsearch", layout: Layout) -> Iterator[Step]:
    for name, template in layout.templates().items():
        known = _template(client, name)
        if known is None:
            client.indices.put_index_template(
                name=name, index_patterns=template["index_patterns"], priority=template["priority"],
                template=template["template"],
            )  # fmt: skip
            yield Step(f"index template {name} made")
        elif difference := differing(template["template"]["mappings"], known.get("mappings", {})):
            yield Step(f"index template {name} differs: {difference}", differs=True)
    for kind in KINDS:
        alias = layout.names.alias(kind)
        if not client.indices.exists_alias(name=alias):
            yield from _index_made(client, layout, kind)
    yield from (Step(each, differs=True) for each in _differing(client, layout))


def _index_made(client: "Elasticsearch", layout: Layout, kind: Kind) -> Iterator[Step]:
    """The newest version's index that is there already, or the first one, under its alias. Several stages that
    start at once may all try."""
    from elasticsearch import BadRequestError

    alias, versions = layout.names.alias(kind), _versions(client, layout.names, kind)
    if versions:
        index = layout.names.index(kind, max(versions))
        client.indices.put_alias(index=index, name=alias, filter=FOUND, is_write_index=True)
        yield Step(f"alias {alias} put on {index}")
        return
    index = layout.names.index(kind, FIRST_VERSION)
    if client.indices.exists(index=alias):
        raise ConfigurationError(
            f"An index is called {alias}, which must be an alias: something wrote to it before `wirewatch setup`. "
            "Remove it, or choose another prefix."
        )
    template = layout.template(kind)["template"]
    try:
        client.indices.create(
            index=index, mappings=template["mappings"], settings=template["settings"],
            aliases={alias: {"filter": FOUND, "is_write_index": True}},
        )  # fmt: skip
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
        return
    yield Step(f"index {index} made, alias {alias}")


def _versions(client: "Elasticsearch", names: IndexNames, kind: Kind) -> list[int]:
    found = client.indices.get(index=names.pattern(kind), features=["aliases"])
    endings = (name.rpartition("-v")[2] for name in found)
    return [int(ending) for ending in endings if ending.isdigit()]


def _missing(client: "Elasticsearch", layout: Layout) -> Iterator[str]:
    for kind in KINDS:
        alias = layout.names.alias(kind)
        if not client.indices.exists_alias(name=alias):
            yield f"there is no alias {alias}"


def _differing(client: "Elasticsearch", layout: Layout) -> Iterator[str]:
    for kind in KINDS:
        alias = layout.names.alias(kind)
        if not client.indices.exists_alias(name=alias):
            continue
        for index, found in client.indices.get(index=alias, features=["aliases", "mappings"]).items():
            if difference := differing(mapping_of(kind), found["mappings"]):
                yield f"index {index} differs: {difference}"
            if found["aliases"].get(alias, {}).get("filter") != FOUND:
                yield f"alias {alias} on {index} has not the filter {json.dumps(FOUND)}: tombstones would be found"


def _template(client: "Elasticsearch", name: str) -> dict[str, Any] | None:
    if not client.indices.exists_index_template(name=name):
        return None
    found = client.indices.get_index_template(name=name)["index_templates"][0]["index_template"]
    template: dict[str, Any] = found.get("template", {})
    return template


def differing(wanted: Mapping[str, Any], found: Mapping[str, Any], path: str = "") -> str:
    """The first few places where a mapping is not the one wanted; empty where it is."""
    places = list(_places(wanted, found, path))
    more = f" and {len(places) - 3} more" if len(places) > 3 else ""
    return "; ".join(places[:3]) + more


def _places(wanted: Mapping[str, Any], found: Mapping[str, Any], path: str) -> Iterator[str]:
    for name in sorted({*wanted, *found}):
        where = f"{path}.{name}" if path else name
        if name not in found:
            if not _is_default(name, wanted[name]):
                yield f"{where} is missing"
        elif name not in wanted:
            if not _is_default(name, found[name]):
                yield f"{where} is {_short(found[name])}, which this program does not know"
        elif isinstance(wanted[name], Mapping) and isinstance(found[name], Mapping):
            yield from _places(wanted[name], found[name], where)
        elif str(wanted[name]).lower() != str(found[name]).lower():
            yield f"{where} is {_short(found[name])} instead of {_short(wanted[name])}"


def _is_default(name: str, value: object) -> bool:
    """What Elasticsearch leaves out of what it answers, or adds."""
    return (name, value) == ("type", "object")


def _short(value: object) -> str:
    text = json.dumps(value) if isinstance(value, Mapping | list) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
