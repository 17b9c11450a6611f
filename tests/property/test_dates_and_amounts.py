"""Dates and amounts hold their promises on any text."""

import time
from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.extract.amounts import find_amounts
from consumers.extract.dates import find_dates
from consumers.extract.dates.lexicon import load_lexicon
from consumers.extract.dates.numerals import chinese_number
from consumers.extract.reading import Reading, RulesLanguage
from consumers.extract.sentences import split_sentences
from schemas.amount import Amount
from schemas.timex import Timex

PIECES = {
    "en": "in on from to May 7 31 2025 quarter first last next year ago $ billion % up rose fell , - – . and km 12,500 Monday",
    "ru": "в с по мая 7 31 2025 года квартал первый прошлом году назад млрд рублей % вырос на , - – . и км 12 500 пятницу",
    "zh": "年 月 日 5 12 2025 去年 今年 上 周 二 季度 亿 元 % 同比 增长 下降 ， 、 至 前 个月 三 十 余 家 。",
}
LANGUAGES = sorted(PIECES)


def facts(text: str, language: str, published: date | None) -> tuple[tuple[Timex, ...], tuple[Amount, ...]]:
    """Both kinds of facts of a text without title."""
    reading = Reading(text, 0, language, published, split_sentences(text, 0, language), ())
    dates = find_dates(reading)
    return dates, find_amounts(reading, dates)


def texts(language: str) -> st.SearchStrategy[str]:
    """Jumbles of the words that grammars look for."""
    joint = "" if language == "zh" else " "
    rules = cast(RulesLanguage, language)
    known = [*load_lexicon("consumers.extract.dates", language, rules).words]
    known += load_lexicon("consumers.extract.amounts", language, rules).words
    words = st.sampled_from(PIECES[language].split(" ")) | st.sampled_from(sorted(known))
    return st.lists(words, max_size=40).map(joint.join)


@given(st.data(), st.sampled_from(LANGUAGES), st.dates() | st.none())
def test_facts_of_any_jumble_have_evidence_order_and_unique_ids(
    data: st.DataObject, language: str, published: date | None
) -> None:
    text = data.draw(texts(language) | st.text(max_size=200))

    dates, amounts = facts(text, language, published)

    for fact in (*dates, *amounts):
        for span in fact.evidence:
            assert text[span.start : span.end] == span.surface
    assert [found.id for found in dates] == [f"d{n}" for n in range(1, len(dates) + 1)]
    assert [found.id for found in amounts] == [f"a{n}" for n in range(1, len(amounts) + 1)]
    assert [d.evidence[0].start for d in dates] == sorted(d.evidence[0].start for d in dates)
    known = {fact.id for fact in (*dates, *amounts)} | {"published", None}
    assert {d.anchor for d in dates} <= known
    assert {a.period for a in amounts} | {a.change_of for a in amounts} <= known


@given(st.data(), st.sampled_from(LANGUAGES), st.dates())
def test_the_same_text_gives_the_same_facts(data: st.DataObject, language: str, published: date) -> None:
    text = data.draw(texts(language))

    assert facts(text, language, published) == facts(text, language, published)


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_a_full_date_is_read_back_in_every_language(day: date, published: date) -> None:
    cases = {
        "en": f"It was {day:%B} {day.day}, {day.year}.",
        "zh": f"于{day.year}年{day.month}月{day.day}日。",
    }
    genitives = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]
    cases["ru"] = f"Это было {day.day} {genitives[day.month - 1]} {day.year} года."

    for language, text in cases.items():
        assert [found.value for found in facts(text, language, published)[0]] == [day.isoformat()]


@given(st.integers(1, 9_999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    digits = "零一二三四五六七八九"
    written, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if zero else "") + digits[digit] + name
        zero = bool(written) and digit == 0

    assert chinese_number(written) == number


HOSTILE = [
    "1",
    "1,",
    "1 ",
    "9-",
    "-",
    "May ",
    "May 7 to ",
    "from ",
    "the ",
    "$",
    "$1 ",
    "1 billion ",
    "up ",
    "year ago ",
    "a" * 50 + " ",
]
HOSTILE_RU = [
    "1 ",
    "12 500 ",
    "с ",
    "мая ",
    "7 мая по ",
    "млн ",
    "рост ",
    "на ",
    "год назад ",
    "л" * 40 + " ",
]
HOSTILE_ZH = ["年", "5月", "一", "十", "万", "至", "亿", "同比", "1", "日、", "5月7日至", "将"]


@pytest.mark.parametrize(
    ("language", "piece"),
    [("en", p) for p in HOSTILE] + [("ru", p) for p in HOSTILE_RU] + [("zh", p) for p in HOSTILE_ZH],
)
def test_time_grows_no_faster_than_the_text(language: str, piece: str) -> None:
    """Eight times the text takes at most some thirty times as long (linear with room for noise)."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        began = time.process_time()
        facts(text, language, date(2025, 5, 5))
        return time.process_time() - began

    seconds(200)
    short = min(seconds(2_000) for _ in range(3))
    assert min(seconds(16_000) for _ in range(3)) < 32 * short + 0.25
