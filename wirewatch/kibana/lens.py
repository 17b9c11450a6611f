"""Charts as Kibana's Lens keeps them.

Written in the oldest form that Kibana still reads (8.9), because it migrates upwards and refuses what is newer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
Shape = Literal["bars", "rows", "number", "ring", "table"]

LAYER = "layer"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart: a grouping or a figure. `by` names the figure that orders a grouping's values (None: by the
    alphabet, ascending)."""

    operation: Literal["date_histogram", "terms", "count", "unique_count", "max", "sum"]
    label: str
    field: str = "___records___"
    size: int = 10
    by: str | None = "figure"

    @property
    def groups(self) -> bool:
        """Whether it makes groups."""
        return self.operation in ("date_histogram", "terms")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over a data view; `only` narrows what it counts, in Lucene syntax."""

    title: str
    shape: Shape
    view: str
    columns: Mapping[str, Column]
    only: str = ""


def lens_of(chart: Chart) -> Json:
    """The chart as the attributes of a Lens panel."""
    return {
        "title": chart.title,
        "type": "lens",
        "visualizationType": _TYPES[chart.shape],
        "references": [{"type": "index-pattern", "id": chart.view, "name": f"indexpattern-datasource-layer-{LAYER}"}],
        "state": {
            "visualization": _visualization(chart),
            "query": {"query": chart.only, "language": "lucene"},
            "filters": [],
            "datasourceStates": {
                "formBased": {
                    "layers": {
                        LAYER: {
                            "columns": {id_: _column(each) for id_, each in chart.columns.items()},
                            "columnOrder": [
                                *(id_ for id_, each in chart.columns.items() if each.groups),
                                *(id_ for id_, each in chart.columns.items() if not each.groups),
                            ],
                            "incompleteColumns": {},
                        }
                    }
                }
            },
            "internalReferences": [],
            "adHocDataViews": {},
        },
    }  # fmt: skip


_TYPES: dict[Shape, str] = {
    "bars": "lnsXY",
    "rows": "lnsXY",
    "number": "lnsMetric",
    "ring": "lnsPie",
    "table": "lnsDatatable",
}


def _visualization(chart: Chart) -> Json:
    groups = [id_ for id_, column in chart.columns.items() if column.groups]
    figures = [id_ for id_, column in chart.columns.items() if not column.groups]
    layer: Json = {"layerId": LAYER, "layerType": "data"}
    match chart.shape:
        case "bars" | "rows":
            series = "bar_stacked" if chart.shape == "bars" else "bar_horizontal"
            split = {"splitAccessor": groups[1]} if len(groups) > 1 else {}
            return {
                "legend": {"isVisible": len(groups) > 1, "position": "right"},
                "valueLabels": "hide",
                "preferredSeriesType": series,
                "layers": [
                    {**layer, "seriesType": series, "xAccessor": groups[0], "accessors": figures, **split}
                ],
            }
        case "number":
            return {**layer, "metricAccessor": figures[0]}
        case "ring":
            shown = {"numberDisplay": "percent", "categoryDisplay": "default", "legendDisplay": "default"}
            return {
                "shape": "donut",
                "layers": [{**layer, "primaryGroups": groups, "metrics": figures, **shown}],
            }
        case "table":
            return {**layer, "columns": [{"columnId": id_} for id_ in chart.columns]}


def _column(column: Column) -> Json:
    common = {
        "label": column.label,
        "customLabel": True,
        "operationType": column.operation,
        "sourceField": column.field,
        "isBucketed": column.groups,
    }
    match column.operation:
        case "date_histogram":
            params: Json = {"interval": "auto", "includeEmptyRows": True, "dropPartials": False}
            return {**common, "dataType": "date", "scale": "interval", "params": params}
        case "terms":
            order = (
                {"type": "column", "columnId": column.by}
                if column.by
                else {"type": "alphabetical", "fallback": False}
            )
            params = {
                "size": column.size,
                "orderBy": order,
                "orderDirection": "desc" if column.by else "asc",
                "otherBucket": False,
                "missingBucket": False,
                "parentFormat": {"id": "terms"},
            }
            return {**common, "dataType": "string", "scale": "ordinal", "params": params}
        case _:
            return {**common, "dataType": "number", "scale": "ratio", "params": {"emptyAsNull": False}}


def references_of(panels: Mapping[str, Json]) -> Sequence[Json]:
    """What a dashboard's references repeat of its panels' own."""
    return [
        {**reference, "name": f"{index}:{reference['name']}"}
        for index, attributes in panels.items()
        for reference in attributes["references"]
    ]
