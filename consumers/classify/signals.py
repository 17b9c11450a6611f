"""What in an item speaks for or against relations between a watch's parties: one function a rule, each giving
reasons with weight and evidence. The weights are the watch's; docs/watches.md explains every rule."""

from collections.abc import Callable, Iterator

from consumers.classify.links import bodies_in, joined_with_a_third, leaders_in, side_by_side
from consumers.classify.mentions import Mention
from consumers.classify.part import Part
from consumers.classify.scene import Scene
from consumers.classify.terms import STRONG
from consumers.classify.vocabulary import Found
from schemas.verdict import Reason

_LONG = 6  # sentences
_MOST_LINKS = 3
_MOST_THIRDS = 3
_EVIDENCE = 3  # spans a reason shows
_NOTICEABLE = 0.1  # of a counter-rule's full strength
_COUNTED_ALREADY = 0.7  # of a title with a lead sentence that links the two by itself
_SANCTIONS = "topic:sanctions"
_SOFTENED = 0.4  # what is left of a counter-rule where the two act together

Rule = Callable[[Scene], Iterator[Reason]]


def compounds(scene: Scene) -> Iterator[Reason]:
    """ "Sino-Russian", "中俄", "российско-китайский": both at once."""
    weights = scene.watch.weights
    if scene.title and (seen := scene.title.compound):
        yield Reason(rule="compound_in_title", weight=weights.compound_in_title, evidence=scene.spans(seen))
    if found := [compound for part in scene.links if (compound := part.compound)]:
        evidence = scene.spans(*found[:_EVIDENCE])
        yield Reason(rule="compound_in_body", weight=weights.compound_in_body, evidence=evidence)


def title_link(scene: Scene) -> Iterator[Reason]:
    """The title names both, or one and the lead the other."""
    weights, title = scene.watch.weights, scene.title
    if title and title.pair:
        if scene.linking_title and not title.compound:
            yield Reason(rule="title_link", weight=weights.title_link, evidence=scene.spans(*title.pair))
    elif scene.split_link:
        one, part, other = scene.split_link
        weight = weights.title_and_body * (_COUNTED_ALREADY if part.pair else 1.0)
        yield Reason(rule="title_and_body", weight=round(weight, 3), evidence=scene.spans(one, other))


def sentence_links(scene: Scene) -> Iterator[Reason]:
    """Sentences of the body that name both."""
    weights, links = scene.watch.weights, scene.links
    if links and links[0].pair:
        evidence = scene.spans(*links[0].pair)
        yield Reason(rule="sentence_link", weight=weights.sentence_link, evidence=evidence)
    more = min(len(links) - 1, _MOST_LINKS)
    if more > 0:
        pairs = [mention for part in links[1 : 1 + more] if part.pair for mention in part.pair]
        yield Reason(
            rule="more_links", weight=round(weights.more_links * more, 3), evidence=scene.spans(*pairs)
        )


def coordination(scene: Scene) -> Iterator[Reason]:
    """ "China and Russia" side by side, with no third country before them in the sentence."""
    for part in (scene.title, *scene.links):
        if (
            part
            and not part.compound
            and part not in scene.namings
            and (pair := side_by_side(scene.text, part, scene.watch))
        ):
            weight = scene.watch.weights.coordination
            yield Reason(rule="coordination", weight=weight, evidence=scene.spans(*pair))
            return


def leader_pair(scene: Scene) -> Iterator[Reason]:
    """A leader of each in one sentence that links them."""
    for part in scene.parts:
        if (pair := leaders_in(part, scene.watch)) and part not in scene.namings:
            weight = scene.watch.weights.leader_pair
            yield Reason(rule="leader_pair", weight=weight, evidence=scene.spans(*pair))
            return


def bodies_of_both(scene: Scene) -> Iterator[Reason]:
    """A body of each in one sentence that links them: "Gazprom and CNPC"."""
    for part in (scene.title, *scene.links):
        if part and part not in scene.namings and (pair := bodies_in(part)):
            weight = scene.watch.weights.bodies_of_both
            yield Reason(rule="bodies_of_both", weight=weight, evidence=scene.spans(*pair))
            return


def joint(scene: Scene) -> Iterator[Reason]:
    """Words for the two together ("bilateral", "两国"), where no third country is named more often."""
    one, other, third = scene.counts
    if third > min(one, other):
        return
    linked = bool(scene.linking_title or scene.links)
    said = [
        found for part in scene.parts if linked or part.mentions for found in part.labelled("relation:joint")
    ]
    if said:
        evidence = scene.spans(*said[:_EVIDENCE])
        yield Reason(rule="joint", weight=scene.watch.weights.joint, evidence=evidence)


def dealing(scene: Scene) -> Iterator[Reason]:
    """Words of dealings ("export", "visit", "制裁") where the two are linked."""
    linked = list(scene.links)
    if scene.linking_title:
        linked.insert(0, scene.linking_title)
    elif scene.title and scene.split_link:
        linked += [scene.title, scene.split_link[1]]
    said = [found for part in linked for found in part.labelled("relation:dealing")]
    if said:
        evidence = scene.spans(*said[:_EVIDENCE])
        yield Reason(rule="dealing", weight=scene.watch.weights.dealing, evidence=evidence)


def only_the_two(scene: Scene) -> Iterator[Reason]:
    """No other country is named at all: a quarter of it where a party is named once."""
    one, other, third = scene.counts
    if third == 0 and len(scene.body) > 1:
        share = (min(2, one, other) / 2) ** 2
        yield Reason(rule="only_the_two", weight=round(scene.watch.weights.only_the_two * share, 3))


