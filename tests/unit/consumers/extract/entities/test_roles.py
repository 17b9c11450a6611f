"""The offices people hold."""

import pytest

from tests.unit.consumers.extract.entities.found import entities


@pytest.mark.parametrize(
    ("text", "language", "name", "title", "affiliation"),
    [
        ("Russian President Vladimir Putin flew home.", "en", "Vladimir Putin", "President", "Russia"),
        ("Oksana Bulygina, commercial director of UralTerminal, left.", "en", "Oksana Bulygina",
         "commercial director of UralTerminal", "UralTerminal"),
        ("Президент России Владимир Путин прибыл.", "ru", "Vladimir Putin", "Президент России", "Russia"),
        ("По словам замглавы Минтранса Ивана Белова, путь открыт.", "ru", "Иван Белов",
         "замглавы Минтранса", "Ministry of Transport of Russia"),
        ("外交部发言人毛宁表示关切。", "zh-Hans", "Mao Ning", "发言人", "Ministry of Foreign Affairs of China"),
    ],
)  # fmt: skip
def test_a_role_stands_beside_the_name_with_whom_it_serves(
    text: str, language: str, name: str, title: str, affiliation: str
) -> None:
    (role, *_) = entities(text, language)[name].roles
    assert (role.title, role.affiliation) == (title, affiliation)


def test_a_former_office_is_not_current() -> None:
    person = entities(
        "Andrey Denisov, first deputy chair of a committee and former ambassador to China, spoke.", "en"
    )
    roles = person["Andrey Denisov"].roles
    assert [role.current for role in roles] == [None, False]
    assert roles[1].title == "former ambassador to China"


@pytest.mark.parametrize(
    ("text", "name", "titles"),
    [
        ("Путин уехал, после чего Си Цзиньпин выступил.", "Xi Jinping", []),
        (
            "Присутствовали секретарь Совбеза РФ Сергей Шойгу, министр обороны Андрей Белоусов и другие.",
            "Sergei Shoigu",
            ["секретарь Совбеза РФ"],
        ),
        ("Об этом сообщил пресс-секретарь главы государства Дмитрий Песков.", "Dmitry Peskov", ["пресс-секретарь главы государства"]),
        ("Председатель КНР Си Цзиньпин пригласил Владимира Путина.", "Vladimir Putin", []),
        ("Помощник президента РФ Владимира Путина Юрий Ушаков приехал.", "Vladimir Putin", ["президента РФ"]),
    ],
)  # fmt: skip
def test_a_russian_role_is_whole_and_ones_own(text: str, name: str, titles: list[str]) -> None:
    assert [role.title for role in entities(text, "ru")[name].roles] == titles


def test_an_office_of_the_us_is_read_to_its_end() -> None:
    text = "Wally Adeyemo, Deputy Secretary of the U.S. Treasury, spoke on Friday."
    (role,) = entities(text, "en")["Wally Adeyemo"].roles
    assert role.title == "Deputy Secretary of the U.S. Treasury"
