"""Whose dealings are events is the watch's to say."""

from datetime import date
from pathlib import Path

import pytest

from consumers.classify.watch import load_watches
from consumers.extract.events import parties_of
from consumers.extract.extract_facts import extract_facts

KAZAKHSTAN_CHINA = Path(__file__).parents[2] / "classify/data/kazakhstan-china.toml"
PUBLISHED = date(2027, 5, 5)

ASTANA = [
    ("en", "Tokayev visited China on Monday. Xi Jinping met Tokayev in Beijing.", ["visit", "meeting"]),
    ("ru", "Токаев посетит Китай в июне. Казахстан и Китай подписали соглашение.", ["visit", "agreement"]),
    ("zh", "习近平访哈。习近平同托卡耶夫举行会谈。", ["visit", "meeting"]),
]


@pytest.mark.parametrize(("language", "text", "types"), ASTANA)
def test_a_further_watch_has_the_events_of_its_own_parties(
    language: str, text: str, types: list[str]
) -> None:
    watches = load_watches((KAZAKHSTAN_CHINA,))

    assert [event.type for event in extract_facts(text, 0, language, PUBLISHED, watches).events] == types
    assert extract_facts(text, 0, language, PUBLISHED).events == ()


def test_two_watches_give_the_events_of_both_with_ids_that_run_on() -> None:
    text = "Xi Jinping met Putin in Moscow. Xi Jinping met Tokayev in Astana."
    watches = (*load_watches(), *load_watches((KAZAKHSTAN_CHINA,)))

    facts = extract_facts(text, 0, "en", PUBLISHED, watches)

    names = {entity.id: entity.name for entity in facts.entities}
    assert [(event.id, names[event.actor[1]]) for event in facts.events] == [
        ("v1", "Vladimir Putin"),
        ("v2", "Kassym-Jomart Tokayev"),
    ]


def test_what_two_pairs_both_see_is_told_once() -> None:
    text = "China, Russia and Kazakhstan held joint military exercises."
    watches = (*load_watches(), *load_watches((KAZAKHSTAN_CHINA,)))

    assert len(extract_facts(text, 0, "en", PUBLISHED, watches).events) == 1


def test_a_pair_of_two_watches_is_looked_at_once() -> None:
    assert len(parties_of((*load_watches(), *load_watches()))) == 1


def test_a_territory_stands_for_its_party() -> None:
    (pair,) = parties_of(None)

    assert (pair.of("HKG"), pair.of("RUS"), pair.of("JPN"), pair.of(None)) == ("CHN", "RUS", None, None)
