"""Whatever happens to Elasticsearch, what the log holds is indexed once and whole, without a hand."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from benchmarks.corpus import corpus
from benchmarks.records import light_coverage
from consumers.index.document import document_of
from consumers.index.stage import IndexStage
from consumers.outputs import output
from consumers.run import StageLoop
from schemas import topics
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError
from tests.elasticsearch_server import ElasticServer
from tests.faults.tcp_proxy import Harm, TcpProxy, proxied
from wirewatch.adapters.elastic_index import ElasticIndex
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.clock import now

ITEMS = 60
BATCH = 20
PATIENCE_S = 120.0


@dataclass
class Filling:
    """A log with coverage, and the stage that brings it to the index."""

    coverage: list[Coverage]
    loop: StageLoop

    @property
    def waiting(self) -> int:
        return self.loop.lag()

    def finish(self) -> None:
        """Turn until nothing waits, as the stream does."""
        until = time.monotonic() + PATIENCE_S
        while self.waiting:
            assert time.monotonic() < until, f"{self.waiting} records still wait"
            time.sleep(min(self.loop.turn().wait_s, 0.2))


def log_of(coverage: list[Coverage]) -> MemoryLog:
    log = MemoryLog()
    log.open_stage("wirewatch.cluster").commit(
        [output(topics.COVERAGE, each.story.story_id, each) for each in coverage], {}
    )
    return log


def filling(index: ElasticIndex, items: int = ITEMS) -> Filling:
    coverage = [light_coverage(entry) for entry in corpus(items, relevant_share=1.0)]
    return Filling(coverage, loop_over(log_of(coverage), index))


def loop_over(log: MemoryLog, index: ElasticIndex) -> StageLoop:
    stage = IndexStage(index)
    return StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), now, batch_size=BATCH)


def broken_promises(server: ElasticServer, prefix: str, coverage: list[Coverage]) -> list[str]:
    """What differs from all items, each with its facts, once."""
    wanted = {each.item.item_id for each in coverage}
    facts = {f"{c.item.item_id}:{slot}" for c in coverage for slot in range(len(c.facts.all()))}
    with server.client() as client:
        client.indices.refresh(index=f"{prefix}*")
        found = {kind: _ids(client, f"{prefix}{kind}") for kind in ("news", "news-facts")}
    return [
        f"{kind}: {sorted(found[kind] ^ ids)[:5]}"
        for kind, ids in (("news", wanted), ("news-facts", facts))
        if found[kind] != ids
    ]


def _ids(client: object, alias: str) -> set[str]:
    answer = client.search(index=alias, size=10_000, source=False)  # type: ignore[attr-defined]
    return {hit["_id"] for hit in answer["hits"]["hits"]}


@pytest.fixture
def proxy(elasticsearch: ElasticServer) -> Iterator[TcpProxy]:
    with proxied(elasticsearch.port) as proxy:
        yield proxy


@pytest.mark.parametrize("harm", ["hang", "lose_answer", "cut_answer"])
def test_answers_that_hang_get_lost_or_are_cut_cost_a_repeat_and_nothing_else(
    harm: Harm, proxy: TcpProxy, elasticsearch: ElasticServer
) -> None:
    versions = elasticsearch.versions(refresh=False)
    versions.set_up()
    access = elasticsearch.access(addresses=f"http://127.0.0.1:{proxy.port}", timeout_s=4.0)
    index = ElasticIndex(access, versions.layout, "g1")
    work = filling(index)
    while work.waiting == ITEMS:
        work.loop.turn()
    waiting = work.waiting
    proxy.harm = harm
    for _ in range(2):
        troubled = work.loop.turn()
        assert troubled.trouble is not None
        assert troubled.wait_s > 0
    assert work.waiting == waiting
    proxy.harm = "none"
    work.finish()
    assert broken_promises(elasticsearch, versions.layout.names.prefix, work.coverage) == []
    index.close()
    versions.close()


def test_a_deleted_index_stops_the_stage_and_is_filled_again_from_the_log(
    elasticsearch: ElasticServer,
) -> None:
    versions = elasticsearch.versions(refresh=False)
    prefix = versions.layout.names.prefix
    coverage = [light_coverage(entry) for entry in corpus(ITEMS, relevant_share=1.0)]
    log = log_of(coverage)
    index = versions.open(versions.live())
    first = loop_over(log, index)
    for _ in range(2):  # a third batch is left
        assert first.turn().trouble is None
    with elasticsearch.client() as client:
        client.indices.delete(index=f"{prefix}news-facts-v1")
    with pytest.raises(ConfigurationError, match="wirewatch setup"):
        first.turn()
    first.close()
    index.close()
    again = versions.open(versions.live())  # the next start of the process makes what is missing
    second = Filling(coverage, loop_over(log, again))
    assert second.loop.turn().read == BATCH
    second.finish()
    assert broken_promises(elasticsearch, prefix, coverage) == []
    again.close()
    versions.close()


def test_a_full_disk_makes_the_stage_wait_until_there_is_room(elasticsearch: ElasticServer) -> None:
    versions = elasticsearch.versions(refresh=False)
    prefix = versions.layout.names.prefix
    index = versions.open(versions.live())
    work = filling(index)
    assert work.loop.turn().emitted == BATCH
    blocked = "index.blocks.read_only_allow_delete"  # what Elasticsearch itself sets at the flood stage
    with elasticsearch.client() as client:
        client.indices.put_settings(index=f"{prefix}news-v1", settings={blocked: True})
        troubled = work.loop.turn()
        assert "disk usage exceeded" in (troubled.trouble or "")
        assert work.waiting == ITEMS - BATCH
        client.indices.put_settings(index=f"{prefix}news-v1", settings={blocked: None})
    work.finish()
    assert broken_promises(elasticsearch, prefix, work.coverage) == []
    index.close()
    versions.close()


def _harms(server: ElasticServer) -> dict[str, Callable[[], None]]:
    def killed() -> None:
        server.launcher.kill()

    def frozen() -> None:
        os.kill(server.launcher.pid(), signal.SIGSTOP)

    return {"kill -9": killed, "SIGSTOP": frozen}


def _mended(server: ElasticServer, harm: str) -> None:
    if harm == "SIGSTOP":
        os.kill(server.launcher.pid(), signal.SIGCONT)
    else:
        server.launcher.start()


def _through(server: ElasticServer, harms: list[str]) -> None:
    """Harm after harm under load; all is well at the end."""
    items = (3 * len(harms) + 1) * BATCH
    versions = server.versions(refresh=False)
    versions.set_up()
    index = ElasticIndex(server.access(timeout_s=5.0), versions.layout, "g1")
    work = filling(index, items)
    while work.waiting == items:
        work.loop.turn()
    for harm in harms:
        waiting = work.waiting
        _harms(server)[harm]()
        troubled = work.loop.turn()
        assert troubled.trouble is not None, harm
        assert work.waiting == waiting
        _mended(server, harm)
        until = time.monotonic() + PATIENCE_S
        while work.waiting == waiting:
            assert time.monotonic() < until, f"{harm}: the stage does not go on"
            time.sleep(min(work.loop.turn().wait_s, 0.2))
    work.finish()
    assert broken_promises(server, versions.layout.names.prefix, work.coverage) == []
    index.close()
    versions.close()


@pytest.mark.timeout(600)
def test_a_frozen_and_a_killed_server_cost_nothing(own_elasticsearch: ElasticServer) -> None:
    _through(own_elasticsearch, ["SIGSTOP", "kill -9"])


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_random_harms_for_a_while_cost_nothing(own_elasticsearch: ElasticServer) -> None:
    seed = int(os.environ.get("FAULT_SEED", str(random.randrange(1_000_000))))
    print(f"\nFAULT_SEED={seed}")
    harms = random.Random(seed).choices(["SIGSTOP", "kill -9"], k=12)
    _through(own_elasticsearch, harms)


def test_a_repeat_after_a_crash_between_index_and_commit_changes_nothing(
    elasticsearch: ElasticServer,
) -> None:
    versions = elasticsearch.versions(refresh=False)
    index = versions.open(versions.live())
    work = filling(index, 40)
    index.write([document_of(each) for each in work.coverage])  # written, and nothing committed
    work.finish()
    assert broken_promises(elasticsearch, versions.layout.names.prefix, work.coverage) == []
    index.close()
    versions.close()
