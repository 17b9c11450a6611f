"""lemon24/reader over the feeds of benchmarks.feed_server: CPU seconds of each round, as JSON. `python reader_cycle.py PORT DB`, with a feed's
address in each line of the input."""

import json
import sys
import time
import urllib.request
from collections.abc import Iterable

from reader import make_reader


def main(port: int, addresses: Iterable[str], database: str) -> None:
    """A first round, one of nothing new, one of two new items."""
    reader = make_reader(database)
    for address in addresses:
        reader.add_feed(address)
    taken = {}
    for name, number in (("first", 0), ("unchanged", 0), ("new", 1)):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/round/{number}").read()
        started = time.process_time()
        reader.update_feeds(scheduled=False)
        taken[name] = time.process_time() - started
    print(json.dumps({"seconds": taken, "entries": reader.get_entry_counts().total}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.stdin.read().split(), sys.argv[2])
