"""What is said of a query that cannot be read, and where the caret stands."""

import pytest

from consumers.query.fault import QuerySyntaxError, caret
from consumers.query.parse import parse_query


def fault_of(source: str) -> QuerySyntaxError:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(source, names_for=lambda name: ())
    return caught.value


@pytest.mark.parametrize(
    ("source", "at_fault", "hint"),
    [
        ("topic:enrgy", "enrgy", "Did you mean topic:energy?"),
        ("gas AND topc:energy", "topc", "Did you mean topic?"),
        ("event.status:schedulled", "schedulled", "scheduled"),
        ("event:(typ:visit)", "typ", "Did you mean type?"),
        ("amount.usx:>5", "amount.usx", "amount.usd"),
        ("amount.usd:many", "many", "1bn"),
        ("published_at:yesterday", "yesterday", "now-7d"),
        ("published_at:[2026-06 TO 2026-05]", "[2026-06 TO 2026-05]", "round"),
        ("gas AND", "AND", "should follow AND"),
        ("OR gas", "OR", "both sides"),
        ("gas OR OR oil", "OR", "should follow"),
        ("a (gas OR (oil", "(", "Close it"),
        ("gas) oil", ")", "Leave it out"),
        ('gas "power of', '"', "Close the phrase"),
        ("gas () oil", "()", ""),
        ("topic:", "topic:", "topic:value"),
        ("gas && oil", "&&", "Write AND"),
        ("/gas.*/", "/gas.*/", "word"),
        ("gas^3", "gas^3", "Leave ^ out"),
        ("gas~2", "gas~2", '"several words"~5'),
        ("*prom", "*prom", "3 letters"),
        ("ga*", "ga*", "3 letters"),
        ("a?b", "a?b", "2 letters"),
        ("abc*d*e*f*", "abc*d*e*f*", ""),
        ("俄?斯", "俄?斯", "alone"),
        ("title:[a TO b]", "[", "title:value"),
        ("title:(topic:energy)", "topic:", "parenthesis"),
        ("event:(visit)", "visit", "type:"),
        ("event:visit", "visit", "event:("),
        ('"…"', '"…"', "Write a word"),
        ("country:Atlantis", "Atlantis", "CHN"),
        ("source:ria*", "ria*", "source:*"),
        (":gas", ":", "field:value"),
        ("published_at:now-7d", "now-7d", "Leave the time out"),
    ],
)
def test_the_fault_is_named_where_it_stands_with_a_hint(source: str, at_fault: str, hint: str) -> None:
    error = fault_of(source)
    assert source[error.position : error.position + error.length] == at_fault
    assert hint in error.hint
    assert error.message.endswith(".")


@pytest.mark.parametrize(
    "source",
    ["", "   ", "x" * 5000, "(" * 30 + "a" + ")" * 30, "NOT " * 500 + "a", " ".join(f"w{n}" for n in range(300)),
     '"' + "word " * 60 + '"', '"a b"~99999', '"a b"~1.5', "a^x.1", "source:\udcff", "\udcff", "\\", "[", "[a TO", "+", "--"],
)  # fmt: skip
def test_hostile_and_broken_queries_are_refused_at_a_place(source: str) -> None:
    error = fault_of(source)
    assert 0 <= error.position <= len(source)


def test_the_caret_stands_under_the_fault() -> None:
    source = "gas AND topic:enrgy"
    assert caret(fault_of(source), source).splitlines() == [
        "gas AND topic:enrgy",
        "              ^^^^^",
        'topic is never "enrgy".',
        "Did you mean topic:energy?",
    ]


def test_the_caret_counts_chinese_characters_as_two_columns_and_lines_as_one() -> None:
    source = "中国\n(贸易"
    lines = caret(fault_of(source), source).splitlines()
    assert lines[:2] == ["中国 (贸易", "     ^"]


def test_of_a_long_query_the_neighbourhood_of_the_fault_is_shown() -> None:
    source = "gas OR " * 20 + "topic:enrgy" + " OR 中国" * 20
    shown, carets, *_ = caret(fault_of(source), source).splitlines()
    assert (shown[0], shown[-1], len(shown) < 140) == ("…", "…", True)
    assert shown[carets.index("^") : len(carets)] == "enrgy"
