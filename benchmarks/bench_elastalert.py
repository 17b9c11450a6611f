"""Keyword rules over what comes in, beside ElastAlert 2 with the same rules over the same items in a real Elasticsearch.

Ours asks the rules about each item as it comes; ElastAlert asks the index once for each rule and pass, by default every minute. CPU: of ten new
items, which is what such a minute brings here, against one pass; Elasticsearch's own is not counted. Time from item to alert: ours
with the pauses of a running stream, ElastAlert passing without any rest, and from the moment the item is handed to the index.
"""

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path

from benchmarks.corpus import corpus
from benchmarks.measure import Figure, percentile, seen
from benchmarks.node import node
from benchmarks.peers.environment import PeerMissing, python_of
from benchmarks.records import light_coverage
from consumers.alert.decide import DecideStage
from consumers.alert.match import MatchStage
from consumers.alert.rules import Rule, fixed
from consumers.alert.send import SendStage
from consumers.index.document import document_of
from consumers.outputs import output
from consumers.query.parse import parse_query
from consumers.run import StageLoop
from schemas import topics
from schemas.alert import Alert
from schemas.coverage import Coverage
from wirewatch.adapters.elastic_index import Access, ElasticIndexVersions, IndexNames, Layout
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.clock import now
from wirewatch.stream import Stream

RULES = 200
ITEMS = 10
BATCHES = 16
EVERY_S = 2.3  # no multiple of the stream's pauses
AFTER_S = 12  # for the last items' alerts
GROUP = "wirewatch.cluster"
MATCHING = (
    "icebreakers", "pipeline AND gas", "ледоколов", "газа AND России", "visa", "soybeans", "сои", "Gazprom", "yuan", "satellite",
)  # fmt: skip
"""Words of the corpus; the other rules ask for what hardly any item has, as most standing questions do."""

Sent = dict[tuple[str, str], float]
"""When an alert arrived, by rule and item."""


def figures() -> Iterator[Figure]:
    """Milliseconds of CPU, seconds from item to alert, and whether both alert about the same."""
    try:
        python = python_of("elastalert2", ("elastalert2", "pytz"))
    except PeerMissing as error:
        print(f"ElastAlert 2 is left out: {error}", file=sys.stderr)
        return
    ours_ms, ours_sent, ours_given = _ours()
    peer_ms, peer_sent, peer_given = _peer(python)
    name = f"alerts: {RULES} keyword rules"
    yield seen(f"{name}, {ITEMS} new items", ours_ms, "ms CPU", peer_ms, "a pass of ElastAlert 2")
    ours, peer = _waited(ours_sent, ours_given), _waited(peer_sent, peer_given)
    for word, share in (("median", 0.5), ("p95", 0.95)):
        yield seen(f"{name}, from item to alert, {word}", percentile(ours, share), "s", percentile(peer, share), "ElastAlert 2 without rest")  # fmt: skip
    yield seen("alerts both give", len(ours_sent.keys() & peer_sent.keys()), "", len(ours_sent.keys() | peer_sent.keys()), "either")  # fmt: skip


def queries() -> Mapping[str, str]:
    """The rules' queries by name; seeded. Both programs read them alike."""
    chance = random.Random(11)
    rare = (f"term{chance.randrange(50_000)} AND agreement" for _ in range(RULES - len(MATCHING)))
    return {f"rule-{number}": query for number, query in enumerate((*MATCHING, *rare))}


class _Noting:
    """A channel that notes when an alert came."""

    name = "noting"

    def __init__(self) -> None:
        self.sent: Sent = {}

    def send(self, alert: Alert) -> None:
        """Note it."""
        self.sent[alert.rule_id, alert.match.item_id] = time.time()


def _batches() -> Iterator[list[Coverage]]:
    """New items at each turn, seen now: neither program alerts about old ones."""
    entries = corpus(ITEMS * BATCHES, relevant_share=1.0)
    while some := list(islice(entries, ITEMS)):
        covered = [light_coverage(entry) for entry in some]
        yield [_seen_now(each) for each in covered]


