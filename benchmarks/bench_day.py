"""What a day costs: 85 feeds and 1,000, in one process over SQLite, and as nine processes over a real Kafka and Elasticsearch. Memory,
processor time and disk are measured over some minutes with a day's news in them, and a day reckoned from them."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.apart import Desk, desk_of, publish
from benchmarks.broker import broker
from benchmarks.corpus import Entry, corpus
from benchmarks.measure import Figure, at_most, seen
from benchmarks.node import node
from consumers.topology import STREAM

FEEDS = (85, 1_000)
WINDOW = 30  # entries a feed shows
A_DAY = 30  # new ones a feed has in a day
EVERY_S = 20.0  # a feed is polled, so that minutes have the polls of hours
QUIET_S = 60.0
DAY_S = 86_400
PATIENCE_S = 900.0
BOUND_EMBEDDED_MB, BOUND_STAGE_MB = 250, 150
STAGES = tuple(spec.name for spec in STREAM)


@dataclass(frozen=True, slots=True)
class Day:
    """Megabytes of all processes and of the largest one at their largest, CPU milliseconds of an item, percent of a core while nothing new
    comes, and bytes of disk an item."""

    all_mb: float
    largest_mb: float
    item_ms: float
    quiet_percent: float
    item_bytes: float


def figures() -> Iterator[Figure]:
    """For each number of feeds, embedded and on a cluster."""
    for feeds in FEEDS:
        for way, opened in (("embedded", _embedded), ("on a cluster", _on_a_cluster)):
            day = _measured(feeds, opened)
            name = f"{feeds:,} feeds {way}"
            is_small = feeds == FEEDS[0]  # the bounds are of the catalogue that ships
            if way == "embedded":
                yield _bounded(
                    f"{name}: memory of all processes", day.all_mb, "MB", BOUND_EMBEDDED_MB, is_small
                )
            else:
                yield _bounded(
                    f"{name}: memory of the largest stage", day.largest_mb, "MB", BOUND_STAGE_MB, is_small
                )
                yield seen(f"{name}: memory of the nine stages", day.all_mb, "MB")
            yield seen(f"{name}: an item", day.item_ms, "ms CPU")
            yield seen(f"{name}: quiet, polled every {EVERY_S:.0f} s", day.quiet_percent, "% of a core")
            cpu_s = DAY_S * day.quiet_percent / 100 + feeds * A_DAY * day.item_ms / 1000
            yield seen(f"{name}: a day of {feeds * A_DAY:,} items, at most", cpu_s / 60, "min CPU")
            yield seen(f"{name}: a day's disk", feeds * A_DAY * day.item_bytes / 1e6, "MB")


def _bounded(name: str, value: float, unit: str, bound: float, has_bound: bool) -> Figure:
    """A figure with a bound, where it has one."""
    return at_most(name, value, unit, bound) if has_bound else seen(name, value, unit)


@contextmanager
def _embedded(desk: Desk) -> Iterator[list[psutil.Process]]:
    running = desk.start("run", "--allow-private", "--feeds", "feeds.csv")
    try:
        yield [psutil.Process(running.pid)]
    finally:
        _end([running])


@contextmanager
def _on_a_cluster(desk: Desk) -> Iterator[list[psutil.Process]]:
    with ExitStack() as opened:
        access, address = opened.enter_context(broker(None)), opened.enter_context(node())
        desk.environment.update(
            WIREWATCH_LOG=f"kafka://{access.servers[0]}", WIREWATCH_INDEX=address, WIREWATCH_ALLOW_PRIVATE="1", WIREWATCH_FEEDS="feeds.csv", WIREWATCH_KAFKA__PARTITIONS="2"
        )  # fmt: skip
        if _start(desk, "setup").wait():
            raise RuntimeError("wirewatch setup failed")
        stages = [_start(desk, "stage", name) for name in STAGES]
        try:
            yield [psutil.Process(stage.pid) for stage in stages]
        finally:
            _end(stages)


class _Used:
    """What processes and their children use; the largest memory of every look."""

    def __init__(self, processes: Sequence[psutil.Process]) -> None:
        self._processes = processes
        self.all_mb = self.largest_mb = 0.0

    def look(self) -> None:
        """Note what they hold now."""
        held = [process.memory_info().rss / 1024**2 for process in self._all()]
        self.all_mb, self.largest_mb = max(self.all_mb, sum(held)), max(self.largest_mb, *held)

    def cpu_s(self) -> float:
        """Seconds of processor time so far."""
        self.look()
        times = [process.cpu_times() for process in self._all()]
        return sum(each.user + each.system for each in times)

    def _all(self) -> Iterator[psutil.Process]:
        for process in self._processes:
            yield process
            with suppress(psutil.NoSuchProcess):
                yield from process.children(recursive=True)


def _start(desk: Desk, *words: str) -> subprocess.Popen[bytes]:
    """A command that takes no data folder."""
    told = desk.environment | {"WIREWATCH_DATA": str(desk.data)}
    return subprocess.Popen(
        [sys.executable, "-m", "wirewatch", *words], cwd=desk.folder, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # fmt: skip


def _measured(feeds: int, opened: Callable[[Desk], AbstractContextManager[list[psutil.Process]]]) -> Day:
    entries = list(corpus(feeds * (WINDOW + A_DAY)))
    with (
        tempfile.TemporaryDirectory() as folder,
        desk_of(Path(folder) / "desk", entries[: feeds * WINDOW], WINDOW) as desk,
    ):
        desk.environment.update(
            WIREWATCH_POLL_INTERVAL_S=str(EVERY_S), WIREWATCH_FETCHES_PER_HOST="8", WIREWATCH_HOST_DELAY_S="0"
        )
        with opened(desk) as processes:
            return _lived(desk, _Used(processes), entries, feeds)


def _lived(desk: Desk, used: _Used, entries: Sequence[Entry], feeds: int) -> Day:
    """A first poll, a quiet minute, and a day's news."""
    started = _Look(used, _drained(desk, used, feeds * WINDOW))
    time.sleep(QUIET_S)
    quiet = _Look(used, _status(desk))
    held = _disk(desk, quiet.status)
    held = _disk(desk, quiet.status)
    quiet_share = (quiet.cpu_s - started.cpu_s) / (quiet.at_s - started.at_s)
    for number in range(feeds):
        publish(desk.folder, number, _shown(entries, feeds, number))
    over = _Look(used, _drained(desk, used, feeds * (WINDOW + A_DAY)))
    spent_s = over.cpu_s - quiet.cpu_s - (over.at_s - quiet.at_s) * quiet_share
    items = feeds * A_DAY
    grown = _disk(desk, over.status) - held
    return Day(used.all_mb, used.largest_mb, spent_s / items * 1000, quiet_share * 100, grown / items)


