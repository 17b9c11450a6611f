"""Many feeds on one poller, over HTTP on loopback: CPU of a feed that is unchanged, and of one with two new items; how that grows from a
hundred feeds to ten thousand; memory; and lemon24/reader on the same feeds. Ten feeds have a host together."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.feed_server import ITEMS, NEW
from benchmarks.measure import Figure, at_most, seen, times_cheaper
from benchmarks.peers.environment import PeerMissing, python_of
from producers.feed import Feed
from producers.poll import Poll
from producers.poller import Poller
from schemas.source import Source
from schemas.topics import FEEDS_STATE
from wirewatch.adapters.parse_process import ParseProcess
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.clock import now
from wirewatch.garbage import collect_seldom
from wirewatch.settings import Settings
from wirewatch.wiring import open_fetcher

FEW, MANY, MOST = 100, 1_000, 10_000
PEER_FEEDS = 100
SHORT = 10  # items, where ten thousand feeds are read for the first time
BOUND_UNCHANGED_MS = 0.8
BOUND_MB = 300
TIMES_UNCHANGED, TIMES_NEW = 4, 10
BOUND_GROWTH = 1.3


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of CPU a feed, the parser's included, and the process's largest memory."""

    unchanged_ms: float
    new_ms: float
    megabytes: float


def figures() -> Iterator[Figure]:
    """Each number of feeds in a process of its own."""
    many, ours = _measured(MANY, ITEMS), _measured(PEER_FEEDS, ITEMS)
    few, most = _measured(FEW, SHORT), _measured(MOST, SHORT)
    yield at_most(f"{MANY:,} feeds: an unchanged one", many.unchanged_ms, "ms CPU", BOUND_UNCHANGED_MS)
    yield seen(f"{MANY:,} feeds: one with {NEW} of {ITEMS} items new", many.new_ms, "ms CPU")
    yield at_most(f"{MOST:,} feeds of {SHORT} items: an unchanged one", most.unchanged_ms, "ms CPU", BOUND_GROWTH * few.unchanged_ms, few.unchanged_ms, f"{FEW} feeds")  # fmt: skip
    yield at_most(f"{MOST:,} feeds: memory of the poller", most.megabytes, "MB", BOUND_MB)
    try:
        yield from _beside_a_peer(ours)
    except PeerMissing as error:
        print(f"lemon24/reader is left out: {error}", file=sys.stderr)


def _beside_a_peer(ours: Taken) -> Iterator[Figure]:
    python = python_of("reader", ("reader", "sgmllib3k"))
    script = Path(__file__).parent / "peers" / "reader_cycle.py"
    with _wire() as port, tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [str(python), str(script), str(port), str(Path(folder) / "reader.db")],
            input="\n".join(_addresses(PEER_FEEDS, ITEMS, port)), capture_output=True, text=True, check=True,
        )  # fmt: skip
    told = json.loads(done.stdout)
    unchanged, new = (told["seconds"][name] / PEER_FEEDS * 1000 for name in ("unchanged", "new"))
    yield times_cheaper(
        "an unchanged feed", ours.unchanged_ms, "ms CPU", unchanged, TIMES_UNCHANGED, "reader"
    )
    yield times_cheaper(f"a feed with {NEW} new items", ours.new_ms, "ms CPU", new, TIMES_NEW, "reader")


def _measured(feeds: int, items: int) -> Taken:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_feeds", str(feeds), str(items)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    return Taken(**json.loads(done.stdout))


@contextmanager
def _wire() -> Iterator[int]:
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.feed_server"],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1],
    ) as server:  # fmt: skip
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def _addresses(feeds: int, items: int, port: int) -> list[str]:
    """Ten a host."""
    return [
        f"http://127.0.{number // 2000}.{number // 10 % 200 + 1}:{port}/feed/{items}/{number}"
        for number in range(feeds)
    ]


async def _cycles(feeds: int, items: int, port: int, folder: Path) -> Taken:
    source = Source(id="wire", name="The Wire")
    wanted = [Feed(address, source) for address in _addresses(feeds, items, port)]
    log, parser = SqliteLog(folder / "log.db"), ParseProcess()
    held = log.open_stage("wirewatch.poll", holds=FEEDS_STATE.name)
    async with open_fetcher(Settings(data=folder, allow_private=True)) as fetcher:
        poll = Poll(fetcher, parser, now, 300)
        poller = Poller(wanted, held, poll, lambda report: None, at_once=8)
        taken = []
        collect_seldom()
        for number in (0, 0, 1):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/round/{number}").read()
            started = _cpu_s(parser)
            reports = await poller.poll_all_once()
            taken.append((_cpu_s(parser) - started) / feeds * 1000)
            assert all(report.outcome != "failing" for report in reports), reports[0]
    megabytes = psutil.Process().memory_info().rss / 1024**2
    await parser.close()
    log.close()
    return Taken(taken[1], taken[2], megabytes)


def _cpu_s(parser: ParseProcess) -> float:
    used = psutil.Process(parser.pid).cpu_times() if parser.pid else None
    return time.process_time() + (used.user + used.system if used else 0.0)


if __name__ == "__main__":
    with _wire() as at, tempfile.TemporaryDirectory() as data:
        measured = asyncio.run(_cycles(int(sys.argv[1]), int(sys.argv[2]), at, Path(data)))
    print(json.dumps({name: getattr(measured, name) for name in Taken.__slots__}))
    os._exit(0)
