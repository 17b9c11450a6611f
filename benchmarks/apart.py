"""Runs the program as a user does, apart from this process: a wire that serves documents, and `wirewatch` over it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import Entry, feed_document

ENTRIES_A_DOCUMENT = 100
_NOT_KEPT = ("WIREWATCH_", "PYTHONDONTWRITEBYTECODE")  # a user's start finds its modules compiled


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with a catalogue of the wire's documents, and its data beside it."""

    folder: Path
    documents: int
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """`wirewatch` with these words, its output thrown away."""
        return subprocess.Popen(
            [sys.executable, "-m", "wirewatch", *words, "--data", str(self.data)],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
        )

    def cpu_s(self, *words: str) -> float:
        """CPU seconds of a command with all its processes, those of the kernel on their behalf included."""
        running = self.start(*words)
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode:
            raise RuntimeError(f"wirewatch {' '.join(words)} ended with {running.returncode}")
        return usage.ru_utime + usage.ru_stime

    def poll_cpu_s(self) -> float:
        """CPU seconds of polling every document once and running the stream until all is drained."""
        return self.cpu_s("run", "--once", "--allow-private", "--feeds", "feeds.csv", "--json")


@contextmanager
def desk_of(folder: Path, entries: Sequence[Entry], a_document: int = ENTRIES_A_DOCUMENT) -> Iterator[Desk]:
    """A desk in a new folder, its wire served by a process of its own while the block runs."""
    served = folder / "served"
    served.mkdir(parents=True)
    documents = [entries[start : start + a_document] for start in range(0, len(entries), a_document)]
    for number, document in enumerate(documents):
        publish(folder, number, document)
    with _serving(served) as address:
        lines = [
            f"{address}/{n}.rss,wire{n},Wire {n},agency,en,GBR,independent," for n in range(len(documents))
        ]
        head = "url,source_id,source,kind,language,country,control,owner"
        (folder / "feeds.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_KEPT)}
        yield Desk(
            folder,
            len(documents),
            kept | {"PYTHONPATH": str(Path(__file__).parents[1]), "WIREWATCH_FULL_TEXT": "0"},
        )


def publish(folder: Path, number: int, entries: Sequence[Entry]) -> None:
    """What a document of a desk's wire says from now on."""
    document = folder / "served" / f"{number}.rss"
    document.write_bytes(feed_document(list(entries), f"Wire {number}"))


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with server:
        try:
            assert server.stdout is not None
            said = (
                server.stdout.readline()
            )  # Serving HTTP on 127.0.0.1 port 40123 (http://127.0.0.1:40123/) ...
            yield said.partition("(")[2].partition("/)")[0]
        finally:
            server.terminate()
