"""Parties named only by their towns and firms take part as states."""

from consumers.extract.events import find_events
from consumers.extract.events.implied import implied_states, referred_to
from consumers.extract.events.parties import parties_of
from tests.unit.consumers.extract.cast import amounts_in, named_in, reading_of

(PAIR,) = parties_of(None)
TEXT = "Trade with Russia through Harbin reached $3 billion."


def test_a_town_stands_in_for_its_state_where_the_state_is_not_named() -> None:
    entities = named_in(TEXT)
    implied = implied_states(entities, PAIR)
    amounts = amounts_in(TEXT, {"$3 billion": ("money", "3000000000", "USD")})

    (event,) = find_events(reading_of(TEXT, "en"), (*entities, *implied), (), amounts, ())

    names = {entity.id: entity.name for entity in (*entities, *implied)}
    assert sorted(names[i] for i in event.actor) == ["China", "Russia"]
    assert [entity.name for entity in referred_to(implied, [event])] == ["China"]


def test_the_evidence_of_an_implied_state_is_the_town() -> None:
    (state,) = implied_states(named_in(TEXT), PAIR)

    assert (state.country, state.evidence[0].surface) == ("CHN", "Harbin")


def test_a_state_that_is_named_is_not_implied() -> None:
    assert implied_states(named_in("China and Russia trade through Harbin."), PAIR) == ()


def test_an_implied_state_that_no_event_needs_is_left_out() -> None:
    assert referred_to(implied_states(named_in(TEXT), PAIR), ()) == ()
