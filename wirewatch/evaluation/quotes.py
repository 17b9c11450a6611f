"""Quotes by their words, and who said them."""

from schemas.label import LabelledEntity, LabelledQuote
from wirewatch.evaluation.judged import Counts, Judged, Mistake, bets_of
from wirewatch.evaluation.labelled import LabelledItem
from wirewatch.evaluation.matching import SAME_TEXT, likeness, normal, pair_up
from wirewatch.evaluation.names import Cast, Names
from wirewatch.predictions import PredictedEntity, PredictedQuote, Prediction


def judge_quotes(names: Names, item: LabelledItem, predicted: Prediction) -> Judged:
    """One-to-one, the likest first. Neutral where not labelled: a quote that stands in the title, and optional ones."""
    gold, told, cast = item.gold.quotes, predicted.quotes, Cast(predicted.entities)

    def is_speaker(one: PredictedQuote, other: LabelledQuote) -> bool:
        who = PredictedEntity(
            name=one.speaker, mentions=cast.called(one.speaker), wikidata_qid=one.speaker_qid
        )
        return any(names.are_one(who, _entity(item, name)) for name in other.speakers or (other.speaker,))

    def worth(one: PredictedQuote, other: LabelledQuote) -> float:
        alike = likeness(one.text, other.text)
        return alike * (1 + 0.01 * is_speaker(one, other)) if alike >= SAME_TEXT else 0.0

    pairs = pair_up(told, gold, worth)
    paired, hit = {i for i, _ in pairs}, {j for _, j in pairs}
    right = {
        i for i, j in pairs if is_speaker(told[i], gold[j])
    }  # a quote of the wrong speaker is a wrong fact
    wrong = [i for i, quote in enumerate(told) if i not in paired and not _is_neutral(item, quote)]
    misattributed = [(told[i], gold[j]) for i, j in pairs if not is_speaker(told[i], gold[j])]
    mistakes = [
        Mistake("quotes", item.id, "wrong", f"{told[i].speaker}: {told[i].text}", told[i].confidence)
        for i in wrong
    ]
    mistakes += [
        Mistake("quotes", item.id, "missed", f"{quote.speaker}: {quote.text}")
        for j, quote in enumerate(gold)
        if j not in hit
    ]
    mistakes += [
        Mistake(
            "quotes+speaker", item.id, "told wrongly", f"{one.speaker}, not {other.speaker}: {other.text}"
        )
        for one, other in misattributed
    ]
    attributed = len(pairs) - len(misattributed)
    return Judged(
        {
            "quotes": Counts(len(pairs), len(wrong), len(gold) - len(pairs)),
            "quotes+speaker": Counts(attributed, len(wrong) + len(misattributed), len(gold) - attributed),
        },
        tuple(mistakes),
        bets_of([(told[i].confidence, i in right) for i in sorted(paired | set(wrong))]),
    )


def _entity(item: LabelledItem, name: str) -> LabelledEntity | str:
    return next((entity for entity in item.gold.entities if entity.name == name), name)


def _is_neutral(item: LabelledItem, quote: PredictedQuote) -> bool:
    return normal(quote.text) in normal(item.title) or any(
        likeness(quote.text, optional) >= SAME_TEXT for optional in item.gold.quotes_optional
    )
