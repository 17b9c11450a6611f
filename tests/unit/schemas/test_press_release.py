"""Whether a text is a press release, and whom it was issued for."""

import pytest

from schemas.press_release import is_press_release, issuer_of

BODY = "HARBIN, China, Nov. 21, 2026 /PRNewswire/ -- The bridge is open.\n\nIt was built in two years."


@pytest.mark.parametrize(
    ("tail", "issuer"),
    [
        ("SOURCE Lotus Bridge Group Co., Ltd.", "Lotus Bridge Group Co., Ltd"),
        ("Source: Baikal Grain\n", "Baikal Grain"),
        ("News provided by\n\nBaikal Grain\n\nNov 21, 2026, 09:00 ET", "Baikal Grain"),
        ("消息来源 莲花桥梁集团", "莲花桥梁集团"),
        ("Related Links\nhttps://lotus.example", None),
        ("The source of the river is in Mongolia.", None),
        ("Source of the river", None),
        ("Source: https://lotus.example/news", None),
        ("Source: what many people who live along the river say about all of this when they are asked", None),
        ("", None),
    ],
)
def test_whom_a_press_release_was_issued_for_stands_in_its_last_lines(tail: str, issuer: str | None) -> None:
    assert issuer_of(f"{BODY}\n\n{tail}") == issuer


def test_a_source_line_far_above_the_end_names_nobody() -> None:
    assert issuer_of(f"Source: Baikal Grain\n\n{'The bridge is open. ' * 300}") is None


@pytest.mark.parametrize(
    ("text", "kind", "is_one"),
    [
        (BODY, "newspaper", True),
        ("The bridge is open.", "press_release_wire", True),
        ("The bridge is open.", "newspaper", False),
        (f"{'The bridge is open. ' * 40}{BODY}", "newspaper", False),
    ],
)
def test_a_press_release_is_told_by_its_carrier(text: str, kind: str, is_one: bool) -> None:
    assert is_press_release(text, kind) == is_one
