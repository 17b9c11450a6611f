"""The labelled items hold together: what a label says is found in its text, and every reference leads somewhere.

The items are written for this project (`synthetic`); one file per language, one item a line.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from schemas.topic import Topic

Json = dict[str, Any]

FILES = sorted(Path(__file__).parent.glob("*.jsonl"))
ENTITY_TYPES = {
    "person",
    "organization",
    "country",
    "region",
    "city",
    "place",
    "facility",
    "initiative",
    "named_event",
}
EVENT_TYPES = {
    "visit", "meeting", "call", "agreement", "sanction", "exercise", "trade_figure", "supply", "vote", "opening",
    "legal", "policy",
}  # fmt: skip
STATUSES = {"occurred", "ongoing", "scheduled", "proposed", "denied", "cancelled"}
# Wikidata ids that two independent sources agree on; any other name has none.
QIDS = {
    "Xi Jinping": "Q15031", "Vladimir Putin": "Q7747", "Sergey Lavrov": "Q58217", "China": "Q148", "Russia": "Q159",
    "Moscow": "Q649", "Beijing": "Q956", "Heilongjiang": "Q19206", "Gazprom": "Q102673",
    "Shanghai Cooperation Organisation": "Q485207", "NATO": "Q7184", "European Union": "Q458",
    "United Nations": "Q1065", "Donald Trump": "Q22686", "United States": "Q30", "Saint Petersburg": "Q656",
    "Shanghai": "Q8686",
}  # fmt: skip
WEEKDAYS = [
    ("monday", "понедельник", "一"), ("tuesday", "вторник", "二"), ("wednesday", "сред", "三"),
    ("thursday", "четверг", "四"), ("friday", "пятниц", "五"), ("saturday", "суббот", "六"),
    ("sunday", "воскресень", "日"),
]  # fmt: skip
DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"


def read_items(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def all_items() -> list[Json]:
    return [item for path in FILES for item in read_items(path)]


def pieces(quote: str) -> Iterator[tuple[str, ...]]:
    """The quote whole, then cut in two at each space: an attribution may stand inside a sentence."""
    yield (quote,)
    for space in re.finditer(" ", quote):
        yield quote[: space.start()], quote[space.end() :]


def found_in_order(parts: tuple[str, ...], text: str) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def is_date(value: str) -> bool:
    if not re.fullmatch(f"{DAY}(/{DAY})?", value):
        return False
    ends = value.split("/")
    for end in ends:
        if len(end) == 10:
            date.fromisoformat(end)
    return ends == sorted(ends)


def weekday_named(text: str) -> int | None:
    words = text.lower()
    for number, (english, russian, chinese) in enumerate(WEEKDAYS):
        if english in words or russian in words or re.search(f"(周|星期|礼拜){chinese}", words):
            return number
    return None


@pytest.fixture(params=all_items(), ids=lambda item: item["id"])
def item(request: pytest.FixtureRequest) -> Json:
    labelled: Json = request.param
    return labelled


@pytest.fixture
def gold(item: Json) -> Json:
    labels: Json = item["gold"]
    return labels


@pytest.fixture
def text(item: Json) -> str:
    return f"{item['title']}\n\n{item['body']}"


def test_ids_are_unique() -> None:
    ids = [item["id"] for item in all_items()]
    assert len(ids) == len(set(ids))


def test_an_entity_is_always_labelled_alike() -> None:
    kinds: dict[str, set[tuple[str, str | None]]] = {}
    for item in all_items():
        for entity in item["gold"]["entities"]:
            kinds.setdefault(entity["name"], set()).add((entity["type"], entity["country"]))
    assert {name: kind for name, kind in kinds.items() if len(kind) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_holds_one_language(path: Path) -> None:
    assert {item["language"] for item in read_items(path)} == {path.stem}
    assert all(item["id"].startswith(f"g-{path.stem}-") for item in read_items(path))


def test_item_is_synthetic_and_dated(item: Json) -> None:
    assert item["synthetic"] is True
    assert date.fromisoformat(item["published"])
    assert item["title"] or item["body"]


def test_only_relevant_items_carry_facts(gold: Json) -> None:
    facts = [*gold["entities"], *gold["dates"], *gold["amounts"], *gold["quotes"], *gold["events"]]
    assert gold["facts_labelled"] == gold["relevant"] == bool(gold["topics"])
    assert bool(facts) == gold["relevant"]


def test_topics_are_of_the_taxonomy(gold: Json) -> None:
    topics = [*gold["topics"], *gold.get("topics_optional", ())]
    assert set(topics) <= set(get_args(Topic))
    assert len(topics) == len(set(topics))


def test_entities_are_found_in_the_text(gold: Json, text: str) -> None:
    names = [entity["name"] for entity in gold["entities"]]
    assert len(names) == len(set(names))
    for entity in gold["entities"]:
        assert entity["text"] in text
        assert entity["type"] in ENTITY_TYPES
        assert entity["country"] is None or re.fullmatch("[A-Z]{3}", entity["country"])
        assert entity["wikidata_qid"] == QIDS.get(entity["name"])


def test_dates_are_found_and_normalised(gold: Json, text: str) -> None:
    values = [found["value"] for found in gold["dates"]] + gold["dates_optional"]
    assert len(values) == len(set(values))
    assert all(is_date(value) for value in values)
    assert all(found["text"] in text for found in gold["dates"])


def test_days_agree_with_the_words_for_them(gold: Json) -> None:
    for found in gold["dates"]:
        if len(found["value"]) != 10:
            continue
        day = date.fromisoformat(found["value"])
        if (weekday := weekday_named(found["text"])) is not None:
            assert day.weekday() == weekday, found
        numbers = [int(number) for number in re.findall(r"\d+", found["text"])]
        assert not numbers or day.day in numbers, found


def test_years_agree_with_the_words_for_them(gold: Json) -> None:
    for found in gold["dates"]:
        for year in re.findall(r"\b(?:19|20)\d\d\b", found["text"]):
            assert year in found["value"], found


def test_amounts_are_found_and_exact(gold: Json, text: str) -> None:
    for amount in gold["amounts"]:
        assert amount["text"] in text
        assert re.fullmatch(r"\d+(\.\d+)?", amount["value"])
        assert amount["direction"] in {None, "up", "down", "flat"}
        match amount["kind"]:
            case "money":
                assert re.fullmatch("[A-Z]{3}", amount["unit"])
            case "percent":
                assert amount["unit"] == "%"
            case "count":
                assert Decimal(amount["value"]) >= 10
            case kind:
                assert kind == "quantity"
                assert amount["unit"]


def test_quotes_are_found_and_their_speakers_known(gold: Json, text: str) -> None:
    known = {entity["name"] for entity in gold["entities"]} | set(gold["entities_optional"])
    for quote in gold["quotes"]:
        assert any(found_in_order(parts, text) for parts in pieces(quote["text"]))
        assert quote["quote_type"] in {"direct", "indirect", "mixed"}
        assert {quote["speaker"], *quote.get("speakers", ())} <= known
    for optional in gold["quotes_optional"]:
        assert any(found_in_order(parts, text) for parts in pieces(optional))


def test_events_refer_to_known_names_and_dates(gold: Json) -> None:
    known = (
        {entity["name"] for entity in gold["entities"]} | set(gold["entities_optional"]) | {"China", "Russia"}
    )
    dates = {found["value"] for found in gold["dates"]} | set(gold["dates_optional"])
    for event in [*gold["events"], *gold.get("events_optional", ())]:
        assert event["type"] in EVENT_TYPES
        assert event["status"] in STATUSES
        assert event["participants"]
        assert set(event["participants"]) <= known
        assert event["place"] is None or event["place"] in known
        assert event["date"] is None or event["date"] in dates
