"""Signals: the first drains, the second leaves at once."""

import signal
import subprocess
import sys

import pytest

DRAINS_FOR_EVER = """
import asyncio, time
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.housekeeping import Housekeeping
from wirewatch.session import Session
from wirewatch.settings import Retention
from wirewatch.tally import Tally

class Poller:
    async def poll_all_once(self):
        print("polling", flush=True)
        await asyncio.sleep(60)

class Stream:
    def drain(self, patience_s):
        print("draining", flush=True)
        time.sleep(60)

log = MemoryLog()
session = Session(log, Stream(), Poller(), log.open_stage("wirewatch.poll"), Tally(), Housekeeping(log, Retention()))
asyncio.run(session.run_once())
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_second_signal_leaves_at_once_even_while_a_stage_is_busy(number: int, code: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", DRAINS_FOR_EVER], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "polling\n"
        running.send_signal(number)
        assert running.stdout.readline() == "draining\n"
        running.send_signal(number)
        assert running.wait(timeout=10) == code
