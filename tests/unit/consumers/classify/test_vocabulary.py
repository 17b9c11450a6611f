"""Terms in texts: boundaries, endings, gaps, units."""

import pytest

from consumers.classify.vocabulary import Term, Vocabulary, fold, split_terms


def _found(language: str, pattern: str, text: str) -> list[str]:
    vocabulary = Vocabulary([Term(pattern, "x", 1.0)], language)
    return [text[found.start : found.end] for found in vocabulary.find(fold(text))]


@pytest.mark.parametrize(
    ("language", "pattern", "text", "surfaces"),
    [
        ("en", "gas", "Gas, biogas and gasoline", ["Gas"]),
        ("en", "export*", "Exporters export; reexport", ["Exporters", "export"]),
        ("en", "head of state", "Heads of state; the head-of-state’s visit", ["head-of-state’s"]),
        ("en", "bank", "banks, bank's, bankers", ["banks", "bank"]),
        (
            "ru",
            "ядерн* топлив*",
            "Ядерное топливо и ядерный   топливный цикл",
            ["Ядерное топливо", "ядерный   топливный"],
        ),
        ("ru", "самолет*", "Самолёты", ["Самолёты"]),
        ("ru", "газ", "газ, газета", ["газ"]),
        ("zh", "贸易", "中俄贸易额", ["贸易"]),
        ("zh", "习近平…普京", "习近平同俄总统普京会谈。习近平；普京", ["习近平同俄总统普京"]),
        ("en", "~yuan", "in yuan, not 5 yuan or 3 million yuan", ["yuan"]),
        ("zh", "~人民币", "以人民币结算3亿人民币", ["人民币"]),
    ],
)
def test_terms_are_found_as_written(language: str, pattern: str, text: str, surfaces: list[str]) -> None:
    assert _found(language, pattern, text) == surfaces


def test_folding_keeps_every_character_at_its_place() -> None:
    assert fold("İstanbul ЁЛКА") == "İstanbul елка"
    assert all(len(fold(text)) == len(text) for text in ("İİ", "ẞß", "ЁёǅŸ", "中文"))


def test_lists_of_terms_are_split_and_folded() -> None:
    assert split_terms("Oil,\n natural   GAS , ,") == ["oil", "natural gas"]


def test_found_terms_stand_in_text_order() -> None:
    vocabulary = Vocabulary([Term("oil", "a", 1.0), Term("gas", "b", 1.0), Term("oil", "c", 0.5)], "en")

    assert [(found.start, found.label) for found in vocabulary.find("gas oil")] == [
        (0, "b"),
        (4, "a"),
        (4, "c"),
    ]
