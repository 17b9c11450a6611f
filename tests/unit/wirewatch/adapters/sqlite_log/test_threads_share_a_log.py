"""One log, many threads: each has the connection for itself while it uses it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from consumers.ports import Output
from schemas.topics import ITEMS, ITEMS_STATE
from wirewatch.adapters.sqlite_log import SqliteLog


def test_threads_may_count_expire_and_compact_at_the_same_time(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    stage = log.open_stage("wirewatch.poll")
    stage.commit([Output(ITEMS.name, f"k{n}", b"v") for n in range(100)], {})
    stage.commit([Output(ITEMS_STATE.name, f"k{n:04}", b"%d" % n) for n in range(1200)], {})
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    doings: list[Callable[[], object]] = [
        lambda: log.expire(ITEMS.name, long_ago),
        log.compact,
        lambda: log.lag("wirewatch.classify"),
        lambda: [value for _, value in log.compacted(ITEMS_STATE.name)] == [b"%d" % n for n in range(1200)],
    ]
    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(doing) for _ in range(40) for doing in doings]
        answers = [each.result() for each in done]
    assert answers[3::4] == [True] * 40
    stage.close()
    log.close()
