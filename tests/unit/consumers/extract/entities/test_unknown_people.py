"""People nobody knows, by the shape of their name or what stands beside it."""

import pytest

from tests.unit.consumers.extract.entities.found import entities, mentions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The tariff helps, said Tang Rulin, who runs a sawmill.", "Tang Rulin"),
        ("Analyst Marta Kjellberg of Norse Grain expects less.", "Marta Kjellberg"),
        ("“It is late,” Deputy Governor Yegor Pashkin told reporters.", "Yegor Pashkin"),
        ("Ingvild Torp, a researcher in Oslo, disagrees.", "Ingvild Torp"),
        ("The captain, named as Mr Jiang, remains in custody.", "Jiang"),
        ("Analyst Artyom Lobanov expects less.", "Artyom Lobanov"),
    ],
)
def test_english_people_are_found_by_name_role_or_speech(text: str, name: str) -> None:
    assert entities(text, "en")[name].type == "person"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Об этом сообщил глава союза Пётр Гуськов.", "Пётр Гуськов"),
        ("Встречу с Романом Ветлугиным перенесли.", "Роман Ветлугин"),
        ("По словам Ларисы Подгорной, рейсов станет больше.", "Лариса Подгорная"),
        ("Груз принимал предприниматель Ли Вэньбо.", "Ли Вэньбо"),
        ("Договор с Чжао Юнхуном подписан.", "Чжао Юнхун"),
        ("Директор А. В. Бровкин возразил.", "А. В. Бровкин"),
        ("Так считает эксперт Зорикто Дамбаев.", "Зорикто Дамбаев"),
    ],
)
def test_russian_people_are_named_in_the_nominative(text: str, name: str) -> None:
    assert entities(text, "ru")[name].type == "person"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“路修好了。”做了十五年箱包生意的柳文斌对我说。", "柳文斌"),
        ("关员费铭称，货物已放行。", "费铭"),
        ("日本防卫相小泉进次郎此前称，飞行不当。", "小泉进次郎"),
        ("木业公司经理刘芳说：“快多了。”", "刘芳"),
        ("指挥员加里宁中校谈到，天气不好。", "加里宁"),
        ("总裁尤里·别利亚耶夫称，比例将提高。", "尤里·别利亚耶夫"),
        ("能源学者毕长缨打过一个比方。", "毕长缨"),
        ("俄罗斯司机梅列霍夫抱怨说，口岸太慢。", "梅列霍夫"),
        ("亚非学院院长马斯洛夫认为，利率翻了一倍。", "马斯洛夫"),
        ("俄方代表谢尔盖耶夫在会上介绍了情况。", "谢尔盖耶夫"),
        ("俄罗斯分析师安德烈耶夫，对市场表示乐观。", "安德烈耶夫"),
        ("海关副关长赵学峰5日介绍，进口增加。", "赵学峰"),
        ("养蜂人欧阳明5日对记者说，蜂蜜涨价了。", "欧阳明"),
        ("冰岛大使西格丽德·约恩斯多蒂尔对此失望。", "西格丽德·约恩斯多蒂尔"),
    ],
)
def test_chinese_people_are_found_by_title_speech_or_dots(text: str, name: str) -> None:
    assert entities(text, "zh-Hans")[name].type == "person"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The crew of the Lu Rong 611 were freed.", "en"),
        ("记者从海关获悉，通报显示进口增长。", "zh-Hans"),
        ("主任表示，通电话有助于沟通。", "zh-Hans"),
    ],
)
def test_ships_and_verbs_are_no_people(text: str, language: str) -> None:
    assert [entity.name for entity in entities(text, language).values() if entity.type == "person"] == []


def test_a_surname_alone_is_the_person_named_before_in_any_case() -> None:
    found = entities("Глава союза Пётр Гуськов уехал. С Гуськовым спорили, но Гуськов молчал.", "ru")
    assert mentions(found["Пётр Гуськов"]) == ["Пётр Гуськов", "Гуськовым", "Гуськов"]


def test_a_chinese_surname_comes_first() -> None:
    found = entities("Deputy Mayor Qiu Mingde spoke. Qiu called it a bridge.", "en")
    assert mentions(found["Qiu Mingde"]) == ["Qiu Mingde", "Qiu"]
