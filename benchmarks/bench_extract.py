"""The facts of a relevant item, its document in the index, and the match with a hundred rules."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.corpus import corpus
from benchmarks.measure import Figure, cpu_us, seen
from benchmarks.records import classified_of, coverage_of
from consumers.alert.match import MatchStage
from consumers.alert.rules import Rule, fixed
from consumers.classify.settle import settle
from consumers.extract.extract_facts import extract_facts
from consumers.gazetteer import load_gazetteer
from consumers.index.document import document_of
from consumers.outputs import output
from consumers.ports import Record
from consumers.query.parse import parse_query
from consumers.recent import RECENT_TEXTS
from schemas import topics
from schemas.coverage import Coverage
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.adapters.sqlite_index import SqliteIndex

COUNT = 150
RULES = 100
_QUERIES = (
    'topic:energy AND "Power of Siberia"',
    "event:(type:visit AND status:scheduled)",
    "entity:Gazprom AND NOT sanctions",
    '"{person}"',
    "title:газ OR title:天然气",
    "trade AND amount.usd:[{n}000000000 TO *]",
    '"pipeline talks"~5 AND lang:en',
    "source:wire{n} AND icebreaker*",
    "学者{n} OR 港口{n}",
    "ледокол AND Харбин AND {n}",
)


def figures() -> Iterator[Figure]:
    """CPU per relevant item."""
    entries = list(corpus(COUNT, relevant_share=1.0))
    revisions = [classified_of(entry) for entry in entries]
    gazetteer = load_gazetteer()

    def extract_all() -> None:
        for revision, entry in zip(revisions, entries, strict=True):
            facts = extract_facts(entry.text, len(entry.title), revision.language, entry.published_at.date())
            for verdict in revision.verdicts:
                settle(verdict, revision.item, facts)

    extract_all()
    others = [
        entry.text for entry in corpus(2 * RECENT_TEXTS, relevant_share=1.0, seed=8)
    ]  # none is remembered
    one_pass = cpu_us(lambda: [gazetteer.find(text) for text in others]) / len(others)
    extracted = cpu_us(extract_all) / COUNT
    yield seen("extract and settle a relevant item", extracted, "µs CPU", one_pass, "gazetteer")
    coverage = list(coverage_of(entries))
    yield seen("index a document", _index_us(coverage), "µs CPU")
    yield seen(f"match an item with {RULES} rules", _match_us(coverage), "µs CPU")


def _index_us(coverage: Sequence[Coverage]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        index = SqliteIndex(Path(folder) / "index.db")
        taken = cpu_us(lambda: index.write([document_of(each) for each in coverage]), repeat=1)
        index.close()
    return taken / len(coverage)


def _match_us(coverage: Sequence[Coverage]) -> float:
    stage = MatchStage(fixed(_rule(number) for number in range(RULES)))
    log = MemoryLog().open_stage("bench")
    records = [
        Record(made.topic, 0, number, made.key, made.value or b"", made.headers, each.item.first_seen_at)
        for number, each in enumerate(coverage)
        if (made := output(topics.COVERAGE, each.item.item_id, each))
    ]
    now = coverage[-1].item.first_seen_at
    return cpu_us(lambda: stage.handle(records, log, now)) / len(records)


def _rule(number: int) -> Rule:
    query = _QUERIES[number % len(_QUERIES)].format(n=number, person=f"Deputy Minister{number}")
    return Rule(
        id=f"r{number}", name=f"Rule {number}", query=query, parsed=parse_query(query), channels=("terminal",)
    )
