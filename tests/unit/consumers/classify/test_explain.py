"""What would change a verdict."""

import math

from hypothesis import given
from hypothesis import strategies as st

from consumers.classify.explain import RULES_IN_WORDS, what_would_change
from consumers.classify.relevance import party_missing
from consumers.classify.watch import Weights, load_watches
from schemas.verdict import Reason, Verdict

(WATCH,) = load_watches()
REASONS = st.lists(
    st.builds(Reason, rule=st.sampled_from(sorted(RULES_IN_WORDS)), weight=st.floats(-4, 4).filter(bool)),
    max_size=8,
)

ROUNDING = 0.003
"""A score near 1 is told in three digits, so that its log-odds are known to some hundredths: nearer to the threshold than
this a verdict cannot be recomputed."""


def verdict(*reasons: Reason, bias: float = -2.0) -> Verdict:
    log_odds = bias + sum(reason.weight for reason in reasons)
    score = round(1 / (1 + math.exp(-log_odds)), 3)
    return Verdict(
        watch=WATCH.id, relevant=score >= 0.5, score=score, threshold=0.5, level="none", reasons=reasons
    )


@given(REASONS)
def test_without_what_is_named_the_verdict_turns_and_nothing_named_is_needless(reasons: list[Reason]) -> None:
    given_ = verdict(*reasons)
    change = what_would_change(given_, WATCH)
    if not 0.002 < given_.score < 0.998 or abs(given_.score - 0.5) < 0.002 or not change.without:
        return  # too near the ends or the threshold for a score of three digits
    left = [reason for reason in reasons if not any(reason is gone for gone in change.without)]
    if abs(verdict(*left).score - 0.5) > max(ROUNDING, _of_a_score(given_.score)):
        assert verdict(*left).relevant != given_.relevant
    kept = [reason for reason in reasons if not any(reason is gone for gone in change.without[:-1])]
    if len(change.without) > 1:
        near = abs(verdict(*kept).score - 0.5) < max(ROUNDING, _of_a_score(given_.score))
        assert near or verdict(*kept).relevant == given_.relevant


def _of_a_score(score: float) -> float:
    """How far off a score near the threshold may be that is worked out from one of three digits: near the ends a digit is much evidence."""
    return 0.0005 / (score * (1 - score)) * 0.25 + 0.0005


@given(REASONS)
def test_each_rule_that_is_said_to_be_enough_is_enough(reasons: list[Reason]) -> None:
    given_ = verdict(*reasons)
    for rule in what_would_change(given_, WATCH).with_one_of:
        weight = getattr(WATCH.weights, rule)
        assert verdict(*reasons, Reason(rule=rule, weight=weight + 0.01)).score >= 0.498


def test_where_a_party_is_not_named_nothing_in_the_text_could_change_it() -> None:
    change = what_would_change(party_missing(WATCH), WATCH)
    assert (change.without, change.lacking, change.with_one_of) == ((), 0.0, ())


def test_every_rule_of_a_watch_is_told_in_words() -> None:
    assert set(Weights.model_fields) - {"bias"} <= set(RULES_IN_WORDS)
