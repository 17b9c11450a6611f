"""The stage `extract`: news.classified in, news.facts and news.dropped out."""

from collections.abc import Sequence
from datetime import datetime

from consumers.batch import RecordStage
from consumers.classify.settle import settle
from consumers.classify.watch import Watch
from consumers.extract.amounts.rates import NO_RATES, Rates
from consumers.extract.extract_facts import extract_facts
from consumers.extract.newsroom_day import newsroom_day
from consumers.outputs import output, read
from consumers.ports import Record, StateReader
from consumers.stage import Emit, Outcome, Skip
from consumers.topology import EXTRACT
from schemas.classified import Classified
from schemas.dropped import Dropped
from schemas.extracted import Extracted
from schemas.facts import Facts
from schemas.topics import CLASSIFIED, DROPPED, FACTS
from schemas.verdict import Verdict


def decide_extract(
    classified: Classified,
    watches: Sequence[Watch] | None = None,
    *,
    index_irrelevant: bool = False,
    rates: Rates = NO_RATES,
) -> Extracted | Dropped:
    """A revision with its facts and settled verdicts, or why it is turned away.

    `watches` are those the verdicts came from (None: the ones that ship); with `index_irrelevant` nothing is
    turned away; `rates` turn money into dollars. A retraction passes through without facts. Pure: the same revision always gives the same answer.
    """
    if classified.retracted:
        return retraction(classified)
    item = classified.item
    day = newsroom_day(item)
    facts = extract_facts(item.text, len(item.title or ""), classified.language, day, watches, rates)
    verdicts = tuple(settle(verdict, item, facts, watches) for verdict in classified.verdicts)
    if index_irrelevant or any(verdict.relevant for verdict in verdicts):
        return _extracted(classified, verdicts, facts, retracted=False)
    return Dropped(
        item_id=item.item_id,
        revision=classified.revision,
        stage="extract",
        source_id=item.source.id,
        title=item.title,
        link=item.link,
        language=classified.language,
        published_at=item.published_at,
        verdicts=verdicts,
    )


def retraction(classified: Classified, verdicts: tuple[Verdict, ...] | None = None) -> Extracted:
    """The record that removes what earlier revisions of an item left in the index."""
    return _extracted(
        classified, classified.verdicts if verdicts is None else verdicts, Facts(), retracted=True
    )


class ExtractStage(RecordStage):
    """Extract facts and settle verdicts, record by record; it keeps no state."""

    spec = EXTRACT

    def __init__(
        self,
        watches: Sequence[Watch] | None = None,
        *,
        index_irrelevant: bool = False,
        rates: Rates = NO_RATES,
    ) -> None:
        self._watches, self._rates = watches, rates
        self._index_irrelevant = index_irrelevant

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """Facts, or why the item is turned away."""
        classified = read(Classified, CLASSIFIED, record)
        decided = decide_extract(
            classified, self._watches, index_irrelevant=self._index_irrelevant, rates=self._rates
        )
        if isinstance(decided, Extracted):
            return Emit((output(FACTS, record.key, decided, record.headers),))
        dropped = output(DROPPED, record.key, decided, record.headers)
        if classified.revision == 1:
            return Skip("irrelevant", (dropped,))
        # An earlier revision may have been relevant and indexed; only its retraction makes sure that it goes.
        gone = output(FACTS, record.key, retraction(classified, decided.verdicts), record.headers)
        return Emit((dropped, gone))


def _extracted(
    classified: Classified, verdicts: tuple[Verdict, ...], facts: Facts, *, retracted: bool
) -> Extracted:
    return Extracted(
        item=classified.item,
        revision=classified.revision,
        language=classified.language,
        language_confidence=classified.language_confidence,
        verdicts=verdicts,
        retracted=retracted,
        facts=facts,
    )
