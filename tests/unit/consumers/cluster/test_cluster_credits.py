"""Whom a report has its news from."""

import pytest

from consumers.cluster.credits import Credits, credits_of
from consumers.cluster.outlets import key_of, publisher_of
from schemas.source import Source
from tests.unit.consumers.cluster.read import read

XINHUA, TASS, REUTERS = "organization/xinhua", "organization/tass", "organization/reuters"
CREDITED = [
    ("TASS", "BEIJING, May 5. /TASS/. Xi Jinping will visit Russia in May, Xinhua reported on Tuesday.", (XINHUA,)),
    ("TASS", "BEIJING, May 5. /TASS/. Xi Jinping will visit Russia in May, TASS said, citing Xinhua.", (XINHUA,)),
    ("The Hindu", "MOSCOW (Reuters) - Russia shipped more oil to China in May, data showed.", (REUTERS,)),
    ("Reuters", "MOSCOW (Reuters) - Russia shipped more oil to China. Interfax earlier reported a rise.", ()),
    ("Lenta.ru", "Китай увеличил закупки российского угля, сообщает ТАСС со ссылкой на агентство Синьхуа.", (XINHUA,)),
    ("Газета.Ru", "Китай увеличил закупки российского угля. Об этом сообщает РИА Новости.", ("organization/ria-novosti",)),
    ("ТАСС", "ПЕКИН, 5 мая. /ТАСС/. Сергей Лавров прибыл в Пекин, передает корреспондент ТАСС.", ()),
    ("环球网", "据俄罗斯卫星通讯社5日报道，俄罗斯总统普京将于本月访问中国。", ("organization/sputnik",)),
    ("参考消息", "据塔斯社援引新华社报道，俄罗斯总统普京将于本月访问中国。", (XINHUA,)),
    ("新华社", "新华社莫斯科5月5日电 俄罗斯总统普京将于本月访问中国，克里姆林宫5日说。", ()),
    ("Kyodo", "The Russian and Chinese ministers met in Beijing, Xinhua and TASS reported.", (XINHUA, TASS)),
    ("Bloomberg", "Refiners bought Russian oil for China, people familiar said. It was first reported by Reuters.", ()),
    ("Amur.info", "В Хэйхэ открыли мост, пишет газета «Амурская правда». Россия довольна.", ("name/mrskprvd",)),
    ("RBC", "Министр Сергей Лавров в интервью агентству Синьхуа заявил, что Россия и Китай близки.", (XINHUA,)),
    ("AP", "China said Russia had been consulted. “Fine,” Mao Ning told reporters.", ()),
]  # fmt: skip


@pytest.mark.parametrize(("source", "body", "origins"), CREDITED)
def test_news_is_from_whom_the_lead_credits(source: str, body: str, origins: tuple[str, ...]) -> None:
    assert credits_of(read("a", "China and Russia", body, source=source)).origins == origins


@pytest.mark.parametrize(
    "title",
    ["Xi to visit Russia - Xinhua", "Xinhua: Xi to visit Russia", "Си посетит Россию — Синьхуа"],
)
def test_a_title_may_credit_at_either_end(title: str) -> None:
    found = credits_of(read("a", title, "The visit to Russia by China's president is in May.", source="TASS"))
    assert found.origins == (XINHUA,)


def test_what_is_cited_far_down_adds_to_a_report_of_ones_own() -> None:
    body = f"Russia shipped more oil to China in May. {'Refiners in Shandong bought it. ' * 20}Xinhua reported a rise."
    body += " Buyers in China expect more of the same in the months that follow, and so does Russia, traders hold."
    assert credits_of(read("a", "Oil", body, source="AP")) == Credits()


def test_own_sources_beside_anothers_news_make_two_origins() -> None:
    body = "Gazprom negotiates for a gas storage in China, Reuters reported. A source told Bloomberg that Russia offers gas."
    found = credits_of(read("a", "Gazprom in China", body, source="Bloomberg"))
    assert found.origins == ("organization/bloomberg", REUTERS)


@pytest.mark.parametrize(
    ("source", "kind", "body"),
    [
        (
            "Yahoo Finance",
            "other",
            "MOSCOW, May 5, 2026 /PRNewswire/ -- Huawei today opened a laboratory in Russia.",
        ),
        ("Some Carrier", "press_release_wire", "Huawei today opened a laboratory in Moscow, Russia."),
    ],
)
def test_what_is_carried_for_an_issuer_is_the_issuers(source: str, kind: str, body: str) -> None:
    assert credits_of(read("a", "A laboratory", body, source=source, kind=kind)).origins == (
        "organization/huawei",
    )


def test_bodies_in_the_place_of_a_source_are_cited() -> None:
    body = "China's exports to Russia rose in July, data from the General Administration of Customs showed."
    assert credits_of(read("a", "Exports", body, source="Reuters")) == Credits(
        (), ("organization/general-administration-of-customs-of-china",)
    )


@pytest.mark.parametrize(
    "names",
    [
        ("Xinhua", "Агентство Синьхуа", "新华社", "Xinhua English"),
        ("Амур.инфо", "Amur.info"),
        ("Деловой Петербург", "«Delovoy Peterburg»"),
        ("Heihe Daily", "黑河日报"),
    ],
)
def test_a_publisher_is_one_in_all_languages(names: tuple[str, ...]) -> None:
    assert len({publisher_of(Source(id=name, name=name)) for name in names}) == 1
    assert key_of("Амурская правда") != key_of("Приморская правда")
