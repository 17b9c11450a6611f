"""Making the indexes, and saying what differs from what this program needs."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemas.control import FIRST_GENERATION
from schemas.errors import ConfigurationError
from wirewatch.adapters.elastic_index.connection import Connection
from wirewatch.adapters.elastic_index.mappings import FOUND, HEALTH, mapping_of, replicas_of, settings_of
from wirewatch.adapters.elastic_index.names import KINDS, IndexNames, Kind

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_AS_ALIAS: dict[str, Any] = {"filter": FOUND, "is_write_index": True}


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

    def first_indexes(self) -> dict[str, dict[str, Any]]:
        """The indexes of the first generation with what their templates do not have, by name."""
        return {
            self.names.index(kind, FIRST_GENERATION): {
                "aliases": {
                    self.names.alias(kind): _AS_ALIAS,
                    self.names.alias(kind, FIRST_GENERATION): _AS_ALIAS,
                }
            }
            for kind in KINDS
        } | {self.names.health_index: {"aliases": {self.names.health: {}}, "mappings": HEALTH}}

    def roles(self) -> dict[str, dict[str, Any]]:
        """What the program may do, by role: the index stage, those who search, and `wirewatch setup`."""
        patterns = [f"{self.names.alias(kind)}{ending}" for kind in KINDS for ending in ("", "-g*", "-v*")]
        patterns += [self.names.health, self.names.health_index]
        return {
            f"{self.names.prefix}wirewatch-index": {
                "cluster": ["monitor"],
                "indices": [
                    {
                        "names": patterns,
                        "privileges": [
                            "index",
                            "delete",
                            "read",
                            "maintenance",
                            "view_index_metadata",
                            "monitor",
                        ],
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

    name: str
    detail: str
    differs: bool = False


def set_up(connection: Connection, layout: Layout, generation: str = FIRST_GENERATION) -> list[Step]:
    """Make what is missing of templates, of a generation's indexes with their fields, and of aliases, and say what differs; what
    is there is never changed. Safe to run twice, and by several at once."""
    with connection.client() as client:
        return [*_set_up(client, layout, generation)]


def differences(connection: Connection, layout: Layout) -> list[str]:
    """What is missing or not as it must be of what searches see; nothing is changed."""
    with connection.client() as client:
        aliases = [layout.names.alias(kind) for kind in KINDS]
        missing = [
            f"there is no alias {each}" for each in aliases if not client.indices.exists_alias(name=each)
        ]
        return [*missing, *(f"{name}: {detail}" for name, detail in _differing(client, layout))]


def _set_up(client: "Elasticsearch", layout: Layout, generation: str) -> Iterator[Step]:
    for name, template in layout.templates().items():
        known = _template(client, name)
        if known is None:
            client.indices.put_index_template(name=name, **template)
            yield Step(name, "index template")
        elif difference := differing(template["template"]["mappings"], known.get("mappings", {})):
            if lacks_only(template["template"]["mappings"], known.get("mappings", {})):
                client.indices.put_index_template(name=name, **template)
                yield Step(name, f"index template: {difference}, added")
            else:
                yield Step(name, f"index template: {difference}", differs=True)
    for kind in KINDS:
        yield from _index_made(client, layout, kind, generation)
        yield from _fields_added(client, layout.names.index(kind, generation), kind)
        yield from _shown(client, layout, kind, generation)
    yield from _health_made(client, layout)
    yield from (Step(name, detail, differs=True) for name, detail in _differing(client, layout))


def _index_made(client: "Elasticsearch", layout: Layout, kind: Kind, generation: str) -> Iterator[Step]:
    """The generation's index, by its template, under the alias by which it is written."""
    from elasticsearch import BadRequestError

    index, alias = layout.names.index(kind, generation), layout.names.alias(kind, generation)
    if not client.indices.exists(index=index):
        template = layout.template(kind)["template"]
        try:
            client.indices.create(
                index=index,
                mappings=template["mappings"],
                settings=template["settings"],
                aliases={alias: _AS_ALIAS},
            )
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise
        else:
            yield Step(index, "index")
    if not client.indices.exists_alias(index=index, name=alias):
        client.indices.put_alias(index=index, name=alias, **_AS_ALIAS)
        yield Step(alias, f"alias of {index}")


def _fields_added(client: "Elasticsearch", index: str, kind: Kind) -> Iterator[Step]:
    """Fields that this program writes and the index, made by an earlier one, has not."""
    wanted = mapping_of(kind)["properties"]
    found = client.indices.get_mapping(index=index)[index]["mappings"].get("properties", {})
    difference = differing(wanted, found)
    if difference and lacks_only(wanted, found):
        client.indices.put_mapping(index=index, properties=wanted)
        yield Step(index, f"{difference}, added")


def _health_made(client: "Elasticsearch", layout: Layout) -> Iterator[Step]:
    """The index of what waits and what died, which is small and belongs to no generation."""
    from elasticsearch import BadRequestError

    index, alias = layout.names.health_index, layout.names.health
    if client.indices.exists(index=index):
        return
    settings = {"number_of_shards": 1, **replicas_of(layout.replicas)}
    try:
        client.indices.create(index=index, mappings=HEALTH, settings=settings, aliases={alias: {}})
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
    else:
        yield Step(index, "index")


def _shown(client: "Elasticsearch", layout: Layout, kind: Kind, generation: str) -> Iterator[Step]:
    """The alias that people search, where there is none yet: on the first generation, or on the only one."""
    alias = layout.names.alias(kind)
    if client.indices.exists_alias(name=alias):
        return
    if client.indices.exists(index=alias):
        raise ConfigurationError(
            f"An index is called {alias}, which must be an alias: something wrote to it before `wirewatch setup`. "
            "Remove it, or choose another prefix."
        )
    others = set(client.indices.get(index=layout.names.pattern(kind), features=["aliases"]))
    index = layout.names.index(kind, generation)
    if generation == FIRST_GENERATION or others == {index}:
        client.indices.put_alias(index=index, name=alias, **_AS_ALIAS)
        yield Step(alias, f"alias of {index}")


def _differing(client: "Elasticsearch", layout: Layout) -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        alias = layout.names.alias(kind)
        if not client.indices.exists_alias(name=alias):
            continue
        for index, found in client.indices.get(index=alias, features=["aliases", "mappings"]).items():
            if difference := differing(mapping_of(kind), found["mappings"]):
                yield index, difference
            if not _is_filtered(found["aliases"].get(alias, {}).get("filter")):
                yield alias, f"has not the filter {json.dumps(FOUND)} on {index}: tombstones would be found"


def _is_filtered(found: object) -> bool:
    return found in (FOUND, {"term": {"retired": {"value": False}}})


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


def lacks_only(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Whether all that a mapping has is as wanted, so that what it lacks can be added to it."""
    for name, value in found.items():
        if name not in wanted:
            if not _is_default(name, value):
                return False
        elif isinstance(wanted[name], Mapping) and isinstance(value, Mapping):
            if not lacks_only(wanted[name], value):
                return False
        elif str(wanted[name]).lower() != str(value).lower():
            return False
    return True


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
