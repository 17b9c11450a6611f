"""Pollers that share feeds by their hosts over a real Kafka: evenly, and with hand-over when one is killed."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from schemas.topics import ITEMS
from tests.kafka_server import KafkaServer
from tests.kafka_topics import fresh_topics
from wirewatch.adapters.kafka_log import Cluster, KafkaLog

POLLERS = 3
FEEDS_A_HOST = 10
AT_ONCE = 8
SESSION_S = 6.0
EVEN = 0.20
"""Of an even share: how far a poller's may be from it."""

MANY = 10_000
"""Feeds from which the luck of few hosts evens out."""

UNDER_WAY = 2 * POLLERS * AT_ONCE
"""Fetches that can be under way when the group is divided anew: when the pollers come together, and when one is missed."""

LONG_WAIT_S = 900.0


class Hosts:
    """Feeds with one item each, on many hosts of this machine. Nobody is answered before all pollers have asked; `answers` tells
    which poller was answered for which feed."""

    def __init__(self, feeds: int) -> None:
        self.feeds = feeds
        self.answers: dict[int, list[str]] = defaultdict(list)
        self.port = 0
        self._asked: set[str] = set()
        self._all_there = asyncio.Event()
        self._ended = asyncio.Event()
        self._begun = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def catalogue(self) -> str:
        """Ten feeds a host."""
        lines = [
            f"http://{self._host(feed // FEEDS_A_HOST)}:{self.port}/{feed},wire{feed},Wire {feed},agency,en,GBR,independent,"
            for feed in range(self.feeds)
        ]
        return "\n".join(["url,source_id,source,kind,language,country,control,owner", *lines, ""])

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve while the block runs."""
        self._thread.start()
        assert self._begun.wait(10)
        try:
            yield
        finally:
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join(10)
            self._loop.close()

    def by_poller(self) -> Counter[str]:
        """How many feeds each poller was answered for last."""
        return Counter(pollers[-1] for pollers in list(self.answers.values()))

    def _host(self, number: int) -> str:
        return f"127.0.{number // 250 + 1}.{number % 250 + 1}"

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve_until_ended())
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(task)

    async def _serve_until_ended(self) -> None:
        server = await asyncio.start_server(self._serve, "0.0.0.0", 0)  # noqa: S104 - all of loopback
        self.port = server.sockets[0].getsockname()[1]
        self._begun.set()
        await self._ended.wait()
        server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(asyncio.IncompleteReadError, ConnectionError):
            while request := (await reader.readuntil(b"\r\n\r\n")).decode():
                feed = int(request.split(" ", 2)[1].strip("/"))
                poller = next(
                    line.partition(": ")[2]
                    for line in request.splitlines()
                    if line.lower().startswith("user-agent")
                )
                await self._met(poller)
                body = (
                    f"<rss version='2.0'><channel><title>{feed}</title><item><title>Item of feed {feed}</title>"
                    f"<guid>urn:{feed}</guid><link>http://wire.example/{feed}</link></item></channel></rss>"
                ).encode()
                writer.write(
                    b'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n%s'
                    % (len(body), body)
                )
                await writer.drain()
                self.answers[feed].append(poller)

    async def _met(self, poller: str) -> None:
        self._asked.add(poller)
        if len(self._asked) >= POLLERS:
            self._all_there.set()
        await self._all_there.wait()


class Pollers:
    """Processes of the stage poll."""

    def __init__(self, folder: Path, server: KafkaServer, prefix: str, hosts: Hosts) -> None:
        self._folder = folder
        (folder / "feeds.csv").write_text(hosts.catalogue())
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WIREWATCH_")}
        self._environment = kept | {
            "WIREWATCH_LOG": f"kafka://{server.address}", "WIREWATCH_PREFIX": prefix, "WIREWATCH_DATA": str(folder / "data"),
            "WIREWATCH_FEEDS": str(folder / "feeds.csv"), "WIREWATCH_ALLOW_PRIVATE": "true", "WIREWATCH_POLL_INTERVAL_S": "86400",
            "WIREWATCH_FETCHES_AT_ONCE": str(AT_ONCE), "WIREWATCH_FETCH_DEADLINE_S": "60",
            "WIREWATCH_KAFKA__SESSION_S": str(SESSION_S),
        }  # fmt: skip
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """One more poller, which says its name to every host."""
        with (self._folder / f"{name}.log").open("ab") as said:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", "wirewatch", "stage", "poll"],
                env=self._environment | {"WIREWATCH_USER_AGENT": name}, stdout=said, stderr=said,
            )  # fmt: skip

    def kill(self, name: str) -> None:
        """As the kernel does when memory is short."""
        process = self._running.pop(name)
        process.kill()
        process.wait()

    def stop(self) -> None:
        """All that are left, in good order."""
        for process in self._running.values():
            process.send_signal(signal.SIGTERM)
        for name, process in self._running.items():
            assert process.wait(60) == 0, (self._folder / f"{name}.log").read_text()[-2000:]
        self._running.clear()

    def kill_all(self) -> None:
        """Leave nothing behind."""
        for process in self._running.values():
            process.kill()
            process.wait()


@pytest.fixture
def cluster(kafka: KafkaServer) -> Iterator[Cluster]:
    with fresh_topics(kafka) as made:
        yield made


FEW_AND_MANY = [600, pytest.param(10_000, marks=pytest.mark.long)]


@contextmanager
def polling(
    folder: Path, server: KafkaServer, cluster: Cluster, feeds: int
) -> Iterator[tuple[Hosts, Pollers]]:
    """So many feeds, and all pollers started on them."""
    hosts = Hosts(feeds)
    with hosts.served():
        pollers = Pollers(folder, server, cluster.access.prefix, hosts)
        try:
            for number in range(POLLERS):
                pollers.start(f"poller{number}")
            yield hosts, pollers
            pollers.stop()
        finally:
            pollers.kill_all()


def items_of(cluster: Cluster, feeds: int) -> list[str]:
    """The names of the items in the log, once there are enough."""
    with closing(KafkaLog(cluster.access)) as log:
        _until(lambda: log.count(ITEMS.name) >= feeds)
        return [record.key for record in log.records(ITEMS.name)]


@pytest.mark.timeout(LONG_WAIT_S + 300)
@pytest.mark.parametrize("feeds", FEW_AND_MANY)
def test_pollers_share_feeds_by_their_hosts(
    kafka: KafkaServer, cluster: Cluster, tmp_path: Path, feeds: int
) -> None:
    with polling(tmp_path, kafka, cluster, feeds) as (hosts, _):
        _until(lambda: len(hosts.answers) == feeds)
        keys = items_of(cluster, feeds)
    shares = hosts.by_poller()
    print(f"\n{feeds} feeds on {feeds // FEEDS_A_HOST} hosts: {dict(shares)}")
    assert len(shares) == POLLERS
    assert len(keys) == len(set(keys)) == feeds
    if feeds >= MANY:
        even = feeds / POLLERS
        assert all(abs(share - even) <= EVEN * even for share in shares.values())


@pytest.mark.timeout(LONG_WAIT_S + 300)
@pytest.mark.parametrize("feeds", FEW_AND_MANY)
def test_feeds_of_a_poller_that_is_killed_are_polled_by_the_others(
    kafka: KafkaServer, cluster: Cluster, tmp_path: Path, feeds: int
) -> None:
    with polling(tmp_path, kafka, cluster, feeds) as (hosts, pollers):
        _until(lambda: len(hosts.answers) > feeds / 3)
        pollers.kill("poller0")
        _until(lambda: len(hosts.answers) == feeds)
        keys = items_of(cluster, feeds)
    repeated = Counter(len(answers) for answers in hosts.answers.values())
    print(f"\n{feeds} feeds, a poller killed: feeds by how often they were fetched: {dict(repeated)}")
    assert set(hosts.answers) == set(range(feeds)), "a feed was forgotten"
    assert sum(count for times, count in repeated.items() if times > 1) <= UNDER_WAY
    assert len(keys) == len(set(keys)) == feeds, "an item is in the log twice"


def _until(holds: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + LONG_WAIT_S
    while not holds():
        assert time.monotonic() < give_up_at, "it does not come about"
        time.sleep(0.1)
