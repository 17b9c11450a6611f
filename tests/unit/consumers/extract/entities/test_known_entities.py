"""Names the gazetteer knows: one entity each, with what the text around them changes."""

import pytest

from tests.unit.consumers.extract.entities.found import entities, mentions


def test_an_adjective_counts_as_its_country_and_a_capital_stays_a_city() -> None:
    found = entities("Beijing and Chinese exporters; China's envoy is in Moscow.", "en")
    assert mentions(found["China"]) == ["Chinese", "China"]
    assert found["Beijing"].type == "city"
    assert "Russia" not in found


def test_an_entity_carries_its_gazetteer_id_and_verified_wikidata_id() -> None:
    putin = entities("С Путиным говорили о газе.", "ru")["Vladimir Putin"]
    assert (putin.gazetteer_id, putin.wikidata_qid, putin.country) == (
        "person/vladimir-putin",
        "Q7747",
        "RUS",
    )
    assert putin.link_method == "gazetteer"


@pytest.mark.parametrize(
    ("text", "language", "absent"),
    [
        ("The price is US$18.6 million.", "en", "United States"),
        ("Контракт на 4 млн долларов США.", "ru", "United States"),
        ("Alexandra Lavrova opened a café in Kazan.", "en", "Sergey Lavrov"),
        ("《远东商报》记者发来报道。", "zh-Hans", "Russian Far East"),
        ("Цех «Байкал-медиа» закрыт.", "ru", "Lake Baikal"),
        ("An order with Wison-Jiang was cancelled.", "en", "Wison"),
    ],
)
def test_a_look_alike_is_not_taken_for_the_entry(text: str, language: str, absent: str) -> None:
    assert absent not in entities(text, language)


def test_a_name_of_both_countries_names_them_too() -> None:
    found = entities("The China-Russia Expo opens on Monday.", "en")
    assert {"China-Russia Expo", "China", "Russia"} <= found.keys()


def test_an_exercise_keeps_its_year() -> None:
    assert mentions(entities("“海上联合—2025”演习开始。", "zh-Hans")["Joint Sea"]) == ["海上联合—2025"]


@pytest.mark.parametrize(
    ("text", "language", "body"),
    [
        ("中国外交部发言人10日表示关切。", "zh-Hans", "Ministry of Foreign Affairs of China"),
        ("外交部发言人10日表示关切。", "zh-Hans", "Ministry of Foreign Affairs of China"),
        ("越南外交部发言人表示关切。", "zh-Hans", "Foreign ministry of Vietnam"),
        ("В МИД сообщили о визите.", "ru", "Ministry of Foreign Affairs of Russia"),
        ("Министерство обороны Китая подтвердило это.", "ru", "Ministry of National Defense of China"),
        (
            "Moscow protested, its foreign ministry said.",
            "en",
            "Ministry of Foreign Affairs of Russia",
        ),
        (
            "“Fine,” foreign ministry spokeswoman Mao Ning said of Russia.",
            "en",
            "Ministry of Foreign Affairs of China",
        ),
    ],
)
def test_a_ministry_belongs_to_the_state_its_surroundings_tell(text: str, language: str, body: str) -> None:
    assert body in entities(text, language)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("The Chinese embassy in Washington protested.", "en", "Embassy of China in the United States"),
        ("Посольство КНР в Токио ответило.", "ru", "Embassy of China in Japan"),
        ("中国驻芬兰使馆批评该报告。", "zh-Hans", "Embassy of China in Finland"),
    ],
)
def test_a_mission_is_named_by_who_sends_it_and_where_it_is(text: str, language: str, name: str) -> None:
    assert name in entities(text, language)


def test_a_language_without_rules_gives_the_gazetteers_entities_alone() -> None:
    assert list(entities("Xi Jinping empfing Frau Hannelore Quast in Berlin.", "de")) == [
        "Xi Jinping",
        "Berlin",
    ]
