"""Items held against their labels."""

from typing import Any

import pytest

from schemas.label import Labels
from wirewatch.evaluation.judged import Counts, Part
from wirewatch.evaluation.labelled import LabelledItem
from wirewatch.evaluation.scoring import ItemScore, score_all
from wirewatch.predictions import Prediction

PUTIN = {
    "text": "Путин",
    "name": "Vladimir Putin",
    "type": "person",
    "wikidata_qid": "Q7747",
    "country": "RUS",
}
XI = {
    "text": "Си Цзиньпином",
    "name": "Xi Jinping",
    "type": "person",
    "wikidata_qid": "Q15031",
    "country": "CHN",
}


def labelled(**gold: Any) -> LabelledItem:
    labels = Labels.model_validate({"relevant": True, "facts_labelled": True, **gold})
    return LabelledItem(
        id="i", language="ru", title="Переговоры", body="…", published="2026-11-23", gold=labels
    )


def scored(item: LabelledItem, **told: Any) -> ItemScore:
    predicted = Prediction.model_validate({"id": "i", "relevant": True, **told})
    (score,) = score_all([item], [predicted])
    return score


def counts(score: ItemScore, part: Part) -> tuple[int, int, int]:
    found = score.counts[part]
    return found.tp, found.fp, found.fn


def test_an_item_without_a_prediction_counts_as_irrelevant_and_empty() -> None:
    (score,) = score_all([labelled(entities=[PUTIN])], [])
    assert (counts(score, "relevance"), counts(score, "entities")) == ((0, 0, 1), (0, 0, 1))


def test_facts_are_not_looked_at_where_they_are_not_labelled() -> None:
    score = scored(labelled(relevant=False, facts_labelled=False), entities=[{"name": "Putin"}])
    assert counts(score, "relevance") == (0, 1, 0)
    assert "entities" not in score.counts


@pytest.mark.parametrize("name", ["Vladimir Putin", "путин", "Putin", "Владимир Путин"])
def test_a_person_is_found_under_any_name_and_by_a_part_of_it(name: str) -> None:
    assert counts(scored(labelled(entities=[PUTIN]), entities=[{"name": name}]), "entities") == (1, 0, 0)


def test_one_entity_told_twice_counts_once_and_an_optional_one_not_at_all() -> None:
    item = labelled(entities=[PUTIN], entities_optional=["Kremlin"])
    told = [{"name": "Putin"}, {"name": "Vladimir Putin"}, {"name": "Kremlin"}, {"name": "Paris"}]
    assert counts(scored(item, entities=told), "entities") == (1, 1, 0)


def test_a_wrong_id_is_a_mistake_of_linking_and_a_missing_one_a_miss() -> None:
    item = labelled(entities=[PUTIN, XI])
    told = [{"name": "Putin", "wikidata_qid": "Q1"}, {"name": "Xi Jinping"}]
    score = scored(item, entities=told)
    assert (counts(score, "entities"), counts(score, "linking")) == ((2, 0, 0), (0, 1, 2))


def test_dates_are_equal_by_value_and_the_day_of_publication_is_neutral() -> None:
    item = labelled(dates=[{"value": "2026-Q1"}, {"value": "2025"}], dates_optional=["2024"])
    told = [{"value": v} for v in ("2026-01/2026-03", "2026-11-23", "2024", "P3D", "PAST_REF", "2020")]
    assert counts(scored(item, dates=told), "dates") == (1, 1, 1)


def test_counts_have_no_unit_that_matters_and_small_ones_are_neutral() -> None:
    gold = [
        {"kind": "count", "value": "400", "unit": "truck"},
        {"kind": "money", "value": "5", "unit": "USD"},
    ]
    told = [
        {"kind": "quantity", "value": "400", "unit": "vehicle"},
        {"kind": "count", "value": "2", "unit": "sides"},
        {"kind": "money", "value": "5", "unit": "CNY"},
    ]
    assert counts(scored(labelled(amounts=gold), amounts=told), "amounts") == (1, 1, 1)


def test_the_direction_is_looked_at_where_a_label_has_one() -> None:
    gold = [{"kind": "percent", "value": "3.5", "unit": "%", "direction": "up"}]
    for direction, right in (("up", 1), ("down", 0), (None, 0)):
        told = [{"kind": "percent", "value": "3.50", "unit": "%", "direction": direction}]
        assert scored(labelled(amounts=gold), amounts=told).shares["direction"] == (right, 1)


def test_a_quote_is_found_by_its_words_and_its_speaker_by_any_name() -> None:
    item = labelled(
        entities=[PUTIN], quotes=[{"speaker": "Vladimir Putin", "text": "торговля растёт третий год подряд"}]
    )
    cast = [{"name": "Путин", "wikidata_qid": "Q7747"}]
    good = scored(item, entities=cast, quotes=[{"speaker": "Путин", "text": "Торговля растет третий год"}])
    wrong = scored(
        item, entities=cast, quotes=[{"speaker": "Лавров", "text": "торговля растёт третий год подряд"}]
    )
    assert (counts(good, "quotes"), counts(good, "quotes+speaker")) == ((1, 0, 0), (1, 0, 0))
    assert (counts(wrong, "quotes"), counts(wrong, "quotes+speaker")) == ((1, 0, 0), (0, 1, 1))


def test_an_event_is_found_by_its_countries_and_strictly_by_who_when_and_how() -> None:
    visit = {
        "type": "visit",
        "participants": ["Vladimir Putin", "Xi Jinping"],
        "date": "2026-12",
        "status": "scheduled",
    }
    item = labelled(entities=[PUTIN, XI], events=[visit])
    same = scored(item, events=[visit])
    states = scored(item, events=[{**visit, "participants": ["Russia", "China"]}])
    held = scored(item, events=[{**visit, "status": "occurred"}])
    other = scored(item, events=[{**visit, "type": "meeting"}])
    assert (counts(same, "events"), counts(same, "events_strict")) == ((1, 0, 0), (1, 0, 0))
    for loosely in (states, held):
        assert (counts(loosely, "events"), counts(loosely, "events_strict")) == ((1, 0, 0), (0, 1, 1))
    assert counts(other, "events") == (0, 1, 1)


def test_a_mistake_tells_what_and_how_sure() -> None:
    score = scored(labelled(), dates=[{"value": "2020", "text": "in 2020", "confidence": 0.9}])
    (mistake,) = score.mistakes
    assert (mistake.part, mistake.kind, mistake.what, mistake.confidence) == (
        "dates",
        "wrong",
        "2020 (in 2020)",
        0.9,
    )


def test_precision_recall_and_f1_are_nothing_where_there_is_nothing() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)
    assert Counts(3, 1, 2).f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)
