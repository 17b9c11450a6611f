"""A newsroom's stages as processes over a Kafka, started again when they end, as a supervisor does."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from benchmarks.corpus import corpus
from consumers.topology import STREAM
from schemas.errors import TransientError
from schemas.topics import ITEMS
from tests.faults.wire import Wire, answering
from tests.kafka_server import KafkaServer
from tests.loopback import serving
from wirewatch.adapters.kafka_log import Cluster, KafkaLog
from wirewatch.data_folder import DataFolder
from wirewatch.kafka_store import access_of
from wirewatch.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FEEDS = 6
SESSION_S = 6.0
RULES = """
[[rule]]
id = "trade"
name = "Trade and energy"
query = "topic:trade OR topic:energy"
channels = ["jsonl"]
"""
ONE_OF_EACH = {spec.name: 1 for spec in STREAM}


STARTING_S = 10.0
"""Until a process that was just started listens to signals, on a busy machine."""


@dataclass
class Newsroom:
    """Processes by name ("classify-0"); those that are wanted are started again when they have ended."""

    folder: Path
    server: KafkaServer
    prefix: str
    wire: Wire
    address: str
    rules: str = RULES
    _wanted: set[str] = field(default_factory=set)
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _logs: dict[str, IO[bytes]] = field(default_factory=dict)
    _begun_at: dict[str, float] = field(default_factory=dict)
    restarts: int = 0

    def __post_init__(self) -> None:
        self.settings = Settings(
            log=f"kafka://{self.server.address}", prefix=self.prefix, data=self.folder / "data"
        )
        self.data = DataFolder.of(self.settings)
        (self.folder / "feeds.csv").write_text(self._catalogue())
        (self.folder / "rules.toml").write_text(self.rules)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WIREWATCH_")}
        self._environment = kept | {
            "WIREWATCH_LOG": self.settings.log, "WIREWATCH_PREFIX": self.prefix, "WIREWATCH_DATA": str(self.data.path),
            "WIREWATCH_FEEDS": str(self.folder / "feeds.csv"), "WIREWATCH_RULES": str(self.folder / "rules.toml"),
            "WIREWATCH_ALLOW_PRIVATE": "true", "WIREWATCH_ALERT_MAX_AGE_H": "1e6", "WIREWATCH_POLL_INTERVAL_S": "1",
            "WIREWATCH_FETCHES_PER_HOST": "4", "WIREWATCH_KAFKA__SESSION_S": str(SESSION_S),
        }  # fmt: skip

    def scale(self, wanted: Mapping[str, int]) -> None:
        """Want so many processes of each stage named; those too many are stopped in good order."""
        for stage, count in wanted.items():
            names = {f"{stage}-{number}" for number in range(count)}
            for name in [n for n in self._wanted if n.rpartition("-")[0] == stage and n not in names]:
                self._wanted.discard(name)
                self._stop(name)
            self._wanted |= names
        self.tend()

    def tend(self) -> None:
        """Start what is wanted and does not run. One that ended asking for a hand fails the test."""
        for name, process in list(self._running.items()):
            if process.poll() is not None:
                del self._running[name]
                self.restarts += 1
                assert process.returncode in (-signal.SIGKILL, 1), self.said(name)
        for name in sorted(self._wanted - set(self._running)):
            stage = name.rpartition("-")[0]
            if name not in self._logs:
                self._logs[name] = (self.folder / f"{name}.log").open("ab")
            said = self._logs[name]
            self._begun_at[name] = time.monotonic()
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", "wirewatch", "stage", stage], cwd=ROOT, env=self._environment, stdout=said, stderr=said
            )  # fmt: skip

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a signal to a process."""
        self._running[name].send_signal(number)

    def has_ended(self, name: str) -> bool:
        """Whether a process has ended and was not started again yet."""
        return self._running[name].poll() is not None

    def names(self) -> list[str]:
        """The processes that run."""
        return sorted(self._running)

    def wait_until_drained(self, expected: int, seconds: float) -> None:
        """Tend the processes until all that was published has passed every stage."""
        log = KafkaLog(access_of(self.settings, "looking"))
        give_up_at = time.monotonic() + seconds
        try:
            while True:
                self.tend()
                with suppress(TransientError):
                    produced = {record.key for record in log.records(ITEMS.name)}
                    lags = {spec.name: log.lag(spec.group) for spec in STREAM if spec.reads}
                    if len(produced) >= expected and not any(lags.values()):
                        return
                    waiting = f"{len(produced)} of {expected} produced, waiting: {lags}"
                    assert time.monotonic() < give_up_at, waiting
                assert time.monotonic() < give_up_at, "Kafka does not come back"
                time.sleep(0.5)
        finally:
            log.close()

    def stop(self) -> None:
        """Stop all in good order."""
        self._wanted.clear()
        for name in list(self._running):
            self._stop(name)

    def kill(self) -> None:
        """Leave nothing behind."""
        for process in self._running.values():
            process.kill()
            process.wait()
        for said in self._logs.values():
            said.close()

    def said(self, name: str) -> str:
        """What a process said last."""
        return f"{name}: " + (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]

    def _stop(self, name: str) -> None:
        process = self._running.pop(name)
        has_hardly_begun = time.monotonic() - self._begun_at[name] < STARTING_S
        process.send_signal(signal.SIGTERM)
        code = process.wait(60)
        said = self.said(name)
        if has_hardly_begun and code == -signal.SIGTERM:
            return  # told before it could listen: it has read and written nothing yet
        # one that was being started again while the broker was away had ended before it was told to
        assert code == 0 or (code == 1 and "Kafka cannot be reached" in said), said

    def _catalogue(self) -> str:
        """Feeds on two hosts, so that two pollers have work."""
        other = self.address.replace("127.0.0.1", "localhost")
        lines = [
            f"{(self.address, other)[feed % 2]}/{feed},wire{feed},Wire {feed},agency,en,GBR,independent,"
            for feed in range(FEEDS)
        ]
        return "\n".join(["url,source_id,source,kind,language,country,control,owner", *lines, ""])


@contextmanager
def newsroom(
    folder: Path, server: KafkaServer, cluster: Cluster, items: int, seed: int, rules: str = RULES
) -> Iterator[Newsroom]:
    """A newsroom over a wire of so many items, 30% of them relevant; nothing of it is left running."""
    folder.mkdir()
    wire = Wire(list(corpus(items, relevant_share=0.3, seed=seed)), FEEDS)
    with serving(answering(wire)) as address:
        opened = Newsroom(folder, server, cluster.access.prefix, wire, address, rules)
        try:
            yield opened
        finally:
            opened.kill()


def fault(room: Newsroom, chance: random.Random) -> str:
    """One fault, over when it returns; what it was."""
    name = chance.choice(room.names())
    kind = chance.choice(["kill", "kill", "kill", "stop", "broker killed", "broker stopped"])
    broker = room.server.launcher
    match kind:
        case "kill":
            room.signal(name, signal.SIGKILL)
            return f"kill {name}"
        case "stop":
            room.signal(name, signal.SIGSTOP)
            time.sleep(2.5 * SESSION_S)
            room.signal(name, signal.SIGCONT)
            return f"stop {name}"
        case "broker killed":
            broker.kill()
            time.sleep(1)
            broker.start()
        case _:
            pid = broker.pid()
            os.kill(pid, signal.SIGSTOP)
            time.sleep(2 * SESSION_S)
            os.kill(pid, signal.SIGCONT)
    return kind
