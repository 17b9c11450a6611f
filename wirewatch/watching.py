"""Showing a run while it goes: a live picture in a terminal, a line for each thing worth a line elsewhere."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog
from rich.console import Console, RenderableType
from rich.live import Live
from rich.text import Text

from producers.ports import PollReport
from schemas.errors import TransientError
from wirewatch.render.live import failing_line, item_line, picture
from wirewatch.render.summary import NO_NETWORK, no_network
from wirewatch.session import Session, set_within
from wirewatch.tally import RelevantItem

log = structlog.get_logger()

REFRESH_S = 0.5


@dataclass
class Show:
    """Where a run is shown: `live` as a picture, `quiet` not at all, else line by line."""

    console: Console
    quiet: bool = False
    live: bool = False
    desk: str | None = None

    def told(self, news: RelevantItem | PollReport | str) -> None:
        """A line for what is new, where lines are shown; a text is an alert's."""
        if self.quiet or self.live:
            return
        match news:
            case RelevantItem():
                self.console.print(item_line(news))
            case str():
                with suppress(
                    OSError
                ):  # in a stage's hands: a reader that has gone must not make the alert a dead letter
                    self.console.print(Text(news, "bold"))
            case PollReport() if news.outcome == "failing":
                self.console.print(failing_line(news))
            case _:
                return


@asynccontextmanager
async def watched(session: Session, show: Show) -> AsyncIterator[None]:
    """Keeps the picture up to date while the block runs, and says so where there is no network. A picture that fails
    is logged; the run goes on without it."""
    ended = asyncio.Event()
    with Live(console=show.console, auto_refresh=False, transient=False) as live:
        keeping = asyncio.create_task(_keep(session, show, live, ended))
        try:
            yield
        finally:
            ended.set()
            await keeping  # not cancelled: a thread of its own may be reading the log, which is closed next


async def _keep(session: Session, show: Show, live: Live, ended: asyncio.Event) -> None:
    said_no_network = False
    while True:
        is_last = await set_within(ended, REFRESH_S)
        try:
            if show.live:
                live.update(await asyncio.to_thread(_picture, session, show.desk), refresh=True)
        except TransientError:
            pass  # the next one is half a second away
        except Exception as error:  # what is shown must not end what is done
            log.error("picture_failed", exc_info=error)
            return
        if is_last:
            return
        all_tried = len(session.tally.polls) == len(session.poller.feeds)
        if all_tried and not said_no_network and no_network(session.tally):
            said_no_network = True
            show.console.print(Text(NO_NETWORK, "bold yellow"))


def _picture(session: Session, desk: str | None) -> RenderableType:
    return picture(session.tally, session.lags(), len(session.poller.feeds), session.stopping.is_set(), desk)
