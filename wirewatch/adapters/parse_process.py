"""The parser in a process of its own, which can be killed."""

import asyncio
import contextlib
import json
import os
import signal
import struct
import sys
from typing import Any

from producers.entry import ParsedFeed
from producers.trouble import Trouble
from schemas.errors import ConfigurationError
from wirewatch.adapters.frames import EXIT_EXPAT, pack_frame

CPU_S = 1.5  # for one document (at most a hundred entries); the slowest real one takes 0.1
DEADLINE_S = 10.0  # wall clock, for a machine that is busy
MEMORY_BYTES = 200 * 1024 * 1024  # of address space; an idle worker has 33 MB, 25 of them in memory
MAX_REPLY_BYTES = 64 * 1024 * 1024

_KEPT_VARIABLES = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


class ParseProcess:
    """A `Parser` behind pipes: one process, started when first needed and again after it was ended.

    One document at a time; others wait. Use it within one event loop and `close` it there.
    """

    def __init__(
        self, *, cpu_s: float = CPU_S, deadline_s: float = DEADLINE_S, memory_bytes: int = MEMORY_BYTES
    ) -> None:
        self._cpu_s = cpu_s
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The worker's process id, while there is one."""
        return self._process.pid if self._process else None

    async def parse(
        self, document: bytes, address: str, *, keep_markup: bool = False
    ) -> ParsedFeed | Trouble:
        """The entries of a document, or why there are none. Raises ConfigurationError where the worker cannot
        run at all."""
        request = {"size": len(document), "address": address, "keep_markup": keep_markup}
        async with self._turn:
            process = self._process or await self._start()
            try:
                async with asyncio.timeout(self._deadline_s):
                    reply = await _ask(process, pack_frame(request) + document)
            except TimeoutError:
                await self._end()
                return _trouble("parse_timeout")
            except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError):
                return _trouble(_code_of(await self._end()))
            except BaseException:
                await self._end()  # a reply that nobody reads would be taken for the next one's
                raise
            if reply["last"]:
                await self._end()
        if "error" in reply:
            return _trouble(reply["error"], reply["detail"])
        return ParsedFeed.from_json(reply["feed"])

    async def close(self) -> None:
        """End the worker."""
        async with self._turn:
            await self._end()

    async def _start(self) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "wirewatch.adapters.parse_worker",
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


def _code_of(exit_code: int) -> str:
    if exit_code == EXIT_EXPAT:
        raise ConfigurationError(
            "The XML library (expat) of this Python does not limit the growth of entities, so feeds cannot be "
            "parsed safely. Use a Python with expat 2.4.1 or newer."
        )
    if exit_code in (-signal.SIGPROF, -signal.SIGXCPU):
        return "parse_timeout"
    return "parse_memory" if exit_code == -signal.SIGKILL else "parse_crashed"


def _trouble(code: str, detail: str = "") -> Trouble:
    match code:
        case "parse_timeout":
            return Trouble("parse_timeout", "The document takes too long to parse.")
        case "parse_memory":
            return Trouble("parse_memory", "The document takes too much memory to parse.")
        case _:
            return Trouble(
                "parse_crashed", f"The document stops the parser{f' ({detail})' if detail else ''}."
            )
