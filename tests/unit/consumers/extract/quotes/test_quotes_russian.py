"""Quotes in Russian: content, kind and speaker, one way of writing at a time."""

import pytest

from consumers.extract.quotes import find_quotes
from tests.unit.consumers.extract.cast import named_in, reading_of

SAID = [
    ("«Мы готовы», — заявил Путин.", [("direct", "Vladimir Putin", "Мы готовы")]),
    ("«Мы готовы, — заявил Путин. — Это важно».", [("direct", "Vladimir Putin", "Мы готовы|Это важно")]),
    ("«Труба полна!» — сказал глава компании Олег Брусникин в среду.", [("direct", "Oleg Brusnikin", "Труба полна!")]),
    ("Брусникин сказал: «Труба полна».", [("direct", "Oleg Brusnikin", "Труба полна")]),
    ("Брусникин сообщил, что поставки в Китай удвоятся.", [("indirect", "Oleg Brusnikin", "поставки в Китай удвоятся")]),
    ("Поставки в Китай удвоятся, сообщил глава «Севергаза» Олег Брусникин.", [("indirect", "Oleg Brusnikin", "Поставки в Китай удвоятся")]),
    ("Поставки удвоятся, рассказали в Кремле.", [("indirect", "Kremlin", "Поставки удвоятся")]),
    ("В Кремле отметили, что поставки удвоятся.", [("indirect", "Kremlin", "поставки удвоятся")]),
    ("Пресс-служба «Севергаза» уточнила, что труба полна.", [("indirect", "Severgaz", "труба полна")]),
    ("По словам Брусникина, труба полна до весны.", [("indirect", "Oleg Brusnikin", "труба полна до весны")]),
    ("Труба, по мнению Брусникина, полна до весны.", [("indirect", "Oleg Brusnikin", "Труба|полна до весны")]),
    ("Как отметил Брусникин, труба полна до весны.", [("indirect", "Oleg Brusnikin", "труба полна до весны")]),
    ("Путин на встрече с Си Цзиньпином заявил, что труба полна.", [("indirect", "Vladimir Putin", "труба полна")]),
    ("На встрече с Путиным Тао Вэньлань заявила, что мост стар.", [("indirect", "Tao Wenlan", "мост стар")]),
    ("Очереди выросли. Об этом сообщила пресс-служба «Севергаза».", [("indirect", "Severgaz", "Очереди выросли")]),
    ("Очереди выросли. Об этом глава «Севергаза» Олег Брусникин сообщил в поздравлении холдингу.", [("indirect", "Oleg Brusnikin", "Очереди выросли")]),
    ("Брусникин приехал утром. Он добавил, что труба полна.", [("indirect", "Oleg Brusnikin", "труба полна")]),
    ("Пекин призвал стороны воздержаться от угроз.", [("indirect", "Beijing", "воздержаться от угроз")]),
    ("«Севергаз» обещал достроить путь к осени.", [("indirect", "Severgaz", "достроить путь к осени")]),
    ("Путин подчеркнул важность доверия.", [("indirect", "Vladimir Putin", "важность доверия")]),
    ("Путин выразил уверенность, что мост построят.", [("indirect", "Vladimir Putin", "мост построят")]),
    ("Брусникин назвал контракт «браком по расчёту».", [("mixed", "Oleg Brusnikin", "контракт «браком по расчёту»")]),
    ("Все суда, сообщил Олег Брусникин, вернулись в порт.", [("indirect", "Oleg Brusnikin", "Все суда|вернулись в порт")]),
    ("Беседа, рассказал Олег Брусникин, «вышла долгой, как зима».", [("mixed", "Oleg Brusnikin", "Беседа|вышла долгой, как зима")]),
    ("Брусникин приехал утром. По словам главы, труба полна до весны.", [("indirect", "Oleg Brusnikin", "труба полна до весны")]),
    ("Брусникин ожидает, что труба опустеет.", [("indirect", "Oleg Brusnikin", "труба опустеет")]),
    ("В Кремле признают трудности, но напоминают, что труба полна.", [("indirect", "Kremlin", "труба полна")]),
    ("Путин поблагодарил рабочих и сообщил, что труба полна.", [("indirect", "Vladimir Putin", "труба полна")]),
    ("«Сначала мост, потом труба», — советует Брусникин.", [("direct", "Oleg Brusnikin", "Сначала мост, потом труба")]),
    ("Брусникин приехал утром. Мост, по его ожиданиям, откроют весной.", [("indirect", "Oleg Brusnikin", "Мост|откроют весной")]),
    ("«Пусть подождут до весны», — отреагировал Брусникин.", [("direct", "Oleg Brusnikin", "Пусть подождут до весны")]),
    ("Брусникин не исключил, что труба опустеет.", [("indirect", "Oleg Brusnikin", "труба опустеет")]),
]  # fmt: skip

NOBODY_SAID = [
    "Эксперты считают, что юань вырастет.",
    "Труба полна, сообщил источник в отрасли.",
    "Брусникин не сказал, что труба полна.",
    "Компания «Севергаз» поставила в Китай газ.",
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_russian_quote_has_its_content_and_speaker(text: str, expected: list[tuple[str, str, str]]) -> None:
    entities = named_in(text)
    names = {entity.id: entity.name for entity in entities}

    quotes = find_quotes(reading_of(text, "ru"), entities)

    found = [(q.quote_type, names[q.speaker[0]], "|".join(s.surface for s in q.content)) for q in quotes]
    assert found == expected


@pytest.mark.parametrize("text", NOBODY_SAID)
def test_unnamed_russian_sources_are_not_quotes(text: str) -> None:
    assert find_quotes(reading_of(text, "ru"), named_in(text)) == ()


def test_answers_of_an_interview_with_dashes_are_the_interviewees() -> None:
    text = "Олег Брусникин ответил на вопросы газеты.\n\n— Труба полна?\n\n— Полна. До весны.\n\n— А мост?\n\n— Мост стар."

    quotes = find_quotes(reading_of(text, "ru"), named_in(text))

    assert [q.content[0].surface for q in quotes] == ["Полна. До весны.", "Мост стар."]
