"""Why a query does not match an item."""

from consumers.query.parse import parse_query
from consumers.query.searchable import searchable_of
from consumers.query.why_not import Failed, why_not
from schemas.event import Event
from schemas.facts import Facts
from schemas.span import Span
from tests.builders import BY, coverage, entity, item

TEXT = "Putin visits Beijing"
SEEN = item("a", TEXT, "Talks on gas will be held in Moscow in May.")


def failed(query: str, *, events: bool = False) -> tuple[Failed, ...]:
    facts = Facts()
    if events:
        putin = entity("e1", SEEN.text, "Putin", name="Vladimir Putin", type="person")
        anchor = Span.of(SEEN.text, 0, 5)
        facts = Facts(
            entities=(putin,),
            events=(
                Event(id="v0", confidence=0.9, extractor=BY, evidence=(anchor,), anchor=anchor, type="visit", status="occurred", actor=("e1",)),
                Event(id="v1", confidence=0.9, extractor=BY, evidence=(anchor,), anchor=anchor, type="meeting", status="scheduled", actor=("e1",)),
            ),
        )  # fmt: skip
    return why_not(parse_query(query), searchable_of(coverage(SEEN, facts=facts)))


def test_a_query_that_matches_has_nothing_to_tell() -> None:
    assert failed("gas AND Putin") == ()


def test_each_missing_clause_of_and_is_named_and_no_other() -> None:
    assert [each.clause for each in failed("gas oil Putin title:Moscow")] == ["oil", "title:Moscow"]


def test_what_must_not_be_there_is_told_with_its_words() -> None:
    (one,) = failed("gas NOT Beijing")
    assert (one.how, one.clause) == ("present", "NOT Beijing")
    assert [span.surface for clause in one.seen for span in clause.spans] == ["Beijing"]


def test_alternatives_are_told_with_what_is_wrong_inside_each() -> None:
    (one,) = failed("oil OR (coal AND gas)")
    assert (one.how, one.clause) == ("none of these", "oil OR coal AND gas")
    assert [each.clause for each in one.inside] == ["oil", "coal"]


def test_parts_that_hold_of_different_events_are_told_apart_from_parts_that_hold_of_none() -> None:
    (apart,) = failed("event:(type:visit AND status:scheduled)", events=True)
    (absent,) = failed("event:(type:visit AND status:denied)", events=True)
    assert (apart.how, absent.how) == ("no single event", "absent")
