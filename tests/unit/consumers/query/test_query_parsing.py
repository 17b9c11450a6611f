"""From a query's source to its tree."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from consumers.gazetteer.entry import Entry
from consumers.query.nodes import (
    And,
    Between,
    Everything,
    Marked,
    Named,
    Near,
    Node,
    Not,
    OneEvent,
    Or,
    Phrase,
    Wild,
)
from consumers.query.parse import parse_query
from consumers.query.scope import microseconds

NOW = datetime(2026, 5, 8, 12, tzinfo=UTC)
XI = Entry("person/xi-jinping", "Xi Jinping", "person", "CHN", None)
CHINA = Entry("country/china", "China", "country", "CHN", None)
NAMES = {"Xi Jinping": (XI,), "习近平": (XI,), "Китай": (CHINA,)}


def parse(source: str) -> Node:
    return parse_query(source, names_for=lambda name: NAMES.get(name, ()), now=NOW).root


def shape(node: Node) -> str:
    """A tree in brackets, clauses as written."""
    match node:
        case And(parts):
            return f"and({' '.join(map(shape, parts))})"
        case Or(parts):
            return f"or({' '.join(map(shape, parts))})"
        case Not(_, part):
            return f"not({shape(part)})"
        case OneEvent(_, part):
            return f"event({shape(part)})"
        case _:
            return node.clause


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("gas oil", "and(gas oil)"),
        ("gas AND oil OR coal", "or(and(gas oil) coal)"),
        ("a OR b c", "and(or(a b) c)"),
        ("a b OR c", "and(a or(b c))"),
        ("a OR b -c", "and(or(a b) not(c))"),
        ("a OR b NOT c", "and(or(a b) not(c))"),
        ("NOT a AND b", "and(not(a) b)"),
        ("+a -b", "and(a not(b))"),
        ("a AND (b OR NOT (c d))", "and(a or(b not(and(c d))))"),
        ("title:(a OR b) AND c", "and(or(a b) c)"),
        ("topic:-energy", "not(energy)"),
        (
            "event:(type:visit AND NOT status:denied) gas",
            "and(event(and(type:visit not(status:denied))) gas)",
        ),
        ("and or not", "and(and or not)"),
    ],
)
def test_operators_bind_as_documented(source: str, expected: str) -> None:
    assert shape(parse(source)) == expected


def test_words_without_a_field_are_looked_for_in_title_and_text() -> None:
    node = parse("Газпрома")
    assert isinstance(node, Phrase)
    assert (node.field, [atom.token for atom in node.run.atoms]) == ("text", ["газпром"])


def test_a_word_of_several_tokens_is_a_phrase() -> None:
    node = parse("Russia-China")
    assert isinstance(node, Phrase)
    assert [(atom.offset, atom.token) for atom in node.run.atoms] == [(0, "russia"), (1, "china")]


def test_chinese_words_are_bigrams_and_single_characters_stand_for_themselves() -> None:
    word, single = parse("俄羅斯"), parse("中")
    assert isinstance(word, Phrase)
    assert isinstance(single, Phrase)
    assert ([atom.token for atom in word.run.atoms], word.run.width) == (["俄罗", "罗斯"], 3)
    assert [(atom.token, atom.character) for atom in single.run.atoms] == [("中", True)]


def test_near_takes_each_word_apart_and_keeps_the_number() -> None:
    node = parse('"中国 power plant"~7')
    assert isinstance(node, Near)
    assert ([part.width for part in node.parts], node.gaps) == ([2, 1, 1], 7)


def test_wildcards_stay_on_the_word_as_written() -> None:
    node = parse("title:Росси*")
    assert node == Wild("title:Росси*", "title", "росси*", "росси")
    assert isinstance(parse("俄罗*"), Phrase)
    assert isinstance(parse(r"what\?"), Phrase)


def test_values_of_closed_lists_may_have_wildcards() -> None:
    assert parse("event.type:trade*") == Marked("event.type:trade*", ("event.type=trade_figure",))
    assert parse("lang:ZH-hans") == Marked("lang:ZH-hans", ("lang=zh-hans",))


def test_an_entity_is_asked_for_by_any_of_its_names() -> None:
    marks = [
        node.marks[1:]
        for name in ('"Xi Jinping"', "习近平")
        if isinstance(node := parse(f"entity:{name}"), Named)
    ]
    assert marks == [("entity=person/xi-jinping",)] * 2
    assert parse("country:Китай") == Marked("country:Китай", ("country=chn",))


def test_an_unknown_name_is_looked_for_by_its_words() -> None:
    node = parse('speaker:"Ivan Petrov"')
    assert isinstance(node, Named)
    assert node.run is not None
    assert [atom.token for atom in node.run.atoms] == ["ivan", "petrov"]


@pytest.mark.parametrize(
    ("source", "low", "high", "above", "below"),
    [
        ("amount.usd:>=1000000000", "1000000000", None, False, False),
        ("amount.USD:>1.5bn", "1500000000", None, True, False),
        ("amount.usd:>=1e9", "1000000000", None, False, False),
        ("amount.usd:[10m TO *]", "10000000", None, False, False),
        ("amount.percent:{-5 TO 10]", "-5", "10", True, False),
        ("amount.cny:300", "300", "300", False, False),
        ("score:<=0.5", None, "0.5", False, False),
        ("amount.usd:*", None, None, False, False),
    ],
)
def test_ranges_of_numbers(source: str, low: str | None, high: str | None, above: bool, below: bool) -> None:
    node = parse(source)
    assert isinstance(node, Between)
    expected = (low and Decimal(low), high and Decimal(high), above, below)
    assert (node.low, node.high, node.above, node.below) == expected


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2026-05", "2026-05-01", "2026-06-01"),
        ("[2026-05-01 TO 2026-05-08]", "2026-05-01", "2026-05-09"),
        ("{2026-05-01 TO 2026-05-08}", "2026-05-02", "2026-05-08"),
        (">=2026-05-02", "2026-05-02", None),
        (">2026-05-02", "2026-05-03", None),
        ("<2026", None, "2026-01-01"),
        ("[now-7d TO *]", "2026-05-01T12:00", None),
        ("today", "2026-05-08", "2026-05-09"),
        ('">=2026"', None, None),
    ],
)
def test_times_cover_the_whole_day_month_or_year(written: str, start: str | None, end: str | None) -> None:
    if written.startswith('"'):
        with pytest.raises(Exception, match="is not a time"):
            parse(f"published_at:{written}")
        return
    node = parse(f"published_at:{written}")
    assert isinstance(node, Between)
    bounds = [
        side and microseconds(datetime.fromisoformat(side).replace(tzinfo=UTC)) for side in (start, end)
    ]
    assert [node.low, node.high] == bounds
    assert node.below == (end is not None)


def test_a_star_alone_is_everything_and_after_a_field_any_value() -> None:
    assert isinstance(parse("*"), Everything)
    assert parse("topic:*") == Marked("topic:*", ("topic=",), begins=True)
    assert parse("entity:*") == Marked("entity:*", ("has=entity",))


def test_names_of_fields_in_the_output_are_understood() -> None:
    assert parse("language:ru level:central") == And(
        (Marked("language:ru", ("lang=ru",)), Marked("level:central", ("relevance.level=central",)))
    )
