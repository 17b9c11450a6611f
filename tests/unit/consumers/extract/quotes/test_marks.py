"""Quotation marks are paired as writers of three languages use them."""

import pytest

from consumers.extract.quotes.marks import quoted_stretches

MARKS = [
    ("He said “yes” and left.", ["yes"]),
    ('He said "yes" and "no".', ["yes", "no"]),
    ("Он сказал «Компания «Север» готова».", ["Компания «Север» готова"]),
    ("„Ja“ und “yes”", ["Ja", "yes"]),
    ("他说：“好。”", ["好。"]),
    ("他说：「好。」", ["好。"]),
    ("Russia’s leaders’ meeting", []),
    ("‘We will,’ he said of Russia’s plan.", ["We will,"]),
    ("An empty “” is nothing", []),
]


@pytest.mark.parametrize(("text", "inside"), MARKS)
def test_marks_enclose_what_is_quoted(text: str, inside: list[str]) -> None:
    assert [text[s.inner : s.inner_end] for s in quoted_stretches(text)] == inside


def test_a_mark_left_open_ends_with_its_paragraph() -> None:
    (stretch,) = quoted_stretches("He said “yes\n\nNext day it rained.")

    assert (stretch.inner_end, stretch.closed, stretch.goes_on) == (12, False, False)
