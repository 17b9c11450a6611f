"""Taking 100,000 rows away: memory of the command that does it, how much of it is more than that of a search which finds nothing, and rows a second, beside
a plain reading of the same file."""

import csv
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.filled import COUNT, filled_folder
from benchmarks.measure import Figure, at_most, seen

BOUND_MB = 100
NOTHING = "zeppelin"
FORMATS = ("csv", "jsonl", "parquet")


def figures() -> Iterator[Figure]:
    """Megabytes of the process at its largest, and CPU microseconds a row."""
    with filled_folder() as data:
        plain = _plain_us(data)
        opened, _ = _ran(["search", NOTHING, "--data", str(data)])
        for written in FORMATS:
            megabytes, took_us = _exported(data, written)
            yield at_most(f"export {COUNT:,} items as {written}: memory", megabytes, "MB", BOUND_MB)
            yield seen(
                f"export as {written}: more than opening the index",
                megabytes - opened,
                "MB",
                opened,
                "a search of nothing",
            )
            yield seen(f"export as {written}, a row", took_us, "µs CPU", plain, "sqlite3 and csv")


def _exported(data: Path, written: str) -> tuple[float, float]:
    """The largest resident set of `wirewatch export`, and its CPU microseconds a row."""
    out = data / f"taken.{written}"
    used = _ran(["export", "*", "--format", written, "-o", str(out), "--data", str(data)])
    if not out.stat().st_size:
        raise RuntimeError(f"export as {written} wrote nothing")
    return used


_LAUNCHED = """
import json, os, subprocess, sys
running = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(running.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_maxrss, used.ru_utime + used.ru_stime]))
"""
"""A process counts as its own what its parent held when it was started, and this one holds a filled index: a small one starts the command."""


def _ran(words: Sequence[str]) -> tuple[float, float]:
    """The largest resident set of a command in megabytes, and its CPU microseconds a row."""
    launch = [sys.executable, "-S", "-c", _LAUNCHED, sys.executable, "-m", "wirewatch", *words]
    code, resident_kb, cpu_s = json.loads(subprocess.run(launch, stdout=subprocess.PIPE, check=True).stdout)
    if code != 0:
        raise RuntimeError(f"{' '.join(words)} ended with {code}")
    return resident_kb / 1024, cpu_s / COUNT * 1_000_000


def _plain_us(data: Path) -> float:
    """CPU microseconds a row of reading the stored bytes and writing five cells."""
    started = time.process_time()
    connection = sqlite3.connect(data / "index.db")
    with (data / "plain.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        for row, source in connection.execute("SELECT row, source FROM document WHERE source IS NOT NULL"):
            table.writerow((row, len(source), "wire", "en", "https://wire.example"))
    connection.close()
    return (time.process_time() - started) / COUNT * 1_000_000
