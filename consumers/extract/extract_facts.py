"""All facts of one text: the finders in the order in which each needs the last."""

from collections.abc import Sequence
from datetime import date

from consumers.classify.watch import Watch
from consumers.extract.amounts import find_amounts
from consumers.extract.amounts.rates import NO_RATES, Rates, with_usd
from consumers.extract.dates import find_dates
from consumers.extract.entities import find_entities
from consumers.extract.events import find_all_events, parties_of
from consumers.extract.headline import headline_end
from consumers.extract.quotes import find_quotes
from consumers.extract.reading import Reading
from consumers.extract.sentences import split_sentences
from consumers.gazetteer import load_gazetteer
from schemas.facts import Facts


def extract_facts(
    text: str,
    title_end: int,
    language: str,
    published: date | None,
    watches: Sequence[Watch] | None = None,
    rates: Rates = NO_RATES,
) -> Facts:
    """What a text states: entities, dates, amounts, quotes, events, each with its evidence in `text`.

    `title_end` is 0 where there is no title: a first line without a full stop is then the headline. `published` anchors relative dates.
    `watches` say whose dealings are events (None: the ones that ship), `rates` what money was worth in dollars. The same text gives the same facts. A language without rules gives the gazetteer's entities alone.
    """
    title_end = title_end or headline_end(text)
    reading = Reading(
        text=text,
        title_end=title_end,
        language=language,
        published=published,
        sentences=split_sentences(text, title_end, language),
        hits=tuple(load_gazetteer().find(text)),
    )
    entities = find_entities(reading)
    dates = find_dates(reading)
    amounts = with_usd(find_amounts(reading, dates), rates, published)
    quotes = find_quotes(reading, entities)
    entities, events = find_all_events(reading, entities, dates, amounts, quotes, parties_of(watches))
    return Facts(entities=entities, dates=dates, amounts=amounts, quotes=quotes, events=events)
