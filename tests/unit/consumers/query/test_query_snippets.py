"""What a found item shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.query.hit import flat, hit_of
from consumers.query.snippets import beginning_of, marked, snippets_of
from schemas.match import Clause
from schemas.span import Span
from tests.builders import coverage, item


def clause(text: str, *words: str) -> Clause:
    found = sorted((text.index(word), word) for word in words)
    return Clause(
        clause="x", spans=tuple(Span(start=at, end=at + len(word), surface=word) for at, word in found)
    )


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    text = "Gas for\nChina."
    (snippet,) = snippets_of(text, [clause(text, "China")])
    assert (snippet.text, snippet.highlights) == ("Gas for China.", ((8, 13),))


def test_a_long_text_is_cut_between_words_around_the_match() -> None:
    text = "word " * 100 + "pipeline " + "another " * 100
    (snippet,) = snippets_of(text, [clause(text, "pipeline")], width=60)
    assert snippet.text.startswith("…word ")
    assert snippet.text.endswith(" another…")
    assert len(snippet.text) <= 62
    ((start, end),) = snippet.highlights
    assert snippet.text[start:end] == "pipeline"


def test_the_place_with_most_of_the_clauses_is_chosen() -> None:
    text = "gas alone. " + "filler " * 60 + "gas and oil together. " + "filler " * 60
    both = [clause(text, "gas"), clause(text, "oil")]
    again = Span(start=text.rindex("gas"), end=text.rindex("gas") + 3, surface="gas")
    (snippet,) = snippets_of(text, [Clause(clause="gas", spans=(*both[0].spans, again)), both[1]], width=60)
    assert "gas and oil together" in snippet.text


def test_chinese_is_cut_anywhere_and_counts_double() -> None:
    text = "中" * 300 + "管道" + "国" * 300
    (snippet,) = snippets_of(text, [clause(text, "管道")], width=40)
    assert 16 <= len(snippet.text) <= 22
    assert "管道" in snippet.text


def test_touching_matches_are_marked_as_one() -> None:
    text = "中国人民"
    overlapping = Clause(clause="x", spans=(Span.of(text, 0, 2), Span.of(text, 1, 3), Span.of(text, 3, 4)))
    assert marked(text, [overlapping], 4).highlights == ((0, 4),)


def test_without_a_match_the_beginning_is_shown_and_without_text_nothing() -> None:
    assert snippets_of("Gas for China.", [])[0].text == "Gas for China."
    assert snippets_of("Title", [], start=5) == ()
    assert beginning_of("one two three four", 0, width=10) == "one two…"


def test_a_word_longer_than_the_snippet_is_cut_inside() -> None:
    assert beginning_of("x" * 500, 0, width=20) == "x" * 20 + "…"


texts = st.text(st.sampled_from("ab 中国\n.ж"), min_size=1, max_size=300)


@given(texts, st.lists(st.tuples(st.integers(0, 299), st.integers(1, 30)), max_size=8), st.integers(5, 80))
def test_highlights_are_always_the_matched_words(
    text: str, places: list[tuple[int, int]], width: int
) -> None:
    spans = [
        Span.of(text, start, min(start + size, len(text))) for start, size in places if start < len(text)
    ]
    for snippet in snippets_of(text, [Clause(clause="x", spans=tuple(spans))], width=width):
        assert "\n" not in snippet.text
        last = -1
        for start, end in snippet.highlights:
            assert last < start < end <= len(snippet.text)
            assert snippet.text[start:end] in text.replace("\n", " ")
            last = end


def test_a_hit_is_flat_and_leaves_the_title_out_of_its_snippet() -> None:
    of = coverage(item("wire:1", "Xi meets Putin", "They met in Moscow."))
    hit = hit_of(of, ())
    assert hit.document == flat(of)
    assert (hit.document.summary, hit.document.story_id, hit.document.level) == (
        "They met in Moscow.",
        "wire:1",
        "central",
    )
    assert [snippet.text for snippet in hit.snippets] == ["They met in Moscow."]
    assert hit.title is not None
    assert hit.title.text == "Xi meets Putin"


@pytest.mark.parametrize("title", [None, "The whole text"])
def test_an_item_of_one_line_has_no_snippet_besides_its_title(title: str | None) -> None:
    hit = hit_of(coverage(item("wire:1", title, "" if title else "The whole text")), ())
    assert (hit.title is None, len(hit.snippets)) == ((True, 1) if title is None else (False, 0))
