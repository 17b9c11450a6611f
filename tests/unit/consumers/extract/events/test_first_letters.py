"""Patterns are tried only where they can begin."""

import re

import pytest

from consumers.extract.events.first_letters import first_letters
from consumers.extract.events.triggers import find_triggers, rows


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("visit", "v"),
        ("(?:met|talks?)", "mt"),
        (r"(?:state )?visits?", "sv"),
        (r"(?<!not )signed(?= a)", "s"),
        ("[с-у]делка", "сту"),
        (r"(?:an? |the )*\s*visit", None),
        (r"\w+ talks", None),
        ("[^a]b", None),
        ("(?:visit)?", None),
    ],
)
def test_the_letters_a_match_can_begin_with(pattern: str, letters: str | None) -> None:
    assert first_letters(pattern) == (None if letters is None else frozenset(letters))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "putin will pay a state visit, visits to china resumed; they met and signed a deal, then held talks by video link."),
        ("ru", "путин посетил пекин, стороны подписали соглашение о поставках; встреча прошла в москве, санкции продлены."),
        ("zh", "普京访问北京，双方举行会谈并签署协议，贸易额增长，两国外长通电话，联合军演开始。"),
    ],
)  # fmt: skip
def test_all_patterns_tried_everywhere_find_the_same(language: str, text: str) -> None:
    parts = [pattern if language == "zh" else f"(?:{pattern})(?!\\w)" for _, _, pattern in rows(language)]
    everywhere = re.compile(("" if language == "zh" else r"(?<![\w-])") + "(?:" + "|".join(parts) + ")")
    found = [(trigger.start, trigger.end) for trigger in find_triggers(language, text, 0, len(text))]
    assert found == [
        (match.end() - len(match[0].lstrip()), match.start() + len(match[0].rstrip()))
        for match in everywhere.finditer(text)
        if match[0]
    ]
    assert len(found) > 2
