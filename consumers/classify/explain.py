"""What would change a verdict: the evidence it rests on, or the evidence it lacks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consumers.classify.watch import Watch
from schemas.verdict import Reason, Verdict

CERTAIN_SCORE = 0.001
"""Scores are told this far from 0 and 1, so log-odds beyond it are not known."""

RULES_IN_WORDS: Mapping[str, str] = {
    "compound_in_title": "a title that joins both names (Sino-Russian, 中俄, российско-китайский)",
    "compound_in_body": "a sentence that joins both names (Sino-Russian, 中俄, российско-китайский)",
    "title_link": "a title that names both parties",
    "title_and_body": "a title that names one party, and a lead that names the other",
    "sentence_link": "a sentence that names both parties",
    "more_links": "further sentences that name both parties",
    "coordination": "both parties side by side (China and Russia)",
    "leader_pair": "a leader of each in one sentence",
    "bodies_of_both": "a body of each in one sentence",
    "joint": "words for the two together (bilateral, the two countries, 双边)",
    "dealing": "words of dealings between them (export, visit, sanctions)",
    "only_the_two": "no other country is named",
    "next_sentences": "two sentences in a row that name one party each",
    "act_on_the_pair": "a third country's sanctions on the dealings of the two",
    "event_between": "something that happened or is announced between the two",
    "told_apart": "a paragraph of its own that tells of the two, in a digest of other news",
    "party_missing": "both parties must be named",
    "withdrawn": "its publisher has taken it back",
    "third_in_title": "other countries in the title",
    "third_in_link": "another country in every sentence that names both",
    "third_pair": "a party joined with another country in the title",
    "third_dominates": "another country is named more often than either party",
    "only_named": "both stand in lists of countries only",
    "far_apart": "a long text in which no sentence names both",
    "events_elsewhere": "what happens in it is between others",
}
"""Each rule in words; counter-rules (sport, markets, history …) are named by their subject."""


@dataclass(frozen=True, slots=True)
class WouldChange:
    """What would turn a verdict. Of a relevant item: the fewest reasons `without` which it would not be. Of another: `lacking`
    log-odds; rules `with_one_of` which it would reach them; and reasons `without` which it would as well. All empty
    where nothing in the text could (a party is not named, the item is withdrawn)."""

    without: tuple[Reason, ...] = ()
    lacking: float = 0.0
    with_one_of: tuple[str, ...] = ()


def what_would_change(verdict: Verdict, watch: Watch | None) -> WouldChange:
    """What would turn a verdict, by its own weights. `watch` is the one it came from; without it no rules are named that
    did not speak."""
    if verdict.score == 0:
        return WouldChange()
    margin = _log_odds(verdict.score) - _log_odds(verdict.threshold)
    if verdict.relevant:
        return WouldChange(without=_fewest(verdict.reasons, margin, for_it=True))
    return WouldChange(
        without=_fewest(verdict.reasons, -margin, for_it=False),
        lacking=round(-margin, 2),
        with_one_of=_enough_alone(verdict, watch, -margin) if watch else (),
    )


def _fewest(reasons: Sequence[Reason], margin: float, *, for_it: bool) -> tuple[Reason, ...]:
    """The fewest reasons, the strongest first, that outweigh a margin together; none where all of them do not."""
    taken: list[Reason] = []
    left = margin
    speaking = (reason for reason in reasons if (reason.weight > 0) == for_it)
    for reason in sorted(speaking, key=lambda each: -abs(each.weight)):
        if left < 0:
            break
        taken.append(reason)
        left -= abs(reason.weight)
    return tuple(taken) if left < 0 else ()


def _enough_alone(verdict: Verdict, watch: Watch, lacking: float) -> tuple[str, ...]:
    """The rules that did not speak and would be enough, each alone; the lightest first."""
    spoken = {reason.rule for reason in verdict.reasons}
    weights: dict[str, float] = watch.weights.model_dump(exclude={"bias"})
    enough = [(weight, rule) for rule, weight in weights.items() if rule not in spoken and weight > lacking]
    return tuple(rule for _, rule in sorted(enough))


def _log_odds(score: float) -> float:
    kept = min(1 - CERTAIN_SCORE, max(CERTAIN_SCORE, score))
    return math.log(kept / (1 - kept))
