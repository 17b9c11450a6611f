"""Reading coverage and indexing it into Elasticsearch, against elasticsearch.helpers.parallel_bulk with the same documents.

The floor gets the very documents that ours makes (items with nested facts, facts, stories), ready as JSON objects, and does nothing
but send them; ours reads records, decodes them, makes tokens, marks and fields, sends them, and reads every answer.
Both go to empty indexes of the same mapping on one node, in turns; the best round of each counts.
"""

import json
import time
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.corpus import corpus
from benchmarks.measure import Figure, seen, times_cheaper
from benchmarks.node import node
from benchmarks.records import light_coverage
from consumers.index.document import document_of
from consumers.index.stage import IndexStage
from consumers.outputs import output
from consumers.run import StageLoop
from schemas import topics
from schemas.coverage import Coverage
from wirewatch.adapters.elastic_index import Access, ElasticIndexVersions, IndexNames, Layout
from wirewatch.adapters.elastic_index.documents import Actions
from wirewatch.adapters.elastic_index.names import GenerationNames
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.clock import now

COUNT = 600
ROUNDS = 3
BOUND = 0.7
"""Of the floor's speed."""


def figures() -> Iterator[Figure]:
    """Milliseconds of wall clock for each item with its facts, and how many documents a second that is."""
    coverage = [light_coverage(entry) for entry in corpus(COUNT, relevant_share=1.0)]
    with node() as address:
        rounds = [(_bare_s(address, coverage, n), _ours_s(address, coverage, n)) for n in range(ROUNDS)]
    bare, ours = (min(each) for each in zip(*rounds, strict=True))
    count = len(_bare_documents(coverage, "x-"))
    yield times_cheaper(
        "index: read and index an item into Elasticsearch", ours / COUNT * 1000, "ms", bare / COUNT * 1000, BOUND,
        "parallel_bulk with the same documents",
    )  # fmt: skip
    yield seen("index: documents a second (items, facts, stories)", count / ours, "1/s", count / bare)


def _set_up(address: str, prefix: str) -> ElasticIndexVersions:
    versions = ElasticIndexVersions(Access(address), Layout(IndexNames(prefix), replicas="0"))
    versions.set_up()
    return versions


def _bare_documents(coverage: Sequence[Coverage], prefix: str) -> list[dict[str, Any]]:
    """What ours would send, as the helper takes it."""
    actions = Actions(GenerationNames(IndexNames(prefix)), now())
    documents = []
    for each in coverage:
        for action in actions.of(0, document_of(each)):
            head, body = map(json.loads, action.lines)
            documents.append({**head["index"], "_op_type": "index", "_source": body})
    return documents


def _bare_s(address: str, coverage: Sequence[Coverage], number: int) -> float:
    from elasticsearch import Elasticsearch
    from elasticsearch.helpers import parallel_bulk

    prefix = f"bare{number}-"
    _set_up(address, prefix).close()
    documents = _bare_documents(coverage, prefix)
    with Elasticsearch(address, request_timeout=120) as client:
        started = time.perf_counter()
        deque(parallel_bulk(client, documents, thread_count=2, chunk_size=500), maxlen=0)
        return time.perf_counter() - started


def _ours_s(address: str, coverage: Sequence[Coverage], number: int) -> float:
    log = MemoryLog()
    log.open_stage("wirewatch.cluster").commit(
        [output(topics.COVERAGE, each.story.story_id, each) for each in coverage], {}
    )
    versions = _set_up(address, f"ours{number}-")
    index = versions.open("g1")
    stage = IndexStage(index)
    loop = StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), now)
    index.count()  # connected, as a stage that has run for a while
    started = time.perf_counter()
    while loop.lag():
        assert loop.turn().trouble is None
    taken = time.perf_counter() - started
    index.close()
    versions.close()
    return taken
