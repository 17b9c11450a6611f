"""Sentences end where readers of three languages end them."""

import pytest

from consumers.extract.sentences import split_sentences

ENDS = [
    ("en", "The U.S. said Mr. Wang met J. Smith. He left.", ["The U.S. said Mr. Wang met J. Smith.", "He left."]),
    ("en", "He moved to the U.S. The firm stayed.", ["He moved to the U.S.", "The firm stayed."]),
    ("en", "Dong Jun. Then talks. It was Jun. 5 at last.", ["Dong Jun.", "Then talks.", "It was Jun. 5 at last."]),
    ("en", "“We agreed!” he said. “Fine.” It rained.", ["“We agreed!” he said.", "“Fine.”", "It rained."]),
    ("en", "Up 1.5 percent. 3. Third point.", ["Up 1.5 percent.", "3. Third point."]),
    ("ru", "В 2024 г. Россия выросла до 5 млрд руб. Импорт упал.", ["В 2024 г. Россия выросла до 5 млрд руб.", "Импорт упал."]),
    ("ru", "Он дал 5 млрд долл. США, т.е. много. В. В. Путин рад.", ["Он дал 5 млрд долл. США, т.е. много.", "В. В. Путин рад."]),
    ("ru", "Завод в г. Иваново открыт в прошлом 2024 г. Экспорт начат.", ["Завод в г. Иваново открыт в прошлом 2024 г.", "Экспорт начат."]),
    ("ru", "«Да!» — сказал он. Все ушли.", ["«Да!» — сказал он.", "Все ушли."]),
    ("zh", "他说：“好。”然后离开；之后下雨。完", ["他说：“好。”", "然后离开；之后下雨。", "完"]),
    ("zh", "来了吗？来了！", ["来了吗？", "来了！"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), ENDS)
def test_a_text_is_split_into_its_sentences(language: str, text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in split_sentences(text, 0, language)] == expected


def test_a_title_is_a_sentence_of_its_own() -> None:
    title = "Xi to visit Moscow"
    text = f"{title}\n\nThe visit is set."

    first, second = split_sentences(text, len(title), "en")

    assert (first.end, text[second.start : second.end]) == (len(title), "The visit is set.")
    assert first.paragraph != second.paragraph


def test_a_hard_wrapped_line_goes_on_and_a_heading_stands_alone() -> None:
    text = "One line\nruns on\nHeading\nMore."

    assert [text[s.start : s.end] for s in split_sentences(text, 0, "en")] == [
        "One line\nruns on",
        "Heading",
        "More.",
    ]


def test_a_long_text_without_stops_is_split_in_linear_time() -> None:
    text = "слово " * 50_000

    sentences = split_sentences(text, 0, "ru")

    assert all(
        sentence.end - sentence.start <= 1200 for sentence in sentences
    )  # cut: rules look at whole sentences
    assert sum(sentence.end - sentence.start + 1 for sentence in sentences) >= len(text) - 1
