"""Triage holds its promises on any text put together from news words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from consumers.classify.classify import classify
from consumers.classify.watch import load_watches
from consumers.gazetteer.gazetteer import load_gazetteer
from schemas.facts import check_evidence

WORDS = (
    "China", "Russia", "Xi", "Putin", "bone china", "Harbin", "Moscow", "Japan", "India", "oil", "gas", "match", "signed",
    "joint", "中俄", "习近平", "普京", "贸易", "俄方", "，", "。", "两国", "Китай", "Россия", "РФ и КНР", "товарооборот", "с",
    "матч", "вырос", ",", ".", "\n", "and", "5 yuan", "About us\n", "BEIJING, May 5 (Xinhua) --", "İ", "🚢", "ё",
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=25).map(" ".join)


@settings(deadline=None)
@given(texts, texts)
def test_verdicts_are_sound_on_any_text(title: str, body: str) -> None:
    text = f"{title}\n\n{body}"

    language, confidence, verdicts = classify(text, len(title), None, load_watches(), load_gazetteer())

    assert 0 <= confidence <= 1
    for verdict in verdicts:
        check_evidence(verdict, text)
        assert verdict.settled or not verdict.relevant
        assert (verdict.level == "none") == (not verdict.relevant)
    assert classify(text, len(title), None, load_watches(), load_gazetteer()) == (
        language,
        confidence,
        verdicts,
    )
