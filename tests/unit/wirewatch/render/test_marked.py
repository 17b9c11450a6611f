"""A text with its facts marked."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.entity import Entity
from schemas.event import Event
from schemas.fact import Extractor
from schemas.facts import Facts
from schemas.quote import Quote
from schemas.span import Span
from wirewatch.render.marked import marked

BY = Extractor(name="test", version="1", rule="test")


def entity(fact_id: str, text: str, start: int, end: int) -> Entity:
    return Entity(
        id=fact_id, confidence=1, extractor=BY, evidence=(Span.of(text, start, end),), name="n", type="person"
    )


def test_facts_are_bracketed_where_they_stand_and_nest() -> None:
    text = "“I met Xi,” Putin said."
    content = Span.of(text, 1, 10)
    facts = Facts(
        entities=(entity("e1", text, 7, 9), entity("e2", text, 12, 17)),
        quotes=(Quote(id="q1", confidence=1, extractor=BY, evidence=(content,), quote_type="direct", content=(content,)),),
    )  # fmt: skip
    assert marked(text, facts).plain == "“[q1 I met [e1 Xi],]” [e2 Putin] said."


def test_neighbours_and_equal_spans_close_before_the_next_opens() -> None:
    text = "中俄会晤"
    facts = Facts(
        entities=(entity("e1", text, 0, 1), entity("e2", text, 1, 2)),
        events=(
            Event(id="v1", confidence=1, extractor=BY, evidence=(Span.of(text, 0, 4),), type="meeting",
                  status="occurred", actor=("e1", "e2"), anchor=Span.of(text, 2, 4)),
        ),
    )  # fmt: skip
    assert marked(text, facts).plain == "[e1 中][e2 俄][v1 会晤]"


def test_control_and_bidi_characters_of_a_text_reach_no_terminal() -> None:
    assert marked("a\x1b[31mb\u202ec", Facts()).plain == "a\ufffd[31mb\ufffdc"


@given(st.text(min_size=1, max_size=30), st.data())
def test_the_text_itself_is_never_changed(text: str, data: st.DataObject) -> None:
    spans = data.draw(
        st.lists(
            st.integers(0, len(text) - 1).flatmap(
                lambda s: st.tuples(st.just(s), st.integers(s + 1, len(text)))
            ),
            max_size=6,
        )
    )
    facts = Facts(entities=tuple(entity(f"e{n}", text, *span) for n, span in enumerate(spans)))
    shown = marked(text, facts).plain
    for fact in facts.entities:
        shown = shown.replace(f"[{fact.id} ", "", 1)
    assert shown.count("]") == text.count("]") + len(spans)
