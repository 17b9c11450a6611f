"""Whether and why a query matches."""

from datetime import date, timedelta
from typing import Any

import pytest

from consumers.gazetteer.entry import Entry
from consumers.query.match import match_query
from consumers.query.parse import parse_query
from consumers.query.searchable import searchable_of
from schemas.amount import Amount
from schemas.coverage import Coverage
from schemas.event import Event
from schemas.facts import Facts
from schemas.quote import Quote
from schemas.span import Span
from schemas.timex import Timex
from tests.builders import BY, NOW, coverage, entity, item, verdict

XI = Entry("person/xi-jinping", "Xi Jinping", "person", "CHN", None)
NAMES = {"Xi Jinping": (XI,), "习近平": (XI,), "Си Цзиньпина": (XI,)}


def explain(source: str, of: Coverage) -> dict[str, list[str]] | None:
    """Clauses with the words they matched."""
    found = match_query(parse_query(source, names_for=lambda name: NAMES.get(name, ())), searchable_of(of))
    return None if found is None else {clause.clause: [s.surface for s in clause.spans] for clause in found}


def text(body: str, title: str | None = None, **changes: Any) -> Coverage:
    return coverage(item("wire:1", title, body), **changes)


@pytest.mark.parametrize(
    ("source", "body", "words"),
    [
        ("газпром", "Правление «Газпрома» решило", ["Газпрома"]),
        ("agreement", "Two agreements, one Agreement", ["agreements", "Agreement"]),
        ("俄罗斯", "中國與俄羅斯總統", ["俄羅斯"]),
        ("中", "中俄关系中", ["中", "中"]),
        ("总统 中国", "中国国家总统", ["总统", "中国"]),
        ('"Power of Siberia"', "the Power of Siberia 2 and power in Siberia", ["Power of Siberia"]),
        ('"中国 Russia"', "中国Russia 中国，Russia", ["中国Russia", "中国，Russia"]),
        ('"联合 声明"', "联合声明", ["联合声明"]),
        ("Russia-China", "russia–china trade, Russia and China", ["russia–china"]),
        ("росси*", "Россия и российский, прогресс", ["Россия", "российский"]),
        ("in?er", "the inner and infer, not inert", ["inner", "infer"]),
        ("ЁЛКА", "елки", ["елки"]),
        ("1000000", "some 1,000,000 t", ["1,000,000"]),
    ],
)
def test_words_are_found_in_every_form_and_script(source: str, body: str, words: list[str]) -> None:
    found = explain(source, text(body))
    assert found is not None
    assert [word for spans in found.values() for word in spans] == words


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("кит", "Китай и Китая"),
        ("Китай", "два кита"),
        ("国人", "中国，人民"),
        ("联声", "联合声明"),
        ('"power siberia"', "power of Siberia"),
        ("title:gas", "gas"),
        ("росси*", "прогресс рос"),
    ],
)
def test_words_that_only_look_alike_are_not_found(source: str, body: str) -> None:
    assert explain(source, text(body)) is None


@pytest.mark.parametrize(
    ("source", "body", "matches"),
    [
        ('"gas China"~1', "gas for China", True),
        ('"gas China"~1', "gas for all China", False),
        ('"China gas"~1', "gas for China", True),
        ('"gas China"~0', "China gas", True),
        ('"a b c"~2', "c x b y a", True),
        ('"a b c"~1', "c x b y a", False),
        ('"a a"~3', "a b", False),
        ('"a a"~3', "a b a", True),
        ('"中国 能源"~2', "中国和俄能源", True),
        ('"中国 能源"~1', "中国和俄能源", False),
        ('"a b"~5', "a. Then b", True),
    ],
)
def test_near_counts_the_positions_between_in_any_order(source: str, body: str, matches: bool) -> None:
    assert (explain(source, text(body)) is not None) == matches


def test_near_shows_the_words_of_the_windows_only() -> None:
    found = explain('"gas China"~1', text("gas for China and later gas and oil for China"))
    assert found == {'"gas China"~1': ["gas", "China"]}


def test_a_phrase_does_not_run_from_the_title_into_the_text() -> None:
    of = text("Siberia works", title="The power")
    assert explain('"power siberia"', of) is None
    assert explain("title:power AND body:siberia", of) is not None


def test_the_explanation_has_what_matched_and_leaves_out_what_did_not() -> None:
    of = text("gas from Russia")
    assert explain("(gas OR oil) AND NOT coal", of) == {"gas": ["gas"], "NOT coal": []}
    assert explain("gas -russia", of) is None


