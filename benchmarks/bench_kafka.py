"""classify over a real Kafka against classify over the embedded log: the same sightings, the same run."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.broker import broker
from benchmarks.corpus import corpus
from benchmarks.measure import Figure, seen
from benchmarks.records import item_of
from consumers.classify.stage import ClassifyStage
from consumers.classify.watch import load_watches
from consumers.gazetteer import load_gazetteer
from consumers.outputs import output
from consumers.ports import Log, Output
from consumers.run import StageLoop
from consumers.topology import CLASSIFY
from schemas.sighting import Sighting
from schemas.topics import ITEMS
from wirewatch.adapters.kafka_log import KafkaLog
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.clock import now
from wirewatch.wiring import batch_size_of

COUNT = 4000
BATCH = 500
LEAST = 0.7


@dataclass(frozen=True, slots=True)
class Rate:
    """Items a second by the clock, and microseconds of CPU for each."""

    per_s: float
    cpu_us: float


def figures() -> Iterator[Figure]:
    """Items a second over both logs; by the clock, with the broker on the same cores. Not measured where no broker runs."""
    sightings = [
        output(ITEMS, item.item_id, Sighting(item=item, content_sha256=item.text_sha256, entry_zlib=b"x"))
        for item in map(item_of, corpus(COUNT))
    ]
    with tempfile.TemporaryDirectory() as folder, closing(SqliteLog(Path(folder) / "log.db")) as log:
        embedded = _rate(log, sightings)
    try:
        with broker(partitions=1) as access, closing(KafkaLog(access)) as log:
            over_kafka = _rate(log, sightings)
    except subprocess.CalledProcessError:
        return
    ratio = over_kafka.per_s / embedded.per_s
    yield Figure(
        "classify over Kafka, 5% relevant", over_kafka.per_s, "items/s", embedded.per_s, ratio, LEAST, ratio >= LEAST,
        bound_on_ratio=True, floor_is="embedded log",
    )  # fmt: skip
    yield seen(
        "classify over Kafka: client and stage", over_kafka.cpu_us, "µs CPU", embedded.cpu_us, "embedded log"
    )


def _rate(log: Log, sightings: list[Output]) -> Rate:
    """A process that runs already: the first batch warms it up."""
    publisher = log.open_stage("bench")
    for start in range(0, len(sightings), BATCH):
        publisher.commit(sightings[start : start + BATCH], {})
    stage = ClassifyStage(load_watches(), load_gazetteer())
    loop = StageLoop(
        stage, log.open_stage(CLASSIFY.group, CLASSIFY.reads), now, batch_size=batch_size_of(CLASSIFY)
    )
    done = loop.turn(1.0).read
    left = COUNT - done
    started, cpu = time.perf_counter(), time.process_time()
    while done < COUNT:
        done += loop.turn(1.0).read
    spent, spent_cpu = time.perf_counter() - started, time.process_time() - cpu
    loop.close()
    return Rate(left / spent, spent_cpu / left * 1_000_000)
