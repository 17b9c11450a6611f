"""What is left of an abridged text holds every fact's evidence where the fact says."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.coverage import Coverage
from schemas.facts import Facts, check_evidence, spans_of
from schemas.item import Abridgement
from schemas.span import Span
from tests.builders import coverage, entity, item
from wirewatch.abridging.abridge import BEGINNING, CONTEXT, LEFT_OUT, abridged_coverage

WORDS = st.text(min_size=1, max_size=12)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=200).map(" ".join),
    st.text(alphabet="中俄两国元首会谈，。\n", min_size=1, max_size=800),
)
KEPT = st.sampled_from(["snippet", "link"])


@st.composite
def covered(draw: st.DrawFn) -> Coverage:
    title = draw(st.one_of(st.none(), st.text(min_size=1, max_size=60)))
    of = item(title=title, body=draw(TEXTS))
    spans = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(of.text) - 1))
        spans.append(Span.of(of.text, start, draw(st.integers(start + 1, min(start + 30, len(of.text))))))
    some = entity("e1", "x", "x")
    facts = Facts(
        entities=tuple(
            some.model_copy(update={"id": f"e{n}", "evidence": (span,)}) for n, span in enumerate(spans)
        )
    )
    return coverage(of, facts=facts)


@given(covered(), KEPT)
def test_every_span_stands_where_it_says_and_has_the_words_it_had(of: Coverage, kept: Abridgement) -> None:
    left = abridged_coverage(of, kept)
    check_evidence(left, left.item.text)
    assert [span.surface for span in spans_of(left)] == [span.surface for span in spans_of(of)]


@given(covered(), KEPT)
def test_headline_link_and_the_name_of_the_whole_text_stay(of: Coverage, kept: Abridgement) -> None:
    item, left = of.item, abridged_coverage(of, kept).item
    assert (left.title, left.link, left.text_sha256, left.abridged) == (
        item.title,
        item.link,
        item.text_sha256,
        kept,
    )
    assert left.text.startswith(item.title or "")


@given(covered(), KEPT)
def test_no_more_is_kept_than_the_beginning_and_some_words_around_each_fact(
    of: Coverage, kept: Abridgement
) -> None:
    left = abridged_coverage(of, kept)
    evidence = sum(len(span.surface) + 2 * (CONTEXT + len(LEFT_OUT)) for span in spans_of(of))
    most = of.item.body_start + evidence + 2 * len(LEFT_OUT) + (BEGINNING if kept == "snippet" else 0)
    assert len(left.item.text) <= most


@given(covered(), KEPT)
def test_every_stretch_between_the_marks_is_a_stretch_of_the_text(of: Coverage, kept: Abridgement) -> None:
    for stretch in abridged_coverage(of, kept).item.text.split(LEFT_OUT.strip()):
        assert stretch.strip() in of.item.text