def rich() -> Coverage:
    """Xi visits (scheduled); Petrov's company meets (denied); 2 bn dollars; Xi is quoted."""
    of = item(
        "wire:1",
        "Visit",
        "Xi will visit Moscow in May. Petrov denied a meeting over 2 bn dollars. “Gas is ready,” Xi said.",
    )
    xi = entity("e1", of.text, "Xi", name="Xi Jinping", gazetteer_id="person/xi-jinping", country="CHN")
    petrov = entity("e2", of.text, "Petrov", name="Ivan Petrov")

    def span(words: str) -> Span:
        start = of.text.index(words)
        return Span.of(of.text, start, start + len(words))

    def fact(fact_id: str, words: str) -> dict[str, Any]:
        return {"id": fact_id, "confidence": 0.9, "extractor": BY, "evidence": (span(words),)}

    may = Timex(
        **fact("d1", "May"),
        timex_type="DATE",
        value="2026-05",
        resolution="absolute",
        earliest=date(2026, 5, 1),
        latest=date(2026, 5, 31),
    )
    money = Amount(**fact("a1", "2 bn dollars"), kind="money", value="2000000000", unit="USD")
    said = Quote(
        **fact("q1", "Gas is ready"), quote_type="direct", speaker=("e1",), content=(span("Gas is ready"),)
    )
    visit = Event(
        **fact("v1", "will visit"),
        type="visit",
        status="scheduled",
        actor=("e1",),
        anchor=span("visit"),
        date="d1",
    )
    meeting = Event(
        **fact("v2", "denied a meeting"),
        type="meeting",
        status="denied",
        actor=("e2",),
        recipient=("e1",),
        anchor=span("meeting"),
        amounts=("a1",),
    )
    facts = Facts(
        entities=(xi, petrov), dates=(may,), amounts=(money,), quotes=(said,), events=(visit, meeting)
    )
    return coverage(of, facts=facts, language="zh-Hant", verdicts=(verdict(),), highest_slot=7)


@pytest.mark.parametrize(
    "source",
    [
        "topic:leaders", "lang:zh", "lang:zh-hant", "source:wire", 'source:"the wire"', "source.control:independent", "level:central",
        'entity:"Xi Jinping"', "entity:习近平", 'entity:"Си Цзиньпина"', "entity:petrov", "country:chn", 'speaker:"Xi Jinping"',
        "quote:gas", 'quote:"gas is ready"', "quote:*", "event.type:visit AND event.status:denied", "event.actor:petrov",
        "event:(type:visit AND status:scheduled)", 'event:(type:meeting AND recipient:"Xi Jinping")', 'event:(type:meeting AND participant:"Xi Jinping")',
        "event:(type:meeting AND amount.usd:>1bn)", "event:(type:visit AND date:2026-05-09)", "event.date:[2026-05-31 TO *]", "event:*",
        "amount.usd:[1bn TO 3bn]", "amount.usd:2bn", "score:0.9", "score:>0.8", "published_at:2026-11-23", "published_at:>=2026-11-23T12:00Z",
        "watch:china-russia", "origin:live", "story_id:wire:1", "item_id:WIRE:1", "amount.usd:*",
    ],
)  # fmt: skip
def test_fields_that_match(source: str) -> None:
    assert explain(source.replace("wire:1", r"wire\:1").replace("WIRE:1", r"WIRE\:1"), rich()) is not None


@pytest.mark.parametrize(
    "source",
    [
        "topic:energy", "lang:zh-hans", "source:wir", "entity:Putin", "speaker:petrov", "quote:visit", "quote:petrov",
        "event:(type:visit AND status:denied)", "event:(type:visit AND participant:petrov)", "event:(type:visit AND NOT status:scheduled)",
        "event:(type:visit AND date:2026-06)", "event:(type:visit AND amount.usd:*)", "amount.usd:>2bn", "amount.usd:{1bn TO 2bn}",
        "amount.cny:*", "score:<0.9", "published_at:<2026-11-23", "published_at:>2026-11-23", "country:RUS",
    ],
)  # fmt: skip
def test_fields_that_do_not(source: str) -> None:
    assert explain(source, rich()) is None
    assert explain(f"NOT ({source})", rich()) is not None


def test_fields_show_their_evidence() -> None:
    assert explain('event:(type:visit AND status:scheduled) AND amount.usd:>1bn AND quote:ready', rich()) == {
        "type:visit": ["visit"], "status:scheduled": ["visit"], "amount.usd:>1bn": ["2 bn dollars"], "quote:ready": ["ready"],
    }  # fmt: skip


def test_an_item_without_a_believable_date_is_known_by_when_it_was_seen() -> None:
    undated = coverage(item(published_at=None, first_seen_at=NOW))
    future = coverage(item(published_at=NOW + timedelta(days=400), first_seen_at=NOW))
    hours_ahead = item(published_at=NOW + timedelta(hours=5), published_flags=("future",), first_seen_at=NOW)
    for of in (undated, future, coverage(hours_ahead)):
        assert explain(f"published_at:{NOW.date()}", of) is not None


def test_half_width_kana_at_the_end_of_a_text_are_found_as_full_width_ones_are_spelt() -> None:
    """One word there, two places in the query: the match once reached behind the last word."""
    searchable = searchable_of(coverage(item("x", None, "俄ｶﾅ")))
    assert match_query(parse_query('"カナ"'), searchable) is not None
