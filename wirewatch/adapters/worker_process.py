"""A worker in a process of its own, behind pipes, which can be killed: for what hostile documents are given to."""

import asyncio
import contextlib
import json
import os
import signal
import struct
import sys
from dataclasses import dataclass
from typing import Any, Literal

from schemas.errors import ConfigurationError
from wirewatch.adapters.frames import EXIT_EXPAT, pack_frame

MAX_REPLY_BYTES = 64 * 1024 * 1024

_KEPT_VARIABLES = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV")

FaultCode = Literal["timeout", "memory", "crashed"]


@dataclass(frozen=True, slots=True)
class WorkerFault:
    """Why a worker gave no answer; `detail` is the name of what it raised."""

    code: FaultCode
    detail: str = ""


class WorkerProcess:
    """One process of `module`, started when first needed and again after it was ended; one request at a time, others wait.
    `cpu_s` of processor time and `deadline_s` by the clock for a request, `memory_bytes` of address space. Use it within one event
    loop and `close` it there."""

    def __init__(self, module: str, *, cpu_s: float, deadline_s: float, memory_bytes: int) -> None:
        self._module = module
        self._cpu_s = cpu_s
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The worker's process id, while there is one."""
        return self._process.pid if self._process else None

    async def ask(self, request: dict[str, Any], document: bytes) -> dict[str, Any] | WorkerFault:
        """The worker's answer about a document. Raises ConfigurationError where the worker cannot run at all."""
        async with self._turn:
            process = self._process or await self._start()
            try:
                async with asyncio.timeout(self._deadline_s):
                    reply = await _ask(process, pack_frame({**request, "size": len(document)}) + document)
            except TimeoutError:
                await self._end()
                return WorkerFault("timeout")
            except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError):
                return WorkerFault(_code_of(await self._end()))
            except BaseException:
                await self._end()  # a reply that nobody reads would be taken for the next one's
                raise
            if reply["last"]:
                await self._end()
        return WorkerFault(reply["error"], reply["detail"]) if "error" in reply else reply

    async def close(self) -> None:
        """End the worker."""
        async with self._turn:
            await self._end()

    async def _start(self) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self._module,
            str(self._memory_bytes),
            str(self._cpu_s),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
            start_new_session=True,  # Ctrl-C is for us; the worker ends when its stdin does
        )
        return self._process

    async def _end(self) -> int:
        """End the worker and tell how it ended by itself, if it did."""
        process, self._process = self._process, None
        if process is None:
            return 0
        with contextlib.suppress(ProcessLookupError, TimeoutError):
            if process.stdin:
                process.stdin.close()
            async with asyncio.timeout(0.2):
                return await process.wait()
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        return await process.wait()


async def _ask(process: asyncio.subprocess.Process, request: bytes) -> dict[str, Any]:
    requests, replies = process.stdin, process.stdout
    if requests is None or replies is None:
        raise RuntimeError("the parser was started without pipes")
    requests.write(request)
    await requests.drain()
    (length,) = struct.unpack(">I", await replies.readexactly(4))
    if length > MAX_REPLY_BYTES:
        raise asyncio.IncompleteReadError(b"", length)
    reply: dict[str, Any] = json.loads(await replies.readexactly(length))
    return reply


def _code_of(exit_code: int) -> FaultCode:
    if exit_code == EXIT_EXPAT:
        raise ConfigurationError(
            "The XML library (expat) of this Python does not limit the growth of entities, so feeds cannot be "
            "parsed safely. Use a Python with expat 2.4.1 or newer."
        )
    if exit_code in (-signal.SIGPROF, -signal.SIGXCPU):
        return "timeout"
    return "memory" if exit_code == -signal.SIGKILL else "crashed"
