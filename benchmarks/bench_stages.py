"""Where the stream's time goes: CPU of each stage for an item of the corpus, in one process that is warm."""

import asyncio
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.apart import Desk, desk_of
from benchmarks.corpus import Entry, corpus
from benchmarks.measure import Figure, seen
from wirewatch.data_folder import DataFolder
from wirewatch.open_session import opened_session
from wirewatch.session import Session
from wirewatch.settings import load_settings

COUNT = 3000
WARM_UP = 100
_OTHER_ITEMS = (
    1_000_000  # added to the numbers of the first entries, so that the measured ones are no repeats
)


def figures() -> Iterator[Figure]:
    """CPU per item of polling, of the parser's process, and of every stage."""
    first = [
        replace(entry, number=entry.number + _OTHER_ITEMS) for entry in corpus(WARM_UP, relevant_share=0.6)
    ]
    with tempfile.TemporaryDirectory() as folder:
        _stream(Path(folder) / "first", first)
        spent = _stream(Path(folder) / "measured", list(corpus(COUNT)))
    for stage, seconds in spent.items():
        yield seen(f"stages: {stage}, 5% relevant", seconds / COUNT * 1_000_000, "µs CPU")


def _stream(folder: Path, entries: Sequence[Entry]) -> dict[str, float]:
    """CPU seconds of each part of the stream over these entries."""
    with desk_of(folder, entries) as desk:
        before = _children_s()
        spent = asyncio.run(_session(desk))
        return {"parser": _children_s() - before, **spent}


async def _session(desk: Desk) -> dict[str, float]:
    settings = load_settings(
        feeds=desk.folder / "feeds.csv", data=desk.data, allow_private=True, full_text=False
    )
    async with opened_session(settings, DataFolder(settings.data), lambda news: None) as session:
        started = time.process_time()
        await session.poller.poll_all_once()
        return {"poll": time.process_time() - started, **_drained(session)}


def _drained(session: Session) -> dict[str, float]:
    spent: defaultdict[str, float] = defaultdict(float)
    was_busy = True
    while was_busy:
        was_busy = False
        for loop in session.stream.loops:
            started = time.process_time()
            turn = loop.turn()
            spent[loop.name] += time.process_time() - started
            was_busy = was_busy or turn.read > 0
    return spent


def _children_s() -> float:
    """CPU seconds of processes of ours that have ended: the parser's."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime
