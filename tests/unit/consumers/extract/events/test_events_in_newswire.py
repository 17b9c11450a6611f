"""Sentences as newswires write them, with the names the real finders know: type, who, when, status."""

from datetime import date
from pathlib import Path
from time import process_time

import pytest

from consumers.extract.extract_facts import extract_facts
from schemas.event import Event
from schemas.facts import Facts

DATA = Path(__file__).parent / "data"
PUBLISHED = date(2025, 5, 7)


def told(language: str) -> list[tuple[str, str, str]]:
    lines = (DATA / f"newswire_{language}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return [(language, text, events) for text, _, events in rows]


def shown(event: Event, facts: Facts) -> str:
    names = {entity.id: entity.name for entity in facts.entities}
    when = next((found.value for found in facts.dates if found.id == event.date), "")
    who = ", ".join(sorted(names[i] for i in (*event.actor, *event.recipient)))
    return f"{event.type}: {who}; {when}; {event.status}"


@pytest.mark.parametrize(("language", "text", "events"), [*told("en"), *told("ru"), *told("zh")])
def test_a_sentence_tells_its_events(language: str, text: str, events: str) -> None:
    facts = extract_facts(text, 0, language, PUBLISHED)

    assert " | ".join(shown(event, facts) for event in facts.events) == events.strip()


def test_what_was_signed_at_a_meeting_is_a_part_of_it() -> None:
    text = "Xi Jinping met Vladimir Putin in Moscow on Tuesday. The two leaders signed a joint statement."

    meeting, agreement = extract_facts(text, 0, "en", PUBLISHED).events

    assert (agreement.parent, meeting.parent) == (meeting.id, None)


def test_who_is_quoted_telling_of_an_event_reports_it() -> None:
    text = "Lavrov said that Xi Jinping would visit Russia in September."

    facts = extract_facts(text, 0, "en", PUBLISHED)

    (visit,) = facts.events
    names = {entity.id: entity.name for entity in facts.entities}
    assert [names[i] for i in visit.reported_by] == ["Sergey Lavrov"]


def test_a_deal_carries_its_value() -> None:
    text = "Rosneft and CNPC signed a contract worth $2 billion on Monday."

    facts = extract_facts(text, 0, "en", PUBLISHED)

    (deal,) = facts.events
    values = {amount.id: (amount.value, amount.unit) for amount in facts.amounts}
    assert [values[i] for i in deal.amounts] == [("2000000000", "USD")]


def test_a_character_costs_no_more_in_a_long_text_than_in_a_short_one() -> None:
    text = "Xi Jinping met Putin in Moscow on Monday and signed a contract with Gazprom. " * 800

    def cost(length: int) -> float:
        started = process_time()
        extract_facts(text[:length], 0, "en", PUBLISHED)
        return (process_time() - started) / length

    cost(4_000)  # what is read once is read
    assert cost(60_000) < 4 * cost(6_000)