def _seen_now(coverage: Coverage) -> Coverage:
    at = now()
    item = coverage.item.model_copy(update={"published_at": at, "first_seen_at": at})
    story = coverage.story.model_copy(update={"first_seen_at": at})
    return coverage.model_copy(update={"item": item, "story": story})


def _waited(sent: Sent, given: Mapping[str, float]) -> Sequence[float]:
    return [at - given[item] for (_, item), at in sent.items()]


def _ours() -> tuple[float, Sent, dict[str, float]]:
    """CPU milliseconds of a batch; when alerts came; when items were given."""
    with _stream() as (log, stream, _):
        taken = []
        for batch in _batches():
            _commit(log, batch)
            started = time.process_time()
            stream.drain()
            taken.append((time.process_time() - started) * 1000)
    given: dict[str, float] = {}
    stop = threading.Event()
    with _stream() as (log, stream, channel):
        running = threading.Thread(target=stream.run, args=(stop,))
        running.start()
        for batch in _batches():
            given |= dict.fromkeys((each.item.item_id for each in batch), time.time())
            _commit(log, batch)
            time.sleep(EVERY_S / 2)
        stop.set()
        running.join()
    return sum(taken[1:]) / len(taken[1:]), channel.sent, given


@contextmanager
def _stream() -> Iterator[tuple[SqliteLog, Stream, _Noting]]:
    """match, decide and send as `wirewatch run` has them, over a log of their own."""
    channel = _Noting()
    book = fixed(
        Rule(name, name, query, parse_query(query), (channel.name,)) for name, query in queries().items()
    )
    with tempfile.TemporaryDirectory() as folder:
        log = SqliteLog(Path(folder) / "log.db")
        stages = (
            MatchStage(book), DecideStage(timedelta(hours=24), book), SendStage({channel.name: channel}),
        )  # fmt: skip
        loops = [
            StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), now) for stage in stages
        ]
        stream = Stream(loops, lambda turn: None)
        try:
            yield log, stream, channel
        finally:
            stream.close()
            log.close()


def _commit(log: SqliteLog, batch: Sequence[Coverage]) -> None:
    writing = log.open_stage(GROUP)
    writing.commit([output(topics.COVERAGE, each.story.story_id, each) for each in batch], {})
    writing.close()


def _peer(python: Path) -> tuple[float, Sent, dict[str, float]]:
    """CPU milliseconds of a pass; when alerts came; when items were given."""
    with node() as address, tempfile.TemporaryDirectory() as folder:
        names = IndexNames("elastalert-")
        versions = ElasticIndexVersions(Access(address), Layout(names, replicas="0"))
        versions.set_up()
        index = versions.open("g1")
        rules = Path(folder) / "queries.json"
        rules.write_text(json.dumps(queries()))
        script = Path(__file__).parent / "peers" / "elastalert_passes.py"
        words = [str(python), str(script), address, names.alias("news", "g1"), str(rules), folder, str(BATCHES * EVERY_S + AFTER_S)]  # fmt: skip
        given: dict[str, float] = {}
        with (
            (Path(folder) / "said").open("w") as said,
            subprocess.Popen(words, stdout=subprocess.PIPE, stderr=said, text=True) as running,
        ):
            assert running.stdout is not None
            if not running.stdout.readline():
                raise RuntimeError(f"ElastAlert 2 ended: {Path(said.name).read_text()[-400:]}")
            for batch in _batches():
                given |= dict.fromkeys((each.item.item_id for each in batch), time.time())
                index.write([document_of(each) for each in batch])
                time.sleep(EVERY_S)
            *alerts, last = map(json.loads, running.stdout)
        index.close()
        versions.close()
    sent = {(each["rule"], each["item"]): each["at"] for each in alerts}
    return last["cpu_s"] / last["passes"] * 1000, sent, given
