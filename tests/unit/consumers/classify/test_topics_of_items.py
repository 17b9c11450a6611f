"""Topics: strong and weak terms, place, giving way, leaders, languages."""

import pytest

from schemas.verdict import Verdict
from tests.unit.consumers.classify.conftest import Judge


def _topics(verdict: Verdict) -> set[str]:
    return {score.topic for score in verdict.topics}


@pytest.mark.parametrize(
    ("topics", "title", "body"),
    [
        ({"leaders"}, "Putin to visit China in May", ""),
        ({"leaders"}, "Лидеры двух стран обсудят план", "Си Цзиньпин и Путин встретятся в Москве."),
        ({"diplomacy"}, "俄罗斯外长访华", ""),
        ({"energy"}, "«Газпром» увеличил поставки газа в Китай", ""),
        ({"agriculture"}, "Rapeseed oil from Altai sells well in Chengdu", ""),
        ({"finance"}, "Китайские банки закрыли корсчета российских кредитных организаций", ""),
        ({"military"}, "中俄海军举行联合演习", ""),
        ({"sanctions"}, "China rejects sanctions on its firms over Russia", ""),
        ({"frontier", "energy"}, "Росатом построит АЭС в Китае", ""),
        ({"people"}, "Студенты из Китая выбирают университеты России", ""),
        ({"transport"}, "Новый мост свяжет Россию и Китай", ""),
        ({"technology"}, "Россия закупила чипы в Китае", ""),
        ({"law"}, "俄罗斯向中国引渡嫌犯", ""),
        ({"multilateral"}, "Russia and China veto UN Security Council text", ""),
        ({"narratives"}, "В Пекине отметят годовщину Победы вместе с Россией", ""),
    ],
)
def test_each_topic_is_told_by_its_words(judge: Judge, topics: set[str], title: str, body: str) -> None:
    assert topics <= _topics(judge(title, body))


def test_one_topic_is_primary_and_stands_first(judge: Judge) -> None:
    topics = judge("Sinopec buys Russian oil", "The crude is paid in yuan, the Chinese refiner said.").topics

    assert [score.topic for score in topics if score.primary] == [topics[0].topic] == ["energy"]
    assert [score.score for score in topics] == sorted((score.score for score in topics), reverse=True)


def test_exports_of_gas_are_energy_not_trade(judge: Judge) -> None:
    assert _topics(judge("Экспорт газа из России в Китай вырос", "")) == {"energy"}


def test_a_word_inside_a_longer_term_is_not_counted(judge: Judge) -> None:
    assert "energy" not in _topics(judge("China buys Russian vegetable oil", ""))


def test_irrelevant_items_have_no_topics(judge: Judge) -> None:
    assert judge("China beat Russia in oil-town volleyball championship", "").topics == ()


def test_a_topic_touched_on_late_in_a_long_text_is_left_out(judge: Judge) -> None:
    body = " ".join(
        ["Russian and Chinese customs cleared 900 lorries at the crossing."] * 6 + ["A monk sang."] * 6
    )

    assert "people" not in _topics(
        judge("Queue of lorries between Russia and China", f"{body} Students watched.")
    )
