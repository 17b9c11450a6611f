"""What is told of a visit's form, and of an agreement's name and force."""

from datetime import date

import pytest

from consumers.extract.extract_facts import extract_facts


def told(text: str, language: str, kind: str) -> tuple[str | None, str | None, str | None]:
    facts = extract_facts(text, 0, language, date(2025, 5, 7))
    event = next(event for event in facts.events if event.type == kind)
    return event.form, event.force, event.name.surface if event.name else None


@pytest.mark.parametrize(
    ("text", "language", "form"),
    [
        ("Xi Jinping will pay a state visit to Russia on May 7-10.", "en", "state"),
        ("Lavrov arrived in Beijing on a working visit.", "en", "working"),
        ("Li Qiang visited Moscow on Monday.", "en", None),
        ("Си Цзиньпин прибыл в Россию с государственным визитом.", "ru", "state"),
        ("Лавров прибыл в Пекин с рабочим визитом.", "ru", "working"),
        ("习近平将对俄罗斯进行国事访问。", "zh", "state"),
        ("俄外长拉夫罗夫抵达北京，开始对中国进行正式访问。", "zh", "official"),
    ],
)
def test_a_visit_says_its_form(text: str, language: str, form: str | None) -> None:
    assert told(text, language, "visit") == (form, None, None)


@pytest.mark.parametrize(
    ("text", "language", "force", "name"),
    [
        ("Russia and China signed an agreement on mutual visa exemption in Beijing on Monday.", "en", None,
         "agreement on mutual visa exemption"),
        ("A protocol on soybean meal between China and Russia came into force on May 1.", "en", "in_force",
         "protocol on soybean meal"),
        ("The treaty on good-neighbourliness between Russia and China was extended for five years.", "en", "extended",
         "treaty on good-neighbourliness"),
        ("Gazprom and CNPC signed a contract worth $2 billion.", "en", None, None),
        ("Россия и Китай подписали соглашение о взаимной отмене виз в ходе встречи в Пекине.", "ru", None,
         "соглашение о взаимной отмене виз"),
        ("Договор о дружбе между Россией и Китаем продлён на пять лет.", "ru", "extended", "Договор о дружбе"),
        ("中俄签署《关于互免签证的协定》。", "zh", None, "《关于互免签证的协定》"),
        ("双方签署了俄罗斯禽肉输华议定书，中国与俄罗斯官员出席。", "zh", None, "俄罗斯禽肉输华议定书"),
        ("中俄关于互免签证的协定5月1日生效。", "zh", "in_force", "关于互免签证的协定"),
    ],
)  # fmt: skip
def test_an_agreement_says_its_name_and_force(
    text: str, language: str, force: str | None, name: str | None
) -> None:
    assert told(text, language, "agreement") == (None, force, name)
