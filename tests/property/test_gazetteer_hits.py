"""What holds of the gazetteer's hits in any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from consumers.gazetteer import load_gazetteer
from consumers.gazetteer.fold import fold

NAMES = (
    "China",
    "中俄",
    "Си Цзиньпина",
    "俄罗斯",
    "Power of Siberia 2",
    "МИД КНР",
    "Xi",
    "中国",
    "«Росатом»",
    "İ",
)
texts = st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), max_size=12).map("".join)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_hits_are_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for hit in load_gazetteer().find(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end


@given(texts)
@settings(max_examples=200, deadline=None)
def test_what_is_found_is_known_by_its_name(text: str) -> None:
    gazetteer = load_gazetteer()
    for hit in gazetteer.find(text):
        surface = text[hit.start : hit.end]
        known = gazetteer.by_name(surface) or gazetteer.by_name(f"«{surface}»")
        letters = len(surface) == 1 and hit.adjective
        assert letters or hit.entry in known


@given(texts)
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_hits(text: str) -> None:
    assert load_gazetteer().find(text) == load_gazetteer().find(text)


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
