"""Quotes in English: content, kind and speaker, one way of writing at a time."""

import pytest

from consumers.extract.quotes import find_quotes
from tests.unit.consumers.extract.cast import named_in, reading_of

SAID = [
    # direct
    ("“We will ship more,” Brusnikin said.", [("direct", "Oleg Brusnikin", "We will ship more")]),
    ("“We will ship more,” said Oleg Brusnikin, head of Severgaz.", [("direct", "Oleg Brusnikin", "We will ship more")]),
    ('Tao Wenlan said: "The queue is gone. Drivers are happy."', [("direct", "Tao Wenlan", "The queue is gone. Drivers are happy.")]),
    ("“The price,” Tao said, “is a matter for the firms.”", [("direct", "Tao Wenlan", "The price|is a matter for the firms.")]),
    ("“Do we need a fourth bridge?” Tao asked reporters.", [("direct", "Tao Wenlan", "Do we need a fourth bridge?")]),
    ("“It is settled,” the Kremlin said.", [("direct", "Kremlin", "It is settled")]),
    ("Brusnikin told TASS: “The pipe is full.”", [("direct", "Oleg Brusnikin", "The pipe is full.")]),
    # indirect
    ("Brusnikin said exports to China would double.", [("indirect", "Oleg Brusnikin", "exports to China would double")]),
    ("Brusnikin said on Tuesday that exports would double.", [("indirect", "Oleg Brusnikin", "exports would double")]),
    ("Exports to China will double, Brusnikin said on Tuesday.", [("indirect", "Oleg Brusnikin", "Exports to China will double")]),
    ("Exports will double next year, according to Severgaz.", [("indirect", "Severgaz", "Exports will double next year")]),
    ("According to Brusnikin, the line is full until spring.", [("indirect", "Oleg Brusnikin", "the line is full until spring")]),
    ("The line, Brusnikin noted, will stay full until spring.", [("indirect", "Oleg Brusnikin", "The line|will stay full until spring")]),
    ("Tao Wenlan, a deputy mayor of Harbin, pointed out that the bridge was old.", [("indirect", "Tao Wenlan", "the bridge was old")]),
    ("Brusnikin told reporters in Harbin that the pipe was full.", [("indirect", "Oleg Brusnikin", "the pipe was full")]),
    ("China on Friday announced that visas would be waived.", [("indirect", "China", "visas would be waived")]),
    ("The Kremlin expressed confidence that the visit would go well.", [("indirect", "Kremlin", "the visit would go well")]),
    # complements of pledge, urge, call on, stress
    ("Xi pledged to widen the corridor.", [("indirect", "Xi Jinping", "to widen the corridor")]),
    ("Beijing called on both sides to return to talks.", [("indirect", "Beijing", "to return to talks")]),
    ("Xi urged all parties to show restraint.", [("indirect", "Xi Jinping", "to show restraint")]),
    ("Putin stressed the need for patience.", [("indirect", "Vladimir Putin", "the need for patience")]),
    (
        "Xi stressed the value of trust, and called on the two sides to build roads.",
        [("indirect", "Xi Jinping", "the value of trust"), ("indirect", "Xi Jinping", "to build roads")],
    ),
    # mixed
    ("Brusnikin called the contract “a marriage of convenience”.", [("mixed", "Oleg Brusnikin", "the contract “a marriage of convenience”")]),
    ("Putin said the pipe was “nearly ready” for gas.", [("mixed", "Vladimir Putin", "the pipe was “nearly ready” for gas")]),
    # who speaks
    (
        "Brusnikin arrived after talks with Tao Wenlan. “We agree,” he said.",
        [("direct", "Oleg Brusnikin", "We agree")],
    ),
    (
        "The Commerce Ministry raised quotas. The ministry said that the step was temporary.",
        [("indirect", "Ministry of Commerce of China", "the step was temporary")],
    ),
    (
        "Xi and Putin met in Moscow. They pledged to protect fair trade.",
        [("indirect", "Xi Jinping", "to protect fair trade")],
    ),
    (
        "“We sold out in a week,” said Tao Wenlan. “Nobody expected that.”",
        [("direct", "Tao Wenlan", "We sold out in a week"), ("direct", "Tao Wenlan", "Nobody expected that.")],
    ),
    ("A spokesman for Severgaz said the valve was shut.", [("indirect", "Severgaz", "the valve was shut")]),
    (
        "China urged calm after Moscow said that the border was closed.",
        [("indirect", "China", "calm"), ("indirect", "Moscow", "the border was closed")],
    ),
]  # fmt: skip