def _shown(entries: Sequence[Entry], feeds: int, number: int) -> Sequence[Entry]:
    first = feeds * WINDOW + number * A_DAY
    return entries[first : first + A_DAY]


class _Look:
    """What was used until now."""

    def __init__(self, used: _Used, status: Mapping[str, Any]) -> None:
        self.status = status
        self.cpu_s, self.at_s = used.cpu_s(), time.monotonic()


def _drained(desk: Desk, used: _Used, items: int) -> Mapping[str, Any]:
    give_up_at = time.monotonic() + PATIENCE_S
    while True:
        told = _status(desk)
        used.look()
        if told and told["items"] >= items and not any(stage["lag"] for stage in told["stages"]):
            return told
        if time.monotonic() > give_up_at:
            raise RuntimeError(f"{told.get('items')} of {items} items after {PATIENCE_S:.0f} s")
        time.sleep(2)


def _status(desk: Desk) -> Mapping[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "wirewatch", "status", "--json", "--data", str(desk.data)],
        cwd=desk.folder, env=desk.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told: Mapping[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    return told


def _disk(desk: Desk, status: Mapping[str, Any]) -> int:
    """Of the data folder, or of what the cluster holds."""
    files = [each for each in desk.data.rglob("*") if each.is_file()]
    held = (
        sum(each["size_bytes"] or 0 for each in status["holdings"])
        if "WIREWATCH_LOG" in desk.environment
        else 0
    )
    return sum(each.stat().st_size for each in files) + held


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
        if process.poll() is None:
            os.kill(process.pid, 9)
            process.wait()
