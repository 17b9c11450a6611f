"""Persons called by their office, and pronouns."""

import pytest

from tests.unit.consumers.extract.entities.found import entities


def referred_to(text: str, language: str, name: str) -> list[str]:
    return [span.surface for span in entities(text, language)[name].coreferent]


@pytest.mark.parametrize(
    ("language", "text", "name", "words"),
    [
        (
            "ru",
            "Помощник президента Юрий Ушаков рассказал о планах. «Визит готовится», — сказал помощник президента РФ.",
            "Yuri Ushakov",
            ["помощник президента РФ"],
        ),
        ("ru", "Владимир Путин прилетел в Пекин. Российский президент пробудет там два дня.", "Vladimir Putin", ["Российский президент"]),
        ("en", "Vladimir Putin flew to Beijing. The Russian president stays two days.", "Vladimir Putin", ["Russian president"]),
        (
            "en",
            "Foreign Minister Sergei Lavrov arrived with Vladimir Putin. Russia's top diplomat spoke first.",
            "Sergey Lavrov",
            ["Russia's top diplomat"],
        ),
        ("zh", "外长拉夫罗夫陪同普京抵达北京。俄外长首先发言。", "Sergey Lavrov", ["俄外长"]),
    ],
)  # fmt: skip
def test_an_office_beside_a_state_means_who_holds_it(
    language: str, text: str, name: str, words: list[str]
) -> None:
    assert referred_to(text, language, name) == words


@pytest.mark.parametrize(
    "text",
    [
        "Sergei Lavrov arrived. Former Russian president Dmitry Medvedev spoke.",
        "Sergei Lavrov arrived. Russian President Vladimir Putin spoke.",
        "Foreign Minister Sergei Lavrov arrived. The Russian president spoke.",
        "Vladimir Putin and Dmitry Medvedev arrived. The Chinese president spoke.",
    ],
)
def test_an_office_means_nobody_where_its_holder_is_named_or_unknown(text: str) -> None:
    assert all(not entity.coreferent for entity in entities(text, "en").values())


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Li Qiang met Mikhail Mishustin on Monday. He then left for Moscow.", "Li Qiang"),
        ("ru", "Визита Дун Цзюня не было, сообщил Дмитрий Песков. Он назвал это слухами.", "Dmitry Peskov"),
    ],
)
def test_a_pronoun_means_the_subject_of_the_sentence_before(language: str, text: str, name: str) -> None:
    assert referred_to(text, language, name) in (["He"], ["Он"])


def test_the_pronoun_he_is_not_the_surname_he() -> None:
    text = "Mikhail Mishustin cancelled his trip. He will meet Chinese Vice Premier He Lifeng by video."
    found = entities(text, "en")
    assert [span.surface for span in found["He Lifeng"].evidence] == ["He Lifeng"]
    assert "He" in [span.surface for span in found["Mikhail Mishustin"].coreferent]


def test_a_surname_with_mr_is_whoever_bears_it() -> None:
    text = "Deputy minister Anton Zhurlov said the deal was ready. Mr Zhurlov gave no date."
    assert [span.surface for span in entities(text, "en")["Anton Zhurlov"].evidence] == [
        "Anton Zhurlov",
        "Zhurlov",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Russian Prime Minister Mikhail Mishustin arrived in Beijing.",
        "Russian supplies rose in January-October, compared with September's figures for the European market.",
        "They signed a Joint Statement of the Two Presidents on Deepening the Strategic Partnership for the New Era in the Far East.",
    ],
)
def test_common_words_with_capitals_are_no_bodies(text: str) -> None:
    assert not [e for e in entities(text, "en").values() if e.type == "organization"]
