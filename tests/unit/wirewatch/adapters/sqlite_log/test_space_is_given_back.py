"""What retention lets go leaves the disk, not only the tables."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from consumers.ports import Output
from schemas.topics import ITEMS
from wirewatch.adapters.sqlite_log import SqliteLog


def test_a_compacted_log_is_as_small_as_what_it_still_holds(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    log = SqliteLog(path)
    empty = path.stat().st_size
    stage = log.open_stage("wirewatch.poll")
    stage.commit([Output(ITEMS.name, f"k{n}", os.urandom(5000), {}) for n in range(2000)], {})
    stage.close()
    log.compact()
    assert path.stat().st_size > 10_000_000
    assert log.expire(ITEMS.name, datetime.now(UTC) + timedelta(minutes=1)) == 2000
    log.compact()
    assert path.stat().st_size < empty + 100_000
    log.close()
