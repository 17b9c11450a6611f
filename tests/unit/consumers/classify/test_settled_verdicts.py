"""The last word: what facts add to triage."""

from consumers.classify.settle import settle
from consumers.classify.watch import Watch
from schemas.event import Event
from schemas.facts import Facts
from schemas.item import Item
from schemas.span import Span
from schemas.verdict import Verdict
from tests.builders import BY, entity, item
from tests.unit.consumers.classify.conftest import Judge

TITLE = "Tula museum reopens"
BODY = "A Chinese vase was moved to the cellar. The Harbin gallery and Tula signed an agreement."


def _facts(of: Item, *, between: bool) -> Facts:
    places = [place for place in range(len(of.text)) if of.text.startswith("Tula", place)]
    evidence = tuple(Span.of(of.text, place, place + len("Tula")) for place in places)
    tula = entity("e1", of.text, "Tula", type="city", country="RUS", evidence=evidence)
    china = entity("e2", of.text, "Chinese", type="country", country="CHN")
    harbin = entity("e3", of.text, "Harbin", type="city", country="CHN")
    start = of.text.index("signed")
    anchor = Span.of(of.text, start, start + len("signed"))
    events = tuple(
        Event(
            id=f"v{number}",
            confidence=0.9,
            extractor=BY,
            evidence=(anchor,),
            type="agreement",
            status="occurred",
            actor=("e3",),
            recipient=("e1",) if between else (),
            anchor=anchor,
        )
        for number in (1, 2)
    )
    return Facts(entities=(tula, china, harbin), events=events)


def _triage(judge: Judge) -> Verdict:
    return judge(TITLE, BODY)


def test_a_happening_between_the_parties_settles_what_was_possible(judge: Judge) -> None:
    open_verdict = judge(TITLE, "A Chinese vase was moved to the cellar.")
    assert not open_verdict.settled
    of = item(title=TITLE, body=BODY)

    settled = settle(open_verdict, of, _facts(of, between=True))

    assert (settled.relevant, settled.settled) == (True, True)
    assert settled.reasons[0].rule == "event_between"
    assert settled.topics == () or settled.topics[0].primary


def test_without_facts_what_was_possible_is_settled_as_irrelevant(judge: Judge) -> None:
    open_verdict = judge(TITLE, "A Chinese vase was moved to the cellar.")

    settled = settle(open_verdict, item(title=TITLE, body="A Chinese vase was moved to the cellar."), Facts())

    assert (settled.relevant, settled.settled, settled.topics) == (False, True, ())


def test_happenings_elsewhere_lower_a_verdict(judge: Judge) -> None:
    of = item(title=TITLE, body=BODY)
    before = _triage(judge)

    settled = settle(before, of, _facts(of, between=False))

    assert settled.score < before.score


def test_the_verdict_of_an_unknown_watch_is_settled_as_it_stands(judge: Judge, watch: Watch) -> None:
    of = item(title=TITLE, body=BODY)
    before = _triage(judge).model_copy(update={"watch": "elsewhere", "settled": False})

    settled = settle(before, of, _facts(of, between=True), (watch,))

    assert settled == before.model_copy(update={"settled": True})


def test_settling_twice_changes_no_decision(judge: Judge) -> None:
    of = item(title=TITLE, body=BODY)
    facts = _facts(of, between=True)
    once = settle(_triage(judge), of, facts)

    assert settle(once, of, facts).relevant == once.relevant
