"""Ends what a thread does when it has computed for too long.

A watch beside it looks how much processor time the thread has used, so that waiting (for a log that is away), a suspended machine or a
stopped process are never taken for it. What is raised reaches a thread between two steps of Python: one single call that never
comes back, a regular expression's say, is not ended by it.
"""

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from schemas.errors import HungError


@contextmanager
def interrupted_after(cpu_s: float) -> Iterator[None]:
    """Raises HungError into the block once its thread has used so many seconds of processor time in it."""
    watch = _Watch(threading.get_ident(), cpu_s)
    try:
        yield
    finally:
        watch.end()


_AGAIN_S = 5.0
"""How long until a thread that swallowed the interruption is interrupted again."""


class _Watch:
    """Looks after one block of one thread."""

    def __init__(self, thread: int, cpu_s: float) -> None:
        self._thread = thread
        self._used = _clock_of(thread)
        self._until = self._used() + cpu_s
        self._cpu_s = cpu_s
        self._lock = threading.Lock()
        self._is_over = False
        self._look_in(cpu_s)

    def end(self) -> None:
        """The block is done: nothing is raised any more, and what was raised and has not arrived is taken back."""
        with self._lock:
            self._is_over = True
        self._timer.cancel()
        _raise_in(self._thread, None)

    def _look_in(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        with self._lock:
            if self._is_over:
                return
            left_s = self._until - self._used()
            if left_s <= 0:
                _raise_in(self._thread, _TooLong)
                self._look_in(_AGAIN_S)  # where it was raised into something that swallows errors
            else:
                self._look_in(max(left_s, 0.01))


class _TooLong(HungError):
    """Made by the interpreter, which gives it no words."""

    def __init__(self) -> None:
        super().__init__("It takes longer than anything should.")


def _clock_of(thread: int) -> Callable[[], float]:
    """Seconds of processor time that a thread has used; where the system does not tell (macOS), its process."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.process_time
    clock = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(clock)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise an error in another thread at its next step; None takes back one that has not arrived."""
    wanted = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), wanted)
