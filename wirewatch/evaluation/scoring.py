"""One item held against its labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wirewatch.evaluation.entities import judge_entities
from wirewatch.evaluation.events import judge_events
from wirewatch.evaluation.judged import Bet, Counts, Judged, Mistake, Part, Share
from wirewatch.evaluation.labelled import LabelledItem
from wirewatch.evaluation.names import Names
from wirewatch.evaluation.quotes import judge_quotes
from wirewatch.evaluation.values import judge_amounts, judge_dates
from wirewatch.predictions import Prediction


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What came of one item: counts by part, bets by kind of fact, shares (right, of), mistakes."""

    item_id: str
    language: str
    counts: Mapping[Part, Counts]
    bets: Mapping[str, tuple[Bet, ...]] = field(default_factory=dict)
    shares: Mapping[Share, tuple[int, int]] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()


def score_all(items: Sequence[LabelledItem], predictions: Iterable[Prediction]) -> list[ItemScore]:
    """Every item's score; one without a prediction counts as found irrelevant, with no facts."""
    names = Names(items)
    by_id = {predicted.id: predicted for predicted in predictions}
    return [
        score_item(names, item, by_id.get(item.id, Prediction(id=item.id, relevant=False))) for item in items
    ]


def score_item(names: Names, item: LabelledItem, predicted: Prediction) -> ItemScore:
    """Relevance and topics are looked at on every item, facts where they are labelled, whatever the predicted verdict."""
    kinds: dict[str, Judged] = {"relevance": _relevance(item, predicted), "topics": _topics(item, predicted)}
    if item.gold.facts_labelled:
        kinds |= {
            "entities": judge_entities(names, item, predicted),
            "dates": judge_dates(item, predicted),
            "amounts": judge_amounts(item, predicted),
            "quotes": judge_quotes(names, item, predicted),
            "events": judge_events(names, item, predicted),
        }
    return ItemScore(
        item.id,
        item.language,
        {part: counts for judged in kinds.values() for part, counts in judged.counts.items()},
        {kind: judged.bets for kind, judged in kinds.items()},
        {share: of for judged in kinds.values() for share, of in (judged.shares or {}).items()},
        tuple(mistake for judged in kinds.values() for mistake in judged.mistakes),
    )


def _relevance(item: LabelledItem, predicted: Prediction) -> Judged:
    gold, told = item.gold.relevant, predicted.relevant
    headline = item.title or item.body[:80]
    mistakes: tuple[Mistake, ...] = ()
    if told != gold:
        kept = Mistake("relevance", item.id, "wrong", headline, predicted.relevance_score)
        missed = Mistake("relevance", item.id, "missed", headline)
        mistakes = (kept if told else missed,)
    bets = () if predicted.relevance_score is None else (Bet(predicted.relevance_score, gold),)
    return Judged({"relevance": Counts(told and gold, told and not gold, gold and not told)}, mistakes, bets)


def _topics(item: LabelledItem, predicted: Prediction) -> Judged:
    gold: set[str] = set(item.gold.topics)
    told = set(predicted.topics) - (set(item.gold.topics_optional) - gold)
    mistakes = [Mistake("topics", item.id, "wrong", topic) for topic in sorted(told - gold)]
    mistakes += [Mistake("topics", item.id, "missed", topic) for topic in sorted(gold - told)]
    counts = Counts(len(told & gold), len(told - gold), len(gold - told))
    return Judged({"topics": counts}, tuple(mistakes))
