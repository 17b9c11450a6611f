"""The article of a page, taken out by a worker."""

from typing import Any

from wirewatch.adapters.worker_process import WorkerFault, WorkerProcess

CPU_S = 5.0  # for one page; most take a twentieth of a second
DEADLINE_S = 20.0
MEMORY_BYTES = 1024 * 1024 * 1024  # of address space; an idle worker has 90 MB in memory


class PageProcess:
    """Asks a worker. Use it within one event loop and `close` it there."""

    def __init__(self) -> None:
        module = "wirewatch.adapters.pages.page_worker"
        self._worker = WorkerProcess(module, cpu_s=CPU_S, deadline_s=DEADLINE_S, memory_bytes=MEMORY_BYTES)

    async def article(
        self, document: bytes, address: str, content_type: str | None
    ) -> dict[str, Any] | WorkerFault:
        """Text, title, author, day and canonical address as the page gives them; `is_paid` where it says that one has to pay."""
        return await self._worker.ask({"address": address, "content_type": content_type or ""}, document)

    async def close(self) -> None:
        """End the worker; the next page starts another."""
        await self._worker.close()
