"""From the reasons to a verdict: log-odds added up, a logistic score, a level."""

import math
from functools import cache
from typing import Literal

from consumers.classify.scene import Scene
from consumers.classify.signals import RULES
from consumers.classify.watch import Watch
from schemas.verdict import Reason, TopicScore, Verdict

Level = Literal["central", "substantial", "passing", "none"]

_RULED_OUT = -10.0  # log-odds: nothing else could outweigh it


@cache
def _irrelevant(watch_id: str, threshold: float, rule: str, weight: float) -> Verdict:
    return Verdict(
        watch=watch_id,
        relevant=False,
        score=0.0,
        threshold=threshold,
        level="none",
        reasons=(Reason(rule=rule, weight=weight),),
    )


def party_missing(watch: Watch) -> Verdict:
    """The verdict on a text that does not name both parties."""
    return _irrelevant(watch.id, watch.threshold, "party_missing", _RULED_OUT)


def withdrawn(watch: Watch) -> Verdict:
    """The verdict on an item its publisher has taken back."""
    return _irrelevant(watch.id, watch.threshold, "withdrawn", _RULED_OUT)


def weigh(scene: Scene) -> tuple[float, tuple[Reason, ...]]:
    """The score in [0, 1] and the reasons behind it, strongest first."""
    reasons = [reason for rule in RULES for reason in rule(scene)]
    log_odds = scene.watch.weights.bias + math.fsum(reason.weight for reason in reasons)
    reasons.sort(key=lambda reason: (-abs(reason.weight), reason.rule))
    return round(1 / (1 + math.exp(-log_odds)), 3), tuple(reasons)


def verdict_of(
    watch: Watch, score: float, reasons: tuple[Reason, ...], level: Level, topics: tuple[TopicScore, ...]
) -> Verdict:
    """A verdict; between `possible` and the threshold it is left open."""
    relevant = score >= watch.threshold
    return Verdict(
        watch=watch.id,
        relevant=relevant,
        settled=relevant or score < watch.possible,
        score=score,
        threshold=watch.threshold,
        level=level if relevant else "none",
        reasons=reasons,
        topics=topics if relevant else (),
    )


def level_of(scene: Scene) -> Level:
    """How much of the item is about the pair: by its title, the share and place of the sentences that link them."""
    links = scene.links
    if scene.linking_title:
        return "central"
    share = len(links) / max(1, len(scene.body))
    if share >= 0.5 and len(links) >= 2:
        return "central"
    if len(links) >= 2 or (links and links[0] in scene.body[:2]) or share >= 0.3:
        return "substantial"
    return "passing"
