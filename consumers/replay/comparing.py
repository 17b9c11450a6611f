"""The rebuilt items field by field against the live ones: how many verdicts, topics and facts differ, with examples."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from schemas.coverage import Coverage
from schemas.fact import Fact
from schemas.replay import Change, KindCounts, ReplayComparison

KINDS = ("entities", "dates", "amounts", "quotes", "events")
REFERENCES = frozenset(
    ("speaker", "actor", "recipient", "place", "reported_by", "date", "amounts", "aggregate_count", "parent", "period", "change_of")
)  # fmt: skip
EXAMPLES = 5
"""Of each kind of change."""

Get = Callable[[str], Coverage | None]


@dataclass
class _Tally:
    compared: int = 0
    equal: int = 0
    moved_on: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Change]] = field(default_factory=dict)

    def note(self, kind: str, coverage: Coverage, before: str, after: str) -> None:
        self.changed[kind] += 1
        shown = self.examples.setdefault(kind, [])
        if len(shown) < EXAMPLES:
            title = coverage.item.title or coverage.item.text[:80]
            shown.append(
                Change(kind=kind, item_id=coverage.item.item_id, title=title, before=before, after=after)
            )


def compare(items: Iterable[str], live: Get, rebuilt: Get, counts: tuple[int, int]) -> ReplayComparison:
    """Compare these items in both indexes; `counts` is how many items each holds, all included."""
    tally = _Tally()
    for item_id in items:
        before, after = live(item_id), rebuilt(item_id)
        if before is not None or after is not None:
            tally.compared += 1
            _compare(tally, before, after)
    kinds = tuple(
        KindCounts(kind=kind, items=count, added=tally.added[kind], removed=tally.removed[kind])
        for kind, count in sorted(tally.changed.items())
    )
    shown = tuple(change for kind in sorted(tally.examples) for change in tally.examples[kind])
    return ReplayComparison(
        live_items=counts[0],
        next_items=counts[1],
        compared=tally.compared,
        equal=tally.equal,
        moved_on=tally.moved_on,
        changes=kinds,
        examples=shown,
    )


def _compare(tally: _Tally, before: Coverage | None, after: Coverage | None) -> None:
    if before is None and after is not None:
        tally.note("found anew", after, "", _verdicts(after))
    elif after is None and before is not None:
        tally.note("no longer found", before, _verdicts(before), "")
    elif before is not None and after is not None:
        if before.revision != after.revision:
            tally.moved_on += 1  # one side has read further: the difference is not the rules'
        elif not _note_differences(tally, before, after):
            tally.equal += 1


def _note_differences(tally: _Tally, before: Coverage, after: Coverage) -> bool:
    """Whether anything differs in an item that both hold in one revision."""
    found = False
    for kind, tell in (
        ("verdicts", _verdicts),
        ("topics", _topics),
        ("language", _language),
        ("story", _story),
    ):
        was, is_ = tell(before), tell(after)
        if was != is_:
            tally.note(kind, after, was, is_)
            found = True
    for kind in KINDS:
        was_facts, are_facts = _facts(before, kind), _facts(after, kind)
        gone, new = was_facts - are_facts, are_facts - was_facts
        if gone or new:
            tally.note(kind, after, _shown(gone), _shown(new))
            tally.removed[kind] += gone.total()
            tally.added[kind] += new.total()
            found = True
    if not found and before != after:
        tally.note("other fields", after, "", "")
        found = True
    return found


def _verdicts(coverage: Coverage) -> str:
    return "; ".join(f"{each.watch} {each.level} {each.score:.2f}" for each in coverage.verdicts)


def _topics(coverage: Coverage) -> str:
    return ", ".join(sorted({score.topic for verdict in coverage.verdicts for score in verdict.topics}))


def _language(coverage: Coverage) -> str:
    return coverage.language


def _story(coverage: Coverage) -> str:
    return f"{coverage.story.story_id}, {coverage.story.copies} copies"


def _facts(coverage: Coverage, kind: str) -> Counter[str]:
    """The facts of a kind by what they say. Ids are numbers of a place in a list: references by them are told by the words
    the other fact stands on."""
    words = {
        fact.id: f"{type(fact).__name__} {[(span.start, span.end) for span in fact.evidence]}"
        for fact in coverage.facts.all()
    }
    facts: Collection[Fact] = getattr(coverage.facts, kind)
    dumps = (
        fact.model_dump(mode="json", exclude={"id", "extractor"}, exclude_defaults=True) for fact in facts
    )
    return Counter(
        json.dumps({name: _told(name, value, words) for name, value in dump.items()}, sort_keys=True)
        for dump in dumps
    )


def _told(name: str, value: object, words: Mapping[str, str]) -> object:
    if name not in REFERENCES:
        return value
    return (
        [words.get(each, each) for each in value] if isinstance(value, list) else words.get(str(value), value)
    )


def _shown(facts: Counter[str]) -> str:
    """Facts by the words they stand on."""
    surfaces = [
        " … ".join(span["surface"] for span in json.loads(text).get("evidence", ())[:2]) for text in facts
    ]
    return "; ".join(surfaces[:3])
