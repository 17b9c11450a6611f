"""The parser of feeds in a process of its own, which can be killed."""

from producers.entry import ParsedFeed
from producers.trouble import Trouble
from wirewatch.adapters.worker_process import WorkerFault, WorkerProcess

CPU_S = 1.5  # for one document (at most a hundred entries); the slowest real one takes 0.1
DEADLINE_S = 10.0  # wall clock, for a machine that is busy
MEMORY_BYTES = 200 * 1024 * 1024  # of address space; an idle worker has 33 MB, 25 of them in memory


class ParseProcess:
    """A `Parser` that asks a worker. Use it within one event loop and `close` it there."""

    def __init__(
        self, *, cpu_s: float = CPU_S, deadline_s: float = DEADLINE_S, memory_bytes: int = MEMORY_BYTES
    ) -> None:
        module = "wirewatch.adapters.parse_worker"
        self._worker = WorkerProcess(module, cpu_s=cpu_s, deadline_s=deadline_s, memory_bytes=memory_bytes)

    @property
    def pid(self) -> int | None:
        """The worker's process id, while there is one."""
        return self._worker.pid

    async def parse(
        self, document: bytes, address: str, *, keep_markup: bool = False
    ) -> ParsedFeed | Trouble:
        """The entries of a document, or why there are none. Raises ConfigurationError where the worker cannot
        run at all."""
        reply = await self._worker.ask({"address": address, "keep_markup": keep_markup}, document)
        return _trouble(reply) if isinstance(reply, WorkerFault) else ParsedFeed.from_json(reply["feed"])

    async def close(self) -> None:
        """End the worker."""
        await self._worker.close()


def _trouble(fault: WorkerFault) -> Trouble:
    match fault.code:
        case "timeout":
            return Trouble("parse_timeout", "The document takes too long to parse.")
        case "memory":
            return Trouble("parse_memory", "The document takes too much memory to parse.")
        case _:
            detail = f" ({fault.detail})" if fault.detail else ""
            return Trouble("parse_crashed", f"The document stops the parser{detail}.")
