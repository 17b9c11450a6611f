"""The desk over 100,000 items: how long a page takes, and how large it is, from the real server on loopback."""

import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

from benchmarks.filled import COUNT, filled_folder
from benchmarks.filled_log import LARGE_EVENT
from benchmarks.measure import Figure, at_most, percentile
from wirewatch.desk.serving import served
from wirewatch.garbage import collect_seldom
from wirewatch.settings import Settings

ROUNDS = 12
BOUND_MS = 100
BOUND_KB = 100
PAGES = {
    "coverage": "/",
    "coverage of a query": f"/?q={quote('topic:energy AND gas')}",
    "facets of a query": f"/overview?q={quote('topic:energy AND gas')}",
    "facets of everything": "/overview",
    "item": f"/item/item-{COUNT - 1}",
    "event": f"/event/{LARGE_EVENT}",
    "ahead": "/ahead",
    "figures": "/figures",
    "alerts": "/alerts",
    "feeds": "/feeds",
    "stream": "/stream",
}


def figures() -> Iterator[Figure]:
    """Milliseconds of each page at the 95th percentile, and its kilobytes."""
    with filled_folder() as data, served(Settings(data=data, desk="127.0.0.1:0")) as address:
        host = urlsplit(address or "").netloc
        _wait_for(host)
        collect_seldom()  # as `wirewatch desk` and `run` do
        for name, path in PAGES.items():
            taken, size = zip(*(_asked(host, path) for _ in range(ROUNDS)), strict=True)
            yield at_most(f"desk: {name}, p95", percentile(taken[1:], 0.95), "ms", BOUND_MS)
            yield at_most(f"desk: {name}, size", max(size) / 1000, "kB", BOUND_KB)


def _wait_for(host: str) -> None:
    """The server's thread needs a moment."""
    give_up_at = time.monotonic() + 20
    while time.monotonic() < give_up_at:
        with suppress(ConnectionRefusedError):
            _asked(host, "/feeds")
            return
        time.sleep(0.1)


def _asked(host: str, path: str) -> tuple[float, int]:
    """Milliseconds until the whole page is there, and its bytes."""
    with closing(HTTPConnection(host)) as connection:
        started = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        taken = (time.perf_counter() - started) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return taken, len(body)
