"""Pages fetched and read on a thread beside the stream."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

import structlog

from consumers.complete.ports import Answer, Missed, Page
from producers.ports import Fetched
from schemas.errors import WirewatchError
from wirewatch.adapters.http import HttpFetcher
from wirewatch.adapters.pages.fetching import PolitePages
from wirewatch.adapters.pages.page_process import PageProcess
from wirewatch.adapters.pages.store import PageStore
from wirewatch.adapters.worker_process import WorkerFault

log = structlog.get_logger()

AT_ONCE = 6
WAITING_MOST = 24
"""Pages under way or waiting for their host: more are asked for when these are done."""
IDLE_S = 60.0
"""After so long without a page the worker ends, and its memory is free."""


class PagesBeside:
    """`Pages` over the network: a thread of its own from the first request until `close`."""

    def __init__(
        self,
        make_fetcher: Callable[[], HttpFetcher],
        agent: str,
        store: PageStore,
        clock: Callable[[], datetime],
    ) -> None:
        self._make_fetcher, self._agent, self._store, self._clock = make_fetcher, agent, store, clock
        self._answers: deque[Answer] = deque()
        self._under_way: set[tuple[str, int]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._ready = threading.Event()
        self._requests: asyncio.Queue[tuple[str, int, str]] | None = None

    def ask(self, item_id: str, revision: int, link: str) -> None:
        """Ask for a page."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="pages", daemon=True)
            self._thread.start()
            self._ready.wait()
        key = (item_id, revision)
        if key not in self._under_way and self._loop is not None and self._requests is not None:
            self._under_way.add(key)
            self._loop.call_soon_threadsafe(self._requests.put_nowait, (item_id, revision, link))

    def answers(self) -> Sequence[Answer]:
        """What has come since the last call."""
        found = []
        while self._answers:
            answer = self._answers.popleft()
            self._under_way.discard((answer.item_id, answer.revision))
            found.append(answer)
        return found

    def room(self) -> int:
        """How many more may be asked for."""
        return WAITING_MOST - len(self._under_way)

    def close(self) -> None:
        """End the thread; what is under way is given up."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._stop)
            self._thread.join(10)

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._requests = asyncio.get_running_loop(), asyncio.Queue()
        self._main = asyncio.current_task()
        self._ready.set()
        process = PageProcess()
        try:
            async with self._make_fetcher() as fetcher:
                pages = PolitePages(fetcher, self._agent)
                await asyncio.gather(*(self._work(pages, process, self._requests) for _ in range(AT_ONCE)))
        finally:
            await process.close()

    def _stop(self) -> None:
        if self._main is not None:
            self._main.cancel()

    async def _work(
        self, pages: PolitePages, process: PageProcess, requests: "asyncio.Queue[tuple[str, int, str]]"
    ) -> None:
        while True:
            try:
                item_id, revision, link = await asyncio.wait_for(requests.get(), IDLE_S)
            except TimeoutError:
                if not self._under_way:
                    await process.close()
                continue
            found: Page | Missed
            try:
                found = await self._page(pages, process, link)
            except WirewatchError as error:
                log.warning("pages_stopped", trouble=str(error))
                found = Missed("worker")
            except Exception as error:  # whatever a page does to a library costs this page
                log.error("page_failed", exc_info=error)
                found = Missed("worker")
            self._answers.append(Answer(item_id, revision, found))

    async def _page(self, pages: PolitePages, process: PageProcess, link: str) -> Page | Missed:
        fetched = await pages.page(link)
        if not isinstance(fetched, Fetched):
            return fetched
        name = await asyncio.to_thread(self._store.keep, fetched.body)
        article = await process.article(fetched.body, fetched.address, fetched.content_type)
        if isinstance(article, WorkerFault):
            return Missed("worker")
        if not article["text"].strip():
            return Missed("no_text")
        return Page(
            address=fetched.address, fetched_at=self._clock(), page_sha256=name, text=article["text"], title=article["title"],
            author=article["author"], published=article["published"], canonical=article["canonical"], is_paid=article["is_paid"],
        )  # fmt: skip
