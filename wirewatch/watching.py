"""Showing a run while it goes: a live picture in a terminal, a line for each thing worth a line elsewhere."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.live import Live
from rich.text import Text

from producers.ports import PollReport
from wirewatch.render.live import failing_line, item_line, picture
from wirewatch.render.summary import NO_NETWORK, no_network
from wirewatch.session import Session
from wirewatch.tally import RelevantItem

REFRESH_S = 0.5


@dataclass
class Show:
    """Where a run is shown: `live` as a picture, `quiet` not at all, else line by line."""

    console: Console
    quiet: bool = False
    live: bool = False

    def told(self, news: RelevantItem | PollReport | str) -> None:
        """A line for what is new, where lines are shown; a text is an alert's."""
        if self.quiet or self.live:
            return
        match news:
            case RelevantItem():
                self.console.print(item_line(news))
            case str():
                self.console.print(Text(news, "bold"))
            case PollReport() if news.outcome == "failing":
                self.console.print(failing_line(news))
            case _:
                return


@asynccontextmanager
async def watched(session: Session, show: Show) -> AsyncIterator[None]:
    """Keeps the picture up to date while the block runs, and says so where there is no network."""
    with Live(console=show.console, auto_refresh=False, transient=False) as live:
        keeping = asyncio.create_task(_keep(session, show, live))
        try:
            yield
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping
            if show.live:
                live.update(_picture(session), refresh=True)


async def _keep(session: Session, show: Show, live: Live) -> None:
    said_no_network = False
    while True:
        await asyncio.sleep(REFRESH_S)
        if show.live:
            live.update(await asyncio.to_thread(_picture, session), refresh=True)
        all_tried = len(session.tally.polls) == len(session.poller.feeds)
        if all_tried and not said_no_network and no_network(session.tally):
            said_no_network = True
            show.console.print(Text(NO_NETWORK, "bold yellow"))


def _picture(session: Session) -> RenderableType:
    return picture(session.tally, session.lags(), len(session.poller.feeds), session.stopping.is_set())
