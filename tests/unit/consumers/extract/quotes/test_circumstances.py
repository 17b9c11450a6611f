"""What surrounds a quote: stance, addressee, medium, and the identity of its words."""

import pytest

from consumers.extract.quotes import find_quotes
from consumers.extract.quotes.circumstances import stance_of
from consumers.extract.quotes.cues import load_cues
from schemas.quote import Quote
from tests.unit.consumers.extract.cast import named_in, reading_of


def quote_of(text: str, language: str) -> Quote:
    """The one quote of a text."""
    (found,) = find_quotes(reading_of(text, language), named_in(text))
    return found


@pytest.mark.parametrize(
    ("language", "text", "stance", "addressee", "medium"),
    [
        ("en", "Oleg Brusnikin told reporters in an interview that the pipe was full.", "neutral", "reporters", "an interview"),
        ("en", "Oleg Brusnikin warned that the pipe was full.", "warn", None, None),
        ("en", "Oleg Brusnikin pledged to widen the pipe.", "promise", None, None),
        ("ru", "Брусникин рассказал журналистам на брифинге, что труба полна.", "neutral", "журналистам", "брифинге"),
        ("ru", "Брусникин признал, что труба полна.", "admit", None, None),
        ("zh", "陶文兰在记者会上告诉记者，大桥太旧。", "neutral", "记者", "记者会"),
        ("zh", "陶文兰强调，大桥太旧。", "assert", None, None),
    ],
)  # fmt: skip
def test_a_quote_has_its_stance_addressee_and_medium(
    language: str, text: str, stance: str, addressee: str | None, medium: str | None
) -> None:
    quote = quote_of(text, language)

    assert quote.stance == stance
    assert (quote.addressee.surface if quote.addressee else None) == addressee
    assert (quote.medium.surface if quote.medium else None) == medium


def test_the_same_words_are_one_quote_in_every_copy() -> None:
    first = quote_of("“The pipe is full, and it will stay full,” Oleg Brusnikin said.", "en")
    copy = quote_of("Oleg Brusnikin said: “The pipe is full – and it will stay full.”", "en")
    other = quote_of("“The pipe is empty, and it will stay empty,” Oleg Brusnikin said.", "en")

    assert first.identity == copy.identity
    assert first.identity != other.identity


def test_words_that_many_say_have_no_identity() -> None:
    assert quote_of("“We agree,” Oleg Brusnikin said.", "en").identity is None


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_few_words_of_speech_are_without_a_stance(language: str) -> None:
    lemmas = {cue.lemma for cues in load_cues(language).values() for cue in cues}

    assert {lemma for lemma in lemmas if stance_of(lemma) is None} <= {
        "describe", "call", "label", "express", "joke", "выразить", "назвать", "высказаться", "обратить_внимание", "пошутить",
        "дать_понять",
    }  # fmt: skip


def test_a_dateline_with_an_abbreviated_month_is_no_part_of_a_quote() -> None:
    quote = quote_of(
        "HARBIN, China, Nov. 21 (Lantern) -- The pipe will stay full this winter, said Oleg Brusnikin.", "en"
    )

    assert quote.content[0].surface.startswith("The pipe")
