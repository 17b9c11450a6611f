"""The whole embedded stream as a user runs it: CPU, memory and disk, over the corpus.

`wirewatch run --once` polls documents of a hundred entries from a server in a process of its own, runs every stage over
the SQLite log and index, and leaves. All its processes are counted, the parser's too, with what the kernel
does for them. What starting up costs (a run over one entry of each language) is measured apart and subtracted.
"""

import io
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import feedparser
import psutil

from benchmarks.apart import ENTRIES_A_DOCUMENT, Desk, desk_of
from benchmarks.bench_classify import langdetect_us
from benchmarks.corpus import Entry, corpus, feed_document
from benchmarks.measure import Figure, at_most, cpu_us, seen, times_cheaper

COUNT = 6000
HALF_COUNT = 1500
FLOOR_COUNT = 300
BOUND_MS = 1.5
BOUND_TIMES = 5
BOUND_MB = 250
BOUND_DISK = 4
_MB = 1_000_000


def figures() -> Iterator[Figure]:
    """CPU per item, memory of all processes, bytes on disk for each byte of text."""
    floor_ms = _floor_ms(list(corpus(FLOOR_COUNT)))
    start_s = _start_s()
    yield seen("stream: start and stop", start_s, "s CPU")
    entries = list(corpus(COUNT))
    few_ms, disk = min(_item_ms_and_disk(entries, start_s) for _ in range(2))
    name = "stream: an item, 5% relevant"
    floor_is = "feedparser + langdetect"
    yield at_most(name, few_ms, "ms CPU", BOUND_MS, floor_ms, floor_is)
    yield times_cheaper(f"{name}, against the plain way", few_ms, "ms CPU", floor_ms, BOUND_TIMES, floor_is)
    half = list(corpus(HALF_COUNT, relevant_share=0.5))
    half_ms, half_disk = _item_ms_and_disk(half, start_s)
    yield seen("stream: an item, 50% relevant", half_ms, "ms CPU", floor_ms, floor_is)
    yield at_most("disk: data folder for a byte of text, 5% relevant", disk, "bytes", BOUND_DISK)
    yield seen("disk: data folder for a byte of text, 50% relevant", half_disk, "bytes")
    yield at_most("memory: all processes of a run, PSS", _memory_mb(entries), "MB", BOUND_MB)


def _start_s() -> float:
    """CPU seconds of a run over next to nothing: one relevant entry of each language, so that all is loaded."""
    entries = {entry.language: entry for entry in corpus(20, relevant_share=1.0)}
    taken = []
    for _ in range(3):
        with (
            tempfile.TemporaryDirectory() as folder,
            desk_of(Path(folder) / "one", list(entries.values())) as desk,
        ):
            taken.append(desk.poll_cpu_s())
    return min(taken)


def _floor_ms(entries: Sequence[Entry]) -> float:
    """CPU per item of the plain way: feedparser and langdetect as they come."""
    documents = [
        feed_document(list(entries[start : start + ENTRIES_A_DOCUMENT]))
        for start in range(0, len(entries), ENTRIES_A_DOCUMENT)
    ]
    parsing_us = cpu_us(lambda: [feedparser.parse(io.BytesIO(document)) for document in documents])
    return (parsing_us / len(entries) + langdetect_us([entry.text for entry in entries])) / 1000


def _item_ms_and_disk(entries: Sequence[Entry], start_s: float) -> tuple[float, float]:
    """CPU milliseconds of an item, and how many bytes the data folder holds for each byte of text."""
    with tempfile.TemporaryDirectory() as folder, desk_of(Path(folder) / "desk", entries) as desk:
        item_ms = (desk.poll_cpu_s() - start_s) / len(entries) * 1000
        return item_ms, _bytes_a_byte_of_text(desk, entries)


def _bytes_a_byte_of_text(desk: Desk, entries: Sequence[Entry]) -> float:
    """The data folder, everything counted, once the derived topics have expired."""
    desk.environment["WIREWATCH_RETENTION__DERIVED_DAYS"] = "0"
    desk.cpu_s("vacuum")
    kept = sum(file.stat().st_size for file in desk.data.rglob("*"))
    return kept / sum(len(entry.text.encode()) for entry in entries)


def _memory_mb(entries: Sequence[Entry]) -> float:
    """The most that all processes of `wirewatch run` held together while the corpus passed, shared pages once."""
    most = 0
    with tempfile.TemporaryDirectory() as folder, desk_of(Path(folder) / "memory", entries) as desk:
        running = desk.start("run", "--allow-private", "--feeds", "feeds.csv")
        stopping = False
        while running.poll() is None:
            most = max(most, _pss_bytes(running.pid))
            if not stopping and _polled(desk) == len(entries):
                running.send_signal(signal.SIGTERM)
                stopping = True
            time.sleep(0.2)
    if running.returncode:
        raise RuntimeError(f"wirewatch run ended with {running.returncode}")
    return most / _MB


def _pss_bytes(pid: int) -> int:
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        return sum(member.memory_full_info().pss for member in family)
    except psutil.NoSuchProcess:
        return 0


def _polled(desk: Desk) -> int:
    """How many entries the log holds."""
    log = desk.data / "log.db"
    if not log.exists():
        return 0
    with sqlite3.connect(f"file:{log}?mode=ro", uri=True) as connection:
        try:
            (count,) = connection.execute(
                "SELECT coalesce(sum(next_offset), 0) FROM lane WHERE topic='news.items'"
            ).fetchone()
        except sqlite3.OperationalError:  # the tables are not there yet
            return 0
    return int(count)
