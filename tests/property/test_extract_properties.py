"""Sentences, quotes and events hold their promises on any text."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from consumers.extract.extract_facts import extract_facts
from consumers.extract.quotes.marks import quoted_stretches
from consumers.extract.sentences import split_sentences
from schemas.facts import check_evidence

PIECES = (
    "Xi Jinping", "Putin", "China", "Россия", "Китай", "Путин", "习近平", "俄罗斯", "中方", "said", "will visit", "met",
    "signed an agreement", "заявил", "что", "подпишут", "表示，", "将访问", "“", "”", "«", "»", '"', "‘", "’", "——", ", ", ". ", "。",
    "：", "?", "!", "\n\n", "\n", " — ", "on Monday", "в мае 2024 года", "5月7日", "$3 billion", "12%", "he", "они", "according to",
    "По словам", "Question:", "记者：", "(", ")", " ", "it", "not", "and", "trade", "товарооборот", "贸易额", "joint drills", "制裁",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=200)
languages = st.sampled_from(["en", "ru", "zh-Hans", "de", "und"])


@given(texts, st.integers(0, 60), languages)
def test_sentences_follow_one_another_and_miss_nothing_but_space(text: str, end: int, language: str) -> None:
    title_end = min(end, len(text))
    sentences = split_sentences(text, title_end, language)

    covered = "".join(text[s.start : s.end] for s in sentences)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.end <= b.start and a.paragraph <= b.paragraph for a, b in pairwise(sentences))
    assert not any(s.start < title_end < s.end for s in sentences)


@given(texts)
def test_quoted_stretches_follow_one_another_and_hold_something(text: str) -> None:
    stretches = quoted_stretches(text)

    assert all(a.end <= b.start for a, b in pairwise(stretches))
    assert all(text[s.inner : s.inner_end].strip() for s in stretches)


@settings(max_examples=200, deadline=None)
@given(texts, languages)
def test_every_fact_has_its_evidence_and_no_reference_dangles(text: str, language: str) -> None:
    facts = extract_facts(text, 0, language, date(2025, 5, 5))

    check_evidence(facts, text)
    for quote in facts.quotes:
        assert quote.speaker
        assert [s.start for s in quote.content] == sorted(s.start for s in quote.content)
    for event in facts.events:
        assert len({*event.actor, *event.recipient}) > 0
