"""Which topics of the taxonomy a relevant item is about: terms of each topic, weighed by place and length."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consumers.classify.links import leaders_in
from consumers.classify.scene import Part, Scene
from consumers.classify.vocabulary import Found, fold
from schemas.span import Span
from schemas.topic import Topic
from schemas.verdict import TopicScore

_LABEL = "topic:"
_TITLE = 1.5
_LEAD = 1.0  # a sentence that links the parties, or one of the first two
_ELSEWHERE = 0.6
_LEAD_SENTENCES = 2
_REPEAT = 0.25  # a word's second mention, as a share of its first
_EVIDENCE = 5

_SHORT = 3  # sentences for which one strong term is enough
_MORE_PER_SENTENCE = 0.09
_MOST_NEEDED = 2.2
_OF_THE_FIRST = 0.3  # a topic with a smaller share of the first one's weight is only touched on

Weighted = dict[Topic, tuple[float, tuple[Span, ...]]]


def needed_weight(scene: Scene) -> float:
    """The weight a topic needs: one strong term in a short text, more in a long one."""
    return min(_MOST_NEEDED, 1.0 + _MORE_PER_SENTENCE * max(0, len(scene.body) - _SHORT))


def score_topics(scene: Scene, extra: Weighted | None = None) -> tuple[TopicScore, ...]:
    """The topics of an item, best first, the first one primary. `extra` adds weight that facts give."""
    weights, evidence = _term_weights(scene)
    for more in (_leader_weights(scene), extra or {}):
        for topic, (weight, spans) in more.items():
            weights[topic] += weight
            evidence[topic] += spans
    needed = needed_weight(scene)
    first = max(weights.values(), default=0.0)
    kept = [
        topic
        for topic in weights
        if topic in scene.watch.topics and weights[topic] >= max(needed, _OF_THE_FIRST * first)
    ]
    kept.sort(key=lambda topic: (-weights[topic], topic))
    return tuple(
        TopicScore(
            topic=topic,
            score=round(weights[topic] / (weights[topic] + needed), 3),
            primary=topic == kept[0],
            evidence=_first_spans(evidence[topic]),
        )
        for topic in kept
    )


def _term_weights(scene: Scene) -> tuple[dict[Topic, float], dict[Topic, list[Span]]]:
    weights: dict[Topic, float] = defaultdict(float)
    evidence: dict[Topic, list[Span]] = defaultdict(list)
    best: dict[tuple[str, str], float] = {}
    for number, part in enumerate(scene.parts):
        place = _place(scene, part, number)
        for found in _longest(part.terms):
            topic: Topic = found.label.removeprefix(_LABEL)  # type: ignore[assignment]
            word = (topic, fold(scene.text[found.start : found.end]))
            weight = found.weight * place
            weights[topic] += weight if word not in best else weight * _REPEAT
            best[word] = weight
            evidence[topic].append(scene.span(found.start, found.end))
    return weights, evidence


def _place(scene: Scene, part: Part, number: int) -> float:
    if part.in_title:
        return _TITLE
    leads = number - (1 if scene.title else 0) < _LEAD_SENTENCES
    return _LEAD if leads or part.pair else _ELSEWHERE


def _longest(terms: Iterable[Found]) -> list[Found]:
    """The topic terms that lie in no longer one: "rapeseed oil" is not about oil."""
    kept: list[Found] = []
    for found in sorted(terms, key=lambda term: (term.start, -term.end)):
        if not found.label.startswith(_LABEL):
            continue
        inside = any(
            other.start <= found.start and found.end <= other.end and (other.start, other.end) != found[:2]
            for other in kept
        )
        if not inside:
            kept.append(found)
    return kept


def _leader_weights(scene: Scene) -> Weighted:
    """Leaders of both in one sentence, or one leader beside words of meetings and visits."""
    for part in scene.parts:
        if pair := leaders_in(scene, part):
            weight = _TITLE if part.in_title else _LEAD
            return {"leaders": (weight, scene.spans(*pair))}
    return {}


def _first_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    unique = {(span.start, span.end): span for span in spans}
    return tuple(unique[place] for place in sorted(unique)[:_EVIDENCE])
