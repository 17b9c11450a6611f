"""The parser's process: documents in through stdin, entries out through stdout.

It has a limit on memory, a limit on processor time for each document (the kernel ends it then), and no more of the
environment than Python needs. It imports little and is started by `parse_process.py`, never by hand.
A request is a frame (`frames.py`) followed by the document, a reply is a frame.
"""

import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from producers.parse import check_expat, parse_document
from wirewatch.adapters.frames import EXIT_EXPAT, pack_frame, read_frame
from wirewatch.garbage import collect_seldom

TIRED_BYTES = 80 * 1024 * 1024  # of memory in use: such a process answers and makes room for a fresh one


def main() -> int:
    """Answer requests until stdin ends."""
    memory_bytes, cpu_s = int(sys.argv[1]), float(sys.argv[2])
    try:
        check_expat()
    except RuntimeError:
        return EXIT_EXPAT
    collect_seldom()
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not reach the pipe
    while (request := read_frame(requests)) is not None:
        document = requests.read(request["size"])
        signal.setitimer(signal.ITIMER_PROF, cpu_s)
        reply = _answer(document, request["address"], request["keep_markup"])
        signal.setitimer(signal.ITIMER_PROF, 0)
        reply["last"] = "error" in reply or _memory_bytes() > TIRED_BYTES
        replies.write(pack_frame(reply))
        replies.flush()
        if reply["last"]:
            break
    return 0


def _memory_bytes() -> int:
    """Memory in use now; 0 where the system does not tell. (Its highest value would be the parent's: it
    survives the start of a program.)"""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _answer(document: bytes, address: str, keep_markup: bool) -> dict[str, Any]:
    try:
        return {"feed": parse_document(document, address, keep_markup=keep_markup).as_json()}
    except MemoryError:
        return {"error": "parse_memory", "detail": "MemoryError"}
    except Exception as error:  # noqa: BLE001 - whatever a document does to the parser must not stop the poll
        return {"error": "parse_crashed", "detail": type(error).__name__}


if __name__ == "__main__":
    sys.exit(main())
