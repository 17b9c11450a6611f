"""An index of 100,000 items, for what looks into one: all relevant, as in a real index, so that the commonest words stand in every one
of them. What the documents say beside their text (topics, entities, an event) is light: names the gazetteer finds, nothing more.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.corpus import corpus
from benchmarks.filled_log import fill_log
from benchmarks.records import light_coverage
from consumers.index.document import document_of
from wirewatch.adapters.sqlite_index import SqliteIndex

COUNT = 100_000
BATCH = 1000


@contextmanager
def filled_folder() -> Iterator[Path]:
    """A data folder with such an index and the log beside it; another process filled both."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with ProcessPoolExecutor(1, get_context("spawn")) as other:
            other.submit(fill_us, data / "index.db").result()
            other.submit(fill_log, data / "log.db", COUNT).result()
        yield data


def fill_us(path: Path) -> float:
    """Fill an index; CPU microseconds of a document."""
    index = SqliteIndex(path)
    entries = corpus(COUNT, relevant_share=1.0)
    batches = range(0, COUNT, BATCH)
    started = time.process_time()
    for _ in track(batches, "documents", console=Console(file=sys.stderr), transient=True):
        index.write([document_of(light_coverage(entry)) for entry in islice(entries, BATCH)])
    index.close()
    return (time.process_time() - started) / COUNT * 1_000_000
