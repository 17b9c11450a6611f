"""The analyser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.query.folding import han_variants
from consumers.query.tokens import Tokens, is_han


def tokens_of(text: str) -> list[str]:
    return Tokens(text).tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Лавров", "Лаврову"),
        ("Газпром", "«Газпромом»"),
        ("Китай", "Китаем"),
        ("Медведев", "Медведева"),
        ("Пекин", "Пекине"),
        ("контракт", "контрактов"),
        ("ёлка", "Елки"),
        ("замок", "за́мок"),
        ("agreement", "Agreements"),
        ("China", "China’s"),
        ("Erdogan", "Erdoğan"),
        ("5G", "５Ｇ"),
        ("1000000", "1,000,000"),
        ("244.8", "244,8"),
        ("俄羅斯", "俄罗斯"),
        ("國際關係", "国际关系"),
        ("İstanbul", "istanbul"),
        ("й", "й"),
    ],
)
def test_what_search_takes_for_the_same_has_the_same_tokens(one: str, other: str) -> None:
    assert tokens_of(one) == tokens_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Китай", "кит"),
        ("Китая", "кита"),
        ("Лавров", "лавр"),
        ("Медведев", "медведь"),
        ("united", "unit"),
        ("customs", "custom"),
        ("policy", "police"),
        ("中国", "中俄"),
        ("1.5", "15"),
    ],
)
def test_what_search_keeps_apart_has_different_tokens(one: str, other: str) -> None:
    assert tokens_of(one) != tokens_of(other)


def test_a_run_of_chinese_is_its_bigrams_and_its_last_character() -> None:
    text = "中俄贸易，5G网络"
    tokens = Tokens(text)
    covered = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert tokens.tokens == ["中俄", "俄贸", "贸易", "易", "5g", "网络", "络"]
    assert covered == ["中俄", "俄贸", "贸易", "易", "5G", "网络", "络"]


def test_every_position_is_one_token_with_the_word_it_was_made_of() -> None:
    tokens = Tokens("Russia-China trade, said Xi's aide")
    assert tokens.folded == ["russia", "china", "trade", "said", "xi's", "aide"]
    assert tokens.positions["xi"] == [4]


def test_offsets_are_code_points_of_the_whole_text_whatever_stands_before() -> None:
    text = "İİ😀 中国 Россия"
    tokens = Tokens(text, start=3)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == [
        "中国",
        "国",
        "Россия",
    ]


def test_a_stretch_has_no_word_that_it_cuts_and_no_character_outside_it() -> None:
    text = "Путин заявил: сила 中国人民"
    within = Tokens(text).within(text.index("ин"), text.index("人"))
    assert within.tokens == ["заяв", "сил", "中国", "国"]


def test_a_hostile_word_is_cut() -> None:
    (token,) = tokens_of("a" * 100_000)
    assert len(token) <= 64


def test_no_token_has_what_marks_are_told_by() -> None:
    text = "o'Brien об'єкт #topic=energy event@x a|b ~5 \"quoted\" x_y \x00"
    assert not set("".join(tokens_of(text))) & set("#=@|~'\" ")


def test_traditional_characters_are_read_as_simplified_ones_in_one_step() -> None:
    variants = han_variants()
    assert not {ord(simple) for simple in variants.values()} & set(variants)
    for traditional, simple in variants.items():
        simple.encode("gbk")
        chr(traditional).encode("gb18030")


@given(
    st.text(st.sampled_from("ab1 .,'’-ёЖ港口中習\u0301\u00adアé"), max_size=40),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_every_token_knows_its_place(text: str, start: int, width: int) -> None:
    whole = Tokens(text)
    for tokens in (whole, whole.within(start, start + width)):
        places = list(zip(tokens.tokens, tokens.starts, tokens.ends, strict=True))
        assert len(places) == len(tokens.folded)
        for at, (token, begins, ends) in enumerate(places):
            assert tokens.covered(at, 1) == (begins, begins + 1 if is_han(token) else ends)
        spelt = sorted((at, word) for word, found in tokens.words.items() for at in found)
        assert spelt == [(at, word) for at, word in enumerate(tokens.folded) if not is_han(word)]
