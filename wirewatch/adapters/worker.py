"""The loop of a worker's process: documents in through stdin, answers out through stdout.

It has a limit on memory, a limit on processor time for each document (the kernel ends it then), and no more of the
environment than Python needs. A request is a frame (`frames.py`) followed by the document, a reply is a frame.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wirewatch.adapters.frames import pack_frame, read_frame
from wirewatch.garbage import collect_seldom

Answer = Callable[[bytes, dict[str, Any]], dict[str, Any]]


def serve(answer: Answer, tired_bytes: int) -> None:
    """Answer requests until stdin ends, or more memory than `tired_bytes` is in use: such a process makes room for a fresh one. The
    limits are on the command line: bytes of memory, seconds of processor time."""
    memory_bytes, cpu_s = int(sys.argv[1]), float(sys.argv[2])
    collect_seldom()
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not reach the pipe
    while (request := read_frame(requests)) is not None:
        document = requests.read(request["size"])
        signal.setitimer(signal.ITIMER_PROF, cpu_s)
        reply = _answered(answer, document, request)
        signal.setitimer(signal.ITIMER_PROF, 0)
        reply["last"] = "error" in reply or _memory_bytes() > tired_bytes
        replies.write(pack_frame(reply))
        replies.flush()
        if reply["last"]:
            break


def _answered(answer: Answer, document: bytes, request: dict[str, Any]) -> dict[str, Any]:
    try:
        return answer(document, request)
    except MemoryError:
        return {"error": "memory", "detail": "MemoryError"}
    except Exception as error:  # noqa: BLE001 - whatever a document does to a library must not stop the stream
        return {"error": "crashed", "detail": type(error).__name__}


def _memory_bytes() -> int:
    """Memory in use now; 0 where the system does not tell. (Its highest value would be the parent's: it
    survives the start of a program.)"""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()
