"""What is shown of texts from feeds: one line, not too long, and nothing that steers a terminal."""

import unicodedata

import pytest

from wirewatch.logs import printable
from wirewatch.render.headline import HEADLINE_MOST, headline

EXPLICIT = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "B")


def test_a_title_of_twenty_thousand_characters_is_one_line_of_two_hundred() -> None:
    shown = headline("Gas\n" * 5_000)
    assert (len(shown) <= HEADLINE_MOST, shown[-1], "\n" in shown) == (True, "…", False)
    assert headline("Xi meets  Putin") == "Xi meets Putin"


@pytest.mark.parametrize("code", [0x1B, 0x7F, 0x9B, 0x61C, 0x200F, 0x2028, 0x2029, 0x202E, 0x2067, 0xE0041])
def test_controls_and_marks_that_steer_are_replaced_one_for_one(code: int) -> None:
    assert printable(f"a{chr(code)}b") == "a\ufffdb"


def test_every_mark_that_turns_the_order_of_letters_is_replaced() -> None:
    turning = [
        chr(code)
        for code in range(0x110000)
        if unicodedata.bidirectional(chr(code)) in EXPLICIT and chr(code) != "\n"
    ]
    assert turning
    assert set(printable("".join(turning))) == {"\ufffd"}


def test_letters_of_every_script_stay() -> None:
    text = "Си Цзиньпин\t习近平\nشي جين بينغ 👩\u200d🚀"
    assert printable(text) == text