def next_sentences(scene: Scene) -> Iterator[Reason]:
    """Where no sentence names both: two that follow one another do, and name nobody else."""
    if scene.linking_title or any(part.pair for part in scene.body):
        return
    for before, after in zip(scene.body, scene.body[1:], strict=False):
        pairs = ((before.first(0), after.first(1)), (before.first(1), after.first(0)))
        pair = next(((one, other) for one, other in pairs if one and other), None)
        if pair and not before.thirds and not after.thirds:
            weight = scene.watch.weights.next_sentences
            yield Reason(rule="next_sentences", weight=weight, evidence=scene.spans(*pair))
            return


def act_on_the_pair(scene: Scene) -> Iterator[Reason]:
    """A third country's sanctions in a title that names one party, and the other in a sentence of dealings."""
    title = scene.title
    if not title or title.pair or not (title.first(0) or title.first(1)) or len(title.countries) != 1:
        return  # with two others in the title it is their business
    acts = title.labelled(_SANCTIONS)
    missing = 1 if title.first(0) else 0
    dealt = (
        part.first(missing)
        for part in scene.body
        if part.labelled("relation:dealing") and part.first(missing)
    )
    if acts and (other := next(dealt, None)):
        weight = scene.watch.weights.act_on_the_pair
        yield Reason(rule="act_on_the_pair", weight=weight, evidence=scene.spans(acts[0], other))


def thirds(scene: Scene) -> Iterator[Reason]:
    """Other countries: in the title, in every link, joined with a party in the title, or named more often."""
    yield from _thirds_in_title(scene)
    if scene.linking_title:
        return
    links = scene.links or ((scene.split_link[1],) if scene.split_link else ())
    fewest = min((part.countries for part in links), key=len, default=frozenset[str]())
    if fewest:
        named = [mention for part in links for mention in part.thirds if mention.country in fewest]
        weight = round(scene.watch.weights.third_in_link * min(len(fewest), 2), 3)
        yield Reason(rule="third_in_link", weight=weight, evidence=scene.spans(*named[:_EVIDENCE]))
    one, other, third = scene.counts
    if third > min(one, other):
        yield Reason(rule="third_dominates", weight=scene.watch.weights.third_dominates)


def _thirds_in_title(scene: Scene) -> Iterator[Reason]:
    weights, title = scene.watch.weights, scene.title
    if not title or not title.thirds:
        return
    weight = weights.third_in_title * min(len(title.countries), _MOST_THIRDS) * (0.5 if title.pair else 1.0)
    evidence = scene.spans(*title.thirds[:_EVIDENCE])
    yield Reason(rule="third_in_title", weight=round(weight, 3), evidence=evidence)
    if not title.pair and (pair := joined_with_a_third(scene.text, title) or _meeting_a_third(title)):
        yield Reason(rule="third_pair", weight=weights.third_pair, evidence=scene.spans(*pair))


def _meeting_a_third(title: Part) -> tuple[Mention, Mention] | None:
    """A party and another country in a title of visits or talks: "Xi receives Kim"."""
    one = title.first(0) or title.first(1)
    return (one, title.thirds[0]) if one and title.labelled("relation:contact") else None


def only_named(scene: Scene) -> Iterator[Reason]:
    """Both stand in lists of countries, or as a third one's objects, and are nowhere linked."""
    if scene.namings and not scene.links and not scene.linking_title:
        evidence = scene.spans(*(scene.namings[0].pair or ()))
        yield Reason(rule="only_named", weight=scene.watch.weights.only_named, evidence=evidence)


def far_apart(scene: Scene) -> Iterator[Reason]:
    """A long text in which no sentence names both."""
    if len(scene.body) >= _LONG and not any(part.pair for part in scene.parts):
        yield Reason(rule="far_apart", weight=scene.watch.weights.far_apart)


def counter_rules(scene: Scene) -> Iterator[Reason]:
    """Sport, markets, history …: matters in which both can be named without relations between them. What is said
    to be joint, and leaders together, weaken them: "China and Russia will hold joint winter games"."""
    softened = _SOFTENED if _acts_together(scene) else 1.0
    for name, weight in scene.watch.counters.items():
        seen = [(part, found) for part in scene.parts for found in part.labelled(f"counter:{name}")]
        strength = _strength(scene, seen)
        if strength >= _NOTICEABLE:
            evidence = scene.spans(*(found for _, found in seen[:_EVIDENCE]))
            yield Reason(rule=name, weight=round(weight * strength * softened, 3), evidence=evidence)


def _strength(scene: Scene, seen: list[tuple[Part, Found]]) -> float:
    """How much of a text a counter-rule's words make up, in [0, 1]; strong ones count twice in the title."""
    words: dict[str, float] = {}
    for part, found in seen:
        word = scene.folded[found.start : found.end]
        words[word] = max(words.get(word, 0.0), found.weight + part.in_title * (found.weight >= STRONG))
    return min(1.0, max(0.0, (sum(words.values()) - 0.4) / (1.1 + 0.25 * len(scene.body))))


def _acts_together(scene: Scene) -> bool:
    title = scene.title
    if title and title.pair and title.labelled("relation:joint"):
        return True
    return any(leaders_in(part, scene.watch) and part not in scene.namings for part in scene.parts)


RULES: tuple[Rule, ...] = (
    compounds, title_link, sentence_links, coordination, leader_pair, bodies_of_both, joint, dealing, only_the_two, next_sentences,
    act_on_the_pair, thirds, only_named,
    far_apart, counter_rules,
)  # fmt: skip
