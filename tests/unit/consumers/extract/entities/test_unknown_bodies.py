"""Bodies, regions and towns nobody knows, by the words of their names."""

import pytest

from tests.unit.consumers.extract.entities.found import entities, mentions


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Shares of Bohai Star Heavy Industry fell.", "en", "Bohai Star Heavy Industry"),
        ("It was run by the Budker Institute of Nuclear Physics.", "en", "Budker Institute of Nuclear Physics"),
        ("UralTerminal, a local freight company, holds 49 percent.", "en", "UralTerminal"),
        ("It asked Russia’s Federation Council Committee on Foreign Affairs.", "en",
         "Federation Council Committee on Foreign Affairs"),
        ("Ningbo Talon Machine is accused of smuggling.", "en", "Ningbo Talon Machine"),
        ("Товар задержала Забайкальская таможня.", "ru", "Забайкальская таможня"),
        ("На Пригородной таможне ждут.", "ru", "Пригородная таможня"),
        ("Так решили в ассоциации «Дальавтотранс».", "ru", "Дальавтотранс"),
        ("Суда примет порт «Северный причал».", "ru", "Северный причал"),
        ("据江南海关统计，货值增长。", "zh-Hans", "江南海关"),
        ("与俄罗斯叶尔加煤业签约。", "zh-Hans", "叶尔加煤业"),
        ("浙东理工大学与俄方合作。", "zh-Hans", "浙东理工大学"),
        ("《边城日报》记者提问。", "zh-Hans", "边城日报"),
        ("中俄木材商会与俄方签约。", "zh-Hans", "中俄木材商会"),
        ("Heilong Agro Co., Ltd., a trader, buys soybeans.", "en", "Heilong Agro Co., Ltd."),
        ("Shares of Hengtai Petrochemical fell.", "en", "Hengtai Petrochemical"),
        ("A deal between Harbin Institute of Polar Studies and Sinopec.", "en", "Harbin Institute of Polar Studies"),
    ],
)  # fmt: skip
def test_bodies_are_found_by_the_word_that_gives_them_away(text: str, language: str, name: str) -> None:
    assert name in entities(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("这家公司与该银行合作，国有银行参与。", "zh-Hans"),
        ("卖方市场变成买方市场。", "zh-Hans"),
        ("The company met officials on Tuesday.", "en"),
        ("«Мы поедем дальше», — сказал он.", "ru"),
    ],
)
def test_common_words_and_speech_are_no_bodies(text: str, language: str) -> None:
    assert entities(text, language) == {}


def test_a_firm_is_taken_up_again_in_short() -> None:
    found = entities("Longjiang Swift Logistics opened a depot. Longjiang Swift paid for it.", "en")
    assert mentions(found["Longjiang Swift Logistics"]) == ["Longjiang Swift Logistics", "Longjiang Swift"]


def test_a_place_in_a_bodys_name_counts_as_well() -> None:
    assert "Huizhou" in entities("They sued Huizhou Brightcell Energy Group.", "en")


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("The Foreign Ministry of China spoke. Later the ministry added a word.", "en", "the ministry"),
        ("Компания «Северпак» растёт. Компания нанимает людей.", "ru", "Компания"),
    ],
)
def test_a_description_stands_for_the_body_named_before(text: str, language: str, words: str) -> None:
    spans = [span.surface for entity in entities(text, language).values() for span in entity.coreferent]
    assert words in spans


@pytest.mark.parametrize(
    ("headline", "names"),
    [
        (
            "Provinces Mark Five Years of Grain Corridor as China-Russia Farm Trade Widens",
            {"China", "Russia"},
        ),
        ("Grace Period Ends for Russian Timber Tariffs", {"Russia"}),
        ("Gas Pipeline Company Signs 12-Year Service Deal", set()),
        ("Far East Farm Trade Association Meets", {"Far East Farm Trade Association", "Russian Far East"}),
        ("Russian Export Center Opens Office", {"Russian Export Center", "Russia"}),
        ("Norse Grain Names Mark Rutte Adviser", {"Norse Grain", "Mark Rutte"}),
    ],
)
def test_in_a_headline_in_capitals_common_words_are_no_names(headline: str, names: set[str]) -> None:
    assert set(entities(headline, "en", len(headline))) == names
