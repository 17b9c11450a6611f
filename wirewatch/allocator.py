"""How the C library keeps memory that is free.

glibc keeps what large buffers have needed for the next ones, up to dozens of megabytes, and a pool for each thread. A process that runs for
weeks and now and then handles a large batch is better off giving it back.
"""

import ctypes
from contextlib import suppress

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_LARGE_BYTES = 256 * 1024
_POOLS = 2


def give_back_memory() -> None:
    """From now on large buffers are given back when they are free, and threads share two pools. Does nothing where the C library is
    another one."""
    with suppress(OSError, AttributeError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        for parameter, value in (
            (_MMAP_THRESHOLD, _LARGE_BYTES),
            (_TRIM_THRESHOLD, _LARGE_BYTES),
            (_ARENA_MAX, _POOLS),
        ):
            mallopt(parameter, value)