NOBODY_SAID = [
    "Two traders in Beijing said the discount was shrinking.",
    "Chinese experts said that the yuan would rise.",
    "Severgaz declined to say when the pipe would open.",
    "Brusnikin did not say that the pipe was full.",
    "Customs data show that trade with Russia fell.",
    "The “Power of the East” pipe runs from Russia to China.",
    "Severgaz added three pumps to the line.",
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_quote_has_its_content_and_speaker(text: str, expected: list[tuple[str, str, str]]) -> None:
    entities = named_in(text)
    names = {entity.id: entity.name for entity in entities}

    quotes = find_quotes(reading_of(text, "en"), entities)

    found = [(q.quote_type, names[q.speaker[0]], "|".join(s.surface for s in q.content)) for q in quotes]
    assert found == expected


@pytest.mark.parametrize("text", NOBODY_SAID)
def test_unnamed_sources_and_plain_statements_are_not_quotes(text: str) -> None:
    assert find_quotes(reading_of(text, "en"), named_in(text)) == ()


def test_a_joint_pledge_has_both_speakers() -> None:
    text = "Xi and Putin pledged to protect fair trade."
    entities = named_in(text)

    (quote,) = find_quotes(reading_of(text, "en"), entities)

    assert {entity.name for entity in entities if entity.id in quote.speaker} == {
        "Xi Jinping",
        "Vladimir Putin",
    }


def test_a_speech_of_two_paragraphs_is_one_quote() -> None:
    text = "Tao said: “The bridge is old.\n\n“It must go.”"

    (quote,) = find_quotes(reading_of(text, "en"), named_in(text))

    assert [span.surface for span in quote.content] == ["The bridge is old.", "It must go."]


def test_a_quotation_without_its_closing_mark_says_so() -> None:
    text = "“The bridge,” Tao stated, “will bring benefits to both peoples"

    (quote,) = find_quotes(reading_of(text, "en"), named_in(text))

    assert quote.unterminated
    assert quote.content[1].surface == "will bring benefits to both peoples"


def test_a_dateline_is_no_part_of_a_quote() -> None:
    text = "HARBIN, China, June 6 /Wire/ -- The bridge will open in May, Tao Wenlan said."

    (quote,) = find_quotes(reading_of(text, "en"), named_in(text))

    assert quote.content[0].surface == "The bridge will open in May"


def test_answers_of_a_transcript_are_quotes_and_questions_are_not() -> None:
    text = "Question: Will Xi come?\n\nOleg Brusnikin: We hope so. Ask later.\n\nQuestion: And Severgaz said it was ready?\n\nOleg Brusnikin: No comment."

    quotes = find_quotes(reading_of(text, "en"), named_in(text))

    assert [q.content[0].surface for q in quotes] == ["We hope so. Ask later.", "No comment."]


def test_a_language_without_rules_has_no_quotes() -> None:
    text = "“Guten Tag”, sagte Putin."

    assert find_quotes(reading_of(text, "de"), named_in(text)) == ()


def test_the_spokesman_of_a_body_is_the_one_who_just_spoke_for_it() -> None:
    text = "Oleg Brusnikin told reporters that the pipe was full. “It is full to the brim,” the Kremlin spokesman added."

    quotes = find_quotes(reading_of(text, "en"), entities := named_in(text))

    names = {entity.id: entity.name for entity in entities}
    assert [names[quote.speaker[0]] for quote in quotes] == ["Oleg Brusnikin", "Oleg Brusnikin"]


def test_where_something_was_filed_is_no_content() -> None:
    text = "Severgaz has stopped the pump “for good”, the company said in a filing to the Moscow stock exchange on Monday."

    quotes = find_quotes(reading_of(text, "en"), named_in(text))

    assert [span.surface for quote in quotes for span in quote.content] == [
        "Severgaz has stopped the pump “for good”"
    ]


def test_a_paragraph_of_quotation_after_an_interview_is_told_of_is_the_interviewees() -> None:
    text = "Oleg Brusnikin spoke in an interview with a weekly.\n\n“The pipe is full and it will stay so until spring.”"

    quotes = find_quotes(reading_of(text, "en"), named_in(text))

    assert [(quote.extractor.rule, bool(quote.speaker)) for quote in quotes] == [("interview", True)]


def test_a_sentence_that_goes_on_in_quotation_marks_is_one_quote() -> None:
    text = "The pipe is not on the list, Oleg Brusnikin said, “but the day is long”."

    quotes = find_quotes(reading_of(text, "en"), named_in(text))

    assert [[span.surface for span in quote.content] for quote in quotes] == [
        ["The pipe is not on the list", "but the day is long"]
    ]


def test_an_abbreviation_ends_no_audience() -> None:
    text = "Oleg Brusnikin told the U.N. General Assembly on Monday that the pipe was full."

    quotes = find_quotes(reading_of(text, "en"), named_in(text))

    assert [span.surface for quote in quotes for span in quote.content] == ["the pipe was full"]


def test_the_person_right_behind_said_is_who_said_it_whatever_stands_before() -> None:
    text = "Two thirds of the oil went to China, said Oleg Brusnikin, an analyst."

    quotes = find_quotes(reading_of(text, "en"), entities := named_in(text))

    names = {entity.id: entity.name for entity in entities}
    assert [names[quote.speaker[0]] for quote in quotes] == ["Oleg Brusnikin"]
