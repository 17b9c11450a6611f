"""What Kibana asks Elasticsearch for a panel or a saved search, read from the saved objects themselves."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A request: to which data view, and which fields it names."""

    title: str
    index: str
    body: Json
    fields: tuple[str, ...]
    buckets: tuple[str, ...]


def requests_of(objects: Mapping[tuple[str, str], Json]) -> Iterator[Asked]:
    """The requests of every saved search and of every panel of every dashboard."""
    for (kind, _), each in objects.items():
        if kind == "search":
            yield _of_search(each, objects)
        if kind == "dashboard":
            yield from _of_board(each, objects)


def _of_board(board: Json, objects: Mapping[tuple[str, str], Json]) -> Iterator[Asked]:
    own = {reference["name"]: reference for reference in board["references"]}
    for panel in json.loads(board["attributes"]["panelsJSON"]):
        if "panelRefName" in panel:
            reference = own[f"{panel['panelIndex']}:{panel['panelRefName']}"]
            yield _of_search(objects[reference["type"], reference["id"]], objects)
            continue
        attributes = panel["embeddableConfig"]["attributes"]
        for layer, content in attributes["state"]["datasourceStates"]["formBased"]["layers"].items():
            name = f"indexpattern-datasource-layer-{layer}"
            (inner,) = (each for each in attributes["references"] if each["name"] == name)
            assert own[f"{panel['panelIndex']}:{name}"]["id"] == inner["id"]
            yield _of_layer(attributes, content, objects["index-pattern", inner["id"]], board)


def _of_layer(attributes: Json, layer: Json, view: Json, board: Json) -> Asked:
    columns = {id_: layer["columns"][id_] for id_ in layer["columnOrder"]}
    assert set(columns) == set(layer["columns"])
    _check_accessors(attributes["state"]["visualization"], set(columns))
    groups = {id_: column for id_, column in columns.items() if column["isBucketed"]}
    figures = {id_: column for id_, column in columns.items() if not column["isBucketed"]}
    counted = {id_: agg for id_, column in figures.items() if (agg := _figure(column)) is not None}
    aggs = counted
    for id_, column in reversed(groups.items()):  # figures at every level: groups are ordered by them
        aggs = {id_: {**_group(column, figures), **({"aggs": {**counted, **aggs}} if aggs else {})}}
    clock = view["attributes"]["timeFieldName"]
    span = {"gte": board["attributes"]["timeFrom"], "lte": board["attributes"]["timeTo"]}
    query = {"bool": {"filter": [_lucene(attributes["state"]["query"]), {"range": {clock: span}}]}}
    fields = [
        column["sourceField"] for column in columns.values() if column["sourceField"] != "___records___"
    ]
    return Asked(
        attributes["title"], view["attributes"]["title"],
        {"size": 0, "track_total_hits": True, "query": query, "aggs": aggs}, (*fields, clock), tuple(groups),
    )  # fmt: skip


def _check_accessors(visualization: Json, columns: set[str]) -> None:
    layers = visualization.get("layers", [visualization])
    used = {
        each
        for layer in layers
        for each in (
            layer.get("xAccessor"), layer.get("splitAccessor"), layer.get("metricAccessor"), *layer.get("accessors", ()),
            *layer.get("primaryGroups", ()), *layer.get("metrics", ()),
            *(column["columnId"] for column in layer.get("columns", ()) if isinstance(column, dict)),
        )
        if each is not None
    }  # fmt: skip
    assert used == columns


def _group(column: Json, figures: Json) -> Json:
    params = column["params"]
    if column["operationType"] == "date_histogram":
        return {
            "date_histogram": {"field": column["sourceField"], "fixed_interval": "3h", "min_doc_count": 0}
        }
    order = params["orderBy"]
    if order["type"] == "alphabetical":
        by = {"_key": params["orderDirection"]}
    else:
        figure = figures[order["columnId"]]
        by = {
            ("_count" if figure["operationType"] == "count" else order["columnId"]): params["orderDirection"]
        }
    return {"terms": {"field": column["sourceField"], "size": params["size"], "order": by}}


def _figure(column: Json) -> Json | None:
    match column["operationType"]:
        case "count":
            return None  # every bucket has its count
        case "unique_count":
            return {"cardinality": {"field": column["sourceField"]}}
        case operation:
            return {operation: {"field": column["sourceField"]}}


def _of_search(search: Json, objects: Mapping[tuple[str, str], Json]) -> Asked:
    attributes = search["attributes"]
    source = json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])
    (reference,) = search["references"]
    assert reference["name"] == source["indexRefName"]
    view = objects["index-pattern", reference["id"]]
    sort = [{field: {"order": direction}} for field, direction in attributes["sort"]]
    body = {"size": 500, "query": _lucene(source["query"]), "sort": sort}
    fields = (*attributes["columns"], *(field for field, _ in attributes["sort"]))
    return Asked(attributes["title"], view["attributes"]["title"], body, fields, ())


def _lucene(query: Json) -> Json:
    assert query["language"] == "lucene"
    if not query["query"]:
        return {"match_all": {}}
    return {"query_string": {"query": query["query"], "analyze_wildcard": True}}
