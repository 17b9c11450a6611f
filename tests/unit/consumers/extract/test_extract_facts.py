"""All facts of one text together: evidence, references, determinism."""

from datetime import date

import pytest

from consumers.extract.extract_facts import extract_facts
from schemas.facts import check_evidence

TEXTS = {
    "en": "Xi Jinping will visit Moscow on May 7. “Trade rose 3% to $240 billion in 2024,” Vladimir Putin said.",
    "ru": "Си Цзиньпин посетит Москву 7 мая. «Товарооборот вырос на 3% в 2024 году», — заявил Путин.",
    "zh-Hans": "习近平将于5月7日访问俄罗斯。普京说：“2024年贸易额增长3%。”",
}
PUBLISHED = date(2025, 5, 2)


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_gives_every_kind_of_fact_with_its_evidence(language: str) -> None:
    text = TEXTS[language]

    facts = extract_facts(text, 0, language, PUBLISHED)

    check_evidence(facts, text)
    assert facts.entities
    assert facts.dates
    assert facts.amounts
    assert [quote.quote_type for quote in facts.quotes] == ["direct"]
    assert "visit" in {event.type for event in facts.events}


@pytest.mark.parametrize("language", TEXTS)
def test_the_same_text_gives_the_same_facts(language: str) -> None:
    first = extract_facts(TEXTS[language], 0, language, PUBLISHED)

    assert extract_facts(TEXTS[language], 0, language, PUBLISHED).model_dump_json() == first.model_dump_json()


def test_a_visit_to_come_is_scheduled_on_its_day() -> None:
    facts = extract_facts(TEXTS["en"], 0, "en", PUBLISHED)

    visit = next(event for event in facts.events if event.type == "visit")

    assert visit.status == "scheduled"
    assert {day.id: day.value for day in facts.dates}[visit.date or ""] == "2025-05-07"


def test_a_language_without_rules_has_neither_quotes_nor_events() -> None:
    facts = extract_facts("Putin besucht Peking, sagte Xi Jinping.", 0, "de", PUBLISHED)

    assert facts.quotes == ()
    assert facts.events == ()


def test_an_empty_text_has_no_facts() -> None:
    assert extract_facts("", 0, "en", None).all() == ()


@pytest.mark.parametrize(
    "text",
    [
        "Uranholding, a Russian company, and Hexi Dredging Company of Harbin signed a contract.",
        "Vostok Credit Bank of Irkutsk won a contract with Lotus Gaming Supply Company, a Chinese firm.",
        "A panel ordered Vostok Credit Bank of Irkutsk to pay Lotus Gaming Supply Company, a Macau firm.",
    ],
)
def test_a_firm_is_of_the_country_that_the_words_beside_its_name_say(text: str) -> None:
    (event,) = extract_facts(text, 0, "en", None).events

    assert len((*event.actor, *event.recipient)) == 2
