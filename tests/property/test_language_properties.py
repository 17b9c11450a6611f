"""Language detection holds its promise on any text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from consumers.classify.language import detect_language

TAG = re.compile(r"([a-z]{2,3}(-[A-Z][a-z]{3})?|und)")


@given(
    st.text(max_size=300), st.integers(0, 300), st.sampled_from([None, "en", "ru-RU", "zh-TW", "xx", "??"])
)
def test_any_text_gets_a_tag_and_a_confidence(text: str, title_end: int, declared: str | None) -> None:
    language, confidence = detect_language(text, min(title_end, len(text)), declared)

    assert TAG.fullmatch(language)
    assert 0 <= confidence <= 1
    assert detect_language(text, min(title_end, len(text)), declared) == (language, confidence)
