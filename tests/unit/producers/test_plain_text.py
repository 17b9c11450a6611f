"""Plain text from what feeds put into titles and bodies."""

import time

import pytest

from producers.text import MAX_LINE_CHARS, line_of, text_of


def html(value: str) -> str:
    return text_of(value, is_html=True)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<p>One <b>bold</b> word.</p><p>Two.</p>", "One bold word.\nTwo."),
        ("a<br/>b<br>c", "a\nb\nc"),
        ("<table><tr><td>1</td><td>2</td></tr></table>after", "1\n2\nafter"),
        ("<ul><li>one<li>two</ul>three", "one\ntwo\nthree"),
        ("in<i>ter</i>national", "international"),
        ("a&nbsp;b &amp; c &#8212; d &laquo;e&raquo;", "a b & c — d «e»"),
        ("one\ntwo\n\n   three", "one two three"),
        ("growth < 5% and > 3%", "growth < 5% and > 3%"),
        ("<a href='x' title='a > b'>link</a>", "link"),
        ("中国<br>俄罗斯", "中国\n俄罗斯"),
    ],
)
def test_markup_becomes_text_and_blocks_become_lines(value: str, text: str) -> None:
    assert html(value) == text


@pytest.mark.parametrize("tag", ["script", "style", "template", "noscript", "iframe", "svg"])
def test_what_is_not_meant_to_be_read_goes_with_its_content(tag: str) -> None:
    assert html(f"a <{tag}>alert(1)</{tag}> b") == "a b"


def test_text_escaped_twice_is_read_once_more() -> None:
    assert html("&lt;p&gt;Trade &amp;amp; transit&lt;/p&gt;") == "Trade & transit"
    assert line_of("Trade &amp; transit", is_html=False) == "Trade & transit"


def test_a_title_is_one_line() -> None:
    assert line_of("One\n  two<br>three", is_html=True) == "One two three"


def test_plain_text_keeps_its_lines() -> None:
    assert text_of("one\r\ntwo\n\nthree", is_html=False) == "one\ntwo\nthree"


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x1e", "\u202e", "\u2066", "\u200b", "\ufeff", "\xad", "\ud800", "\U000e0041", "\uffff"])  # fmt: skip
def test_characters_that_deceive_are_dropped(char: str) -> None:
    assert text_of(f"a{char}b", is_html=False) == "ab"
    assert html(f"<p>a{char}b</p>") == "ab"


def test_joiners_that_scripts_need_stay() -> None:
    assert text_of("می\u200cخواهم", is_html=False) == "می\u200cخواهم"


def test_letters_are_composed() -> None:
    assert text_of("и\u0306", is_html=False) == "й"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_utf_8_read_as_latin_is_put_right(encoding: str) -> None:
    garbled = "Поставки газа".encode().decode(encoding, "replace")
    expected = "Поставки газа" if "\ufffd" not in garbled else garbled
    assert text_of(garbled, is_html=False) == expected


@pytest.mark.parametrize("honest", ["São Paulo – ação", "Ñandú está aquí", "café “quoted”", "Ã la carte"])
def test_honest_accents_stay(honest: str) -> None:
    assert text_of(honest, is_html=False) == honest


def test_a_line_without_end_is_cut() -> None:
    assert len(line_of("word " * MAX_LINE_CHARS, is_html=False)) <= MAX_LINE_CHARS


@pytest.mark.parametrize(
    "hostile",
    ["<div>" * 200_000, "<p" * 500_000, "<a href='" * 200_000, "&" * 1_000_000, "<!--" * 300_000, "&lt;" * 300_000, "Ã\x80" * 300_000],
    ids=["deep", "half tags", "half attributes", "ampersands", "comments", "escaped", "garbled"],
)  # fmt: skip
def test_hostile_markup_costs_no_more_than_its_length(hostile: str) -> None:
    started = time.process_time()
    html(hostile)
    assert time.process_time() - started < 1.5
