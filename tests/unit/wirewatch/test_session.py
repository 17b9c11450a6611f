"""What a session does with its threads and its picture when something fails or ends."""

import asyncio
import io
import threading
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest
from rich.console import Console
from structlog.testing import capture_logs

from producers.poller import Poller
from schemas.errors import TransientError
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.housekeeping import Housekeeping
from wirewatch.session import Session
from wirewatch.settings import Retention
from wirewatch.stream import Stream
from wirewatch.tally import Tally
from wirewatch.watching import Show, watched


class SlowLog(MemoryLog):
    """Gives space back only when it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.compacting, self.let_go_on = threading.Event(), threading.Event()
        self.compacted_wholly = False

    def compact(self) -> None:
        self.compacting.set()
        self.let_go_on.wait(10)
        self.compacted_wholly = True


class ForgetfulLog(MemoryLog):
    """Raises the first `troubles` times it is asked for a lag."""

    def __init__(self, *troubles: Exception) -> None:
        super().__init__()
        self.troubles = list(troubles)
        self.asked = 0

    def lag(self, group: str) -> int:
        self.asked += 1
        if self.troubles:
            raise self.troubles.pop(0)
        return super().lag(group)


def session_over(log: MemoryLog, poll: Callable[[asyncio.Event], Awaitable[None]]) -> Session:
    class FakePoller:
        feeds = ()
        run = staticmethod(poll)

    stream = Stream((), lambda turn: None)
    poller = cast(Poller, cast(Any, FakePoller()))
    return Session(
        log, stream, poller, log.open_stage("wirewatch.poll"), Tally(), Housekeeping(log, Retention())
    )


def test_a_run_ends_only_after_the_thread_that_removes_old_records() -> None:
    log = SlowLog()

    async def poll(stopping: asyncio.Event) -> None:
        await asyncio.to_thread(log.compacting.wait, 10)
        asyncio.get_running_loop().call_later(0.05, log.let_go_on.set)

    assert asyncio.run(session_over(log, poll).run()) is True
    assert log.compacted_wholly


@pytest.mark.parametrize(
    ("trouble", "pictures", "logged"),
    [(TransientError("busy"), 2, []), (ZeroDivisionError("bug"), 1, ["picture_failed"])],
)
def test_a_picture_that_fails_is_logged_and_one_in_passing_trouble_comes_again(
    monkeypatch: pytest.MonkeyPatch, trouble: Exception, pictures: int, logged: list[str]
) -> None:
    monkeypatch.setattr("wirewatch.watching.REFRESH_S", 0.0)
    log = ForgetfulLog(trouble)
    session = session_over(log, asyncio.Event.wait)  # type: ignore[arg-type]

    async def watch() -> None:
        async with watched(session, Show(Console(file=io.StringIO()), live=True)):
            while log.troubles:
                await asyncio.sleep(0)

    with capture_logs() as logs:
        asyncio.run(watch())
    assert [entry["event"] for entry in logs] == logged
    assert (log.asked >= 2) is (pictures == 2)
