"""Kibana's saved objects, one JSON object a line, as its import takes them."""

import json
from collections.abc import Iterator

from wirewatch.adapters.elastic_index.names import IndexNames
from wirewatch.kibana.board import PANELS, SEARCHES, VIEWS, Place, Search, View
from wirewatch.kibana.lens import Chart, Json, lens_of, references_of

BOARD = "wirewatch-morning"
_SOURCE = "kibanaSavedObjectMeta.searchSourceJSON.index"
_VERSIONS = {"index-pattern": "8.0.0", "search": "8.0.0", "dashboard": "8.9.0"}
"""The oldest forms that Kibana migrates from; newer ones an older Kibana would refuse."""


def saved_objects(names: IndexNames) -> Iterator[Json]:
    """All objects: what others refer to first."""
    yield from (_view(view, names) for view in VIEWS)
    yield from (_search(search) for search in SEARCHES)
    yield _board()


def ndjson(names: IndexNames) -> str:
    """The file for Kibana's import."""
    return "".join(
        json.dumps(each, ensure_ascii=False, sort_keys=True) + "\n" for each in saved_objects(names)
    )


def _object(kind: str, id_: str, attributes: Json, references: list[Json]) -> Json:
    return {
        "type": kind,
        "id": id_,
        "attributes": attributes,
        "references": references,
        "coreMigrationVersion": "8.8.0",
        "typeMigrationVersion": _VERSIONS[kind],
    }


def _view(view: View, names: IndexNames) -> Json:
    formats: Json = (
        {}
        if view.kind == "news-health"
        else {
            "link": {"id": "url", "params": {"type": "a", "openLinkInCurrentTab": False}},
        }
    )
    if view.kind == "news-facts":
        formats["amount.value"] = {"id": "number", "params": {"pattern": "0,0.[00]a"}}
    attributes = {
        "title": names.health if view.kind == "news-health" else names.alias(view.kind),
        "name": view.name,
        "timeFieldName": view.clock,
        "fieldFormatMap": json.dumps(formats),
        "runtimeFieldMap": "{}",
        "fieldAttrs": "{}",
        "sourceFilters": json.dumps([{"value": each} for each in view.hidden]),
    }
    return _object("index-pattern", view.id, attributes, [])


def _search(search: Search) -> Json:
    source = {
        "query": {"query": search.only, "language": "lucene"},
        "filter": [],
        "indexRefName": _SOURCE,
    }
    attributes = {
        "title": search.title,
        "description": "",
        "columns": list(search.columns),
        "sort": [[search.sort, "desc"]],
        "grid": {},
        "hideChart": False,
        "isTextBasedQuery": False,
        "timeRestore": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": json.dumps(source)},
    }
    return _object(
        "search", search.id, attributes, [{"name": _SOURCE, "type": "index-pattern", "id": search.view}]
    )


def _board() -> Json:
    panels: list[Json] = []
    charts: dict[str, Json] = {}
    references: list[Json] = []
    for number, (place, shown) in enumerate(PANELS):
        index = str(number)
        common = {"panelIndex": index, "gridData": _grid(place, index), "title": shown.title}
        if isinstance(shown, Chart):
            charts[index] = lens_of(shown)
            panels.append(
                {
                    **common,
                    "type": "lens",
                    "embeddableConfig": {"enhancements": {}, "attributes": charts[index]},
                }
            )
        else:
            panels.append(
                {
                    **common,
                    "type": "search",
                    "embeddableConfig": {"enhancements": {}},
                    "panelRefName": f"panel_{index}",
                }
            )
            references.append({"name": f"{index}:panel_{index}", "type": "search", "id": shown.id})
    attributes = {
        "title": "Wirewatch: the morning",
        "description": "China and Russia in the world's newswires: what is new, who says it, what lies ahead.",
        "panelsJSON": json.dumps(panels, ensure_ascii=False),
        "optionsJSON": json.dumps({"useMargins": True, "syncColors": True, "hidePanelTitles": False}),
        "version": 1,
        "timeRestore": True,
        "timeFrom": "now-7d/d",
        "timeTo": "now",
        "refreshInterval": {"pause": False, "value": 300_000},
        "kibanaSavedObjectMeta": {
            "searchSourceJSON": json.dumps({"query": {"query": "", "language": "lucene"}, "filter": []})
        },
    }
    return _object("dashboard", BOARD, attributes, [*references_of(charts), *references])


def _grid(place: Place, index: str) -> Json:
    return {"x": place.x, "y": place.y, "w": place.w, "h": place.h, "i": index}
