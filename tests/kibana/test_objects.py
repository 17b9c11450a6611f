"""The saved objects: whole, sound, and full of the right things on the demo's coverage."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.elasticsearch_server import ElasticServer
from tests.kibana.conftest import Demo
from tests.kibana.requests import Asked, requests_of
from wirewatch.adapters.elastic_index import IndexNames
from wirewatch.adapters.elastic_index.mappings import HEALTH, mapping_of
from wirewatch.kibana.board import VIEWS, View
from wirewatch.kibana.objects import ndjson

SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "kibana" / "wirewatch.ndjson"
Json = dict[str, Any]
Objects = dict[tuple[str, str], Json]


def objects_of(text: str) -> Objects:
    return {(each["type"], each["id"]): each for each in map(json.loads, text.splitlines())}


OBJECTS = objects_of(ndjson(IndexNames()))
ASKED = list(requests_of(OBJECTS))


def fields_of(mapping: Json, path: str = "") -> Iterator[tuple[str, str]]:
    for name, about in mapping.get("properties", {}).items():
        where = f"{path}{name}"
        if about.get("type") == "nested":
            continue  # Kibana cannot chart them
        if "type" in about:
            yield where, about["type"]
        yield from ((f"{where}.{each}", sub["type"]) for each, sub in about.get("fields", {}).items())
        yield from fields_of(about, f"{where}.")


def mapping_behind(view: View) -> Json:
    return HEALTH if view.kind == "news-health" else mapping_of(view.kind)


FIELDS = {view.kind: dict(fields_of(mapping_behind(view))) for view in VIEWS}


def test_the_file_that_ships_is_what_the_code_makes() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == ndjson(IndexNames())


def test_every_reference_leads_to_an_object_that_comes_before_it() -> None:
    seen: set[tuple[str, str]] = set()
    for key, each in OBJECTS.items():
        assert {(reference["type"], reference["id"]) for reference in each["references"]} <= seen, key
        names = [reference["name"] for reference in each["references"]]
        assert len(names) == len(set(names))
        seen.add(key)
    assert {view.id for view in VIEWS} == {id_ for kind, id_ in seen if kind == "index-pattern"}


def strings_named_json(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, str) and (name.endswith("JSON") or name in _JSON_STRINGS):
                yield each
            yield from strings_named_json(each)


_JSON_STRINGS = {"fieldFormatMap", "runtimeFieldMap", "fieldAttrs", "sourceFilters"}


def test_every_string_of_json_is_json_and_every_object_says_its_form() -> None:
    for each in OBJECTS.values():
        for text in strings_named_json(each["attributes"]):
            json.loads(text)
        assert each["coreMigrationVersion"] == "8.8.0"
        assert each["typeMigrationVersion"] in {"8.0.0", "8.9.0"}
    assert (
        sum(len(list(strings_named_json(each["attributes"]))) for each in OBJECTS.values()) == 4 * 4 + 4 + 3
    )


def test_panels_stand_beside_each_other_on_the_board() -> None:
    (board,) = (each for (kind, _), each in OBJECTS.items() if kind == "dashboard")
    covered: Counter[tuple[int, int]] = Counter()
    for panel in json.loads(board["attributes"]["panelsJSON"]):
        grid = panel["gridData"]
        assert grid["i"] == panel["panelIndex"]
        assert grid["x"] + grid["w"] <= 48
        covered.update(
            (x, y)
            for x in range(grid["x"], grid["x"] + grid["w"])
            for y in range(grid["y"], grid["y"] + grid["h"])
        )
    assert set(covered.values()) == {1}


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.title)
def test_every_field_is_in_the_mapping_and_fit_for_its_use(asked: Asked) -> None:
    fields = FIELDS[asked.index]  # type: ignore[index]
    assert set(asked.fields) <= set(fields)
    for agg in _aggs(asked.body.get("aggs", {})):
        for operation, params in agg.items():
            if operation == "terms":
                assert fields[params["field"]] == "keyword"
            if operation in ("max", "sum"):
                assert fields[params["field"]] in ("double", "integer")
            if operation == "date_histogram":
                assert fields[params["field"]] == "date"


def _aggs(aggs: Json) -> Iterator[Json]:
    for each in aggs.values():
        yield {name: params for name, params in each.items() if name != "aggs"}
        yield from _aggs(each.get("aggs", {}))


def test_data_views_have_their_clock_their_formats_and_hide_what_is_for_programs() -> None:
    for view in VIEWS:
        attributes = OBJECTS["index-pattern", view.id]["attributes"]
        fields = FIELDS[view.kind]
        assert fields[attributes["timeFieldName"]] == "date"
        formats = json.loads(attributes["fieldFormatMap"])
        assert set(formats) <= set(fields)
        assert all(formats[name]["id"] == "url" for name in fields if name == "link")
        for hidden in json.loads(attributes["sourceFilters"]):
            first = hidden["value"].rstrip("*").partition(".")[0]
            assert first in mapping_behind(view)["properties"]


def answered(server: ElasticServer, demo: Demo, asked: Asked) -> Json:
    with server.client() as client:
        return dict(client.search(index=f"{demo.index.layout.names.prefix}{asked.index}", **asked.body))


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.title)
def test_every_panel_and_search_shows_something(
    asked: Asked, elasticsearch: ElasticServer, demo: Demo
) -> None:
    answer = answered(elasticsearch, demo, asked)
    assert answer["hits"]["total"]["value"] > 0
    level: Json = answer.get("aggregations", {})
    for group in asked.buckets:
        buckets = level[group]["buckets"]
        assert buckets, group
        level = max(buckets, key=lambda bucket: bucket["doc_count"])


def panel(title: str) -> Asked:
    return next(asked for asked in ASKED if asked.title == title)


def keys(answer: Json, group: str) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["aggregations"][group]["buckets"]}


def test_languages_people_and_topics_are_counted_as_they_are(
    elasticsearch: ElasticServer, demo: Demo
) -> None:
    languages = Counter(each.language.partition("-")[0] for each in demo.coverage)
    assert keys(answered(elasticsearch, demo, panel("Languages")), "language") == languages
    people = Counter(
        name for each in demo.coverage
        for name in {entity.name for entity in each.facts.entities if entity.type == "person"}
    )  # fmt: skip
    shown = keys(answered(elasticsearch, demo, panel("People")), "who")
    assert all(people[name] == count for name, count in shown.items())
    assert min(shown.values()) >= sorted(people.values(), reverse=True)[: len(shown)][-1]
    topics = Counter(
        next((topic.topic for verdict in each.verdicts for topic in verdict.topics if topic.primary), None)
        for each in demo.coverage
    )
    by_topic: Counter[str] = Counter()
    histogram = answered(elasticsearch, demo, panel("Coverage by topic"))
    for hour in histogram["aggregations"]["time"]["buckets"]:
        by_topic.update({bucket["key"]: bucket["doc_count"] for bucket in hour["topic"]["buckets"]})
    assert by_topic == {topic: count for topic, count in topics.items() if topic is not None}


def test_events_ahead_are_scheduled_and_ahead(elasticsearch: ElasticServer, demo: Demo) -> None:
    shown = keys(answered(elasticsearch, demo, panel("Events ahead")), "day")
    scheduled = {
        (timex.earliest or timex.latest)
        for each in demo.coverage
        for event in each.facts.events
        for timex in each.facts.dates
        if event.status == "scheduled" and timex.id == event.date
    }
    assert set(shown) <= {day.isoformat() for day in scheduled if day}
    assert list(shown) == sorted(shown)


def test_what_waits_and_what_died_is_told_by_stage(elasticsearch: ElasticServer, demo: Demo) -> None:
    shown = answered(elasticsearch, demo, panel("Waiting and dead"))["aggregations"]["stage"]["buckets"]
    told = {bucket["key"]: (bucket["figure"]["value"], bucket["dead"]["value"]) for bucket in shown}
    assert told == {"extract": (7, 1), "index": (0, 0)}


def test_independent_sources_are_counted_as_they_are(elasticsearch: ElasticServer, demo: Demo) -> None:
    shown = answered(elasticsearch, demo, panel("Independent sources of one report, at most"))
    most = max((each.happening or each.story).independent for each in demo.coverage)
    assert shown["aggregations"]["figure"]["value"] == most
