"""Many rules over each item: how many items of 2 kB a second, and how little more rules cost."""

import random
from collections.abc import Iterator, Sequence

from benchmarks.corpus import corpus
from benchmarks.measure import Figure, at_least, at_most, cpu_us
from benchmarks.records import coverage_of
from consumers.alert.match import match_rules
from consumers.alert.prefilter import Prefilter
from consumers.alert.rules import Rule
from consumers.gazetteer import load_gazetteer
from consumers.query.parse import parse_query
from consumers.query.searchable import searchable_of
from schemas.coverage import Coverage

ITEMS = 60
BYTES_LEAST = 1_500
FEW, MANY = 100, 10_000
BOUND_A_SECOND = 2_000
BOUND_TIMES = 2.0
_COMMON = ("topic:trade", "topic:energy", "China", "Россия", "中国")


def figures() -> Iterator[Figure]:
    """Matching alone, everything of an item laid open anew each time."""
    entries = [
        entry for entry in corpus(2_000, relevant_share=1.0) if len(entry.text.encode()) >= BYTES_LEAST
    ][:ITEMS]
    items = list(coverage_of(entries))
    size = sum(len(item.item.text.encode()) for item in items) / len(items)
    few_us, many_us = (_item_us(items, list(rules(count))) for count in (FEW, MANY))
    yield at_least(
        f"rules: items of {size / 1000:.1f} kB a second, {MANY:,} rules",
        1e6 / many_us,
        "items/s",
        BOUND_A_SECOND,
    )
    yield at_most(
        f"rules: {MANY:,} rules against {FEW}",
        many_us / few_us,
        "times",
        BOUND_TIMES,
        few_us,
        f"{FEW} rules, µs an item",
    )


def rules(count: int) -> Iterator[Rule]:
    """Seeded: 60% an entity and a term, 20% a phrase or words near each other, 10% with wildcards, 5% on facts, 5% very common words."""
    chance = random.Random(11)
    names = [entry.name for entry in load_gazetteer().entries()]
    for number in range(count):
        word = f"term{chance.randrange(50_000)}"
        kind = chance.random()
        if number % (count // 3 or 1) == 0:
            query = _COMMON[number % len(_COMMON)]
        elif kind < 0.6:
            query = f'entity:"{chance.choice(names)}" AND {word}'
        elif kind < 0.8:
            query = f'"{word} agreement"' if kind < 0.7 else f'"{word} signed"~5'
        elif kind < 0.9:
            query = f"{word[:6]}*{chance.choice('abcdef')}"
        elif kind < 0.95:
            query = f"event.type:visit AND amount.usd:>={chance.randrange(10**9, 10**12)} AND {word}"
        else:
            query = f"{chance.choice(_COMMON)} AND {word}"
        yield Rule(f"r{number}", f"Rule {number}", query, parse_query(query), ("terminal",))


def _item_us(items: Sequence[Coverage], known: Sequence[Rule]) -> float:
    prefilter = Prefilter(known)

    def run() -> None:
        for item in items:
            searchable = searchable_of(item)
            match_rules(prefilter.candidates(searchable), item, searchable)

    run()
    return cpu_us(run) / len(items)
