"""Ending what computes for too long, and nothing else."""

import threading
import time
from contextlib import suppress

import pytest

from schemas.errors import HungError
from wirewatch.adapters.interrupt import interrupted_after


def computing(cpu_s: float) -> None:
    until = time.thread_time() + cpu_s
    while time.thread_time() < until:
        sum(range(100))


def hang() -> None:
    while True:
        pass


def test_what_never_ends_is_ended() -> None:
    with pytest.raises(HungError, match="longer"), interrupted_after(0.1):
        hang()


def test_what_ends_in_time_is_left_alone_and_so_is_what_comes_after_it() -> None:
    for _ in range(50):
        with interrupted_after(0.02):
            computing(0.001)
    computing(0.1)


def test_waiting_is_not_computing() -> None:
    with interrupted_after(0.05):
        time.sleep(0.3)
        computing(0.01)


def test_only_the_thread_that_computes_too_long_is_ended() -> None:
    ended: list[str] = []

    def hang_here() -> None:
        with suppress(HungError), interrupted_after(0.1):
            hang()
        ended.append("hung")

    thread = threading.Thread(target=hang_here)
    thread.start()
    with interrupted_after(30):
        computing(0.2)
    thread.join(30)
    assert ended == ["hung"]


def test_one_that_ends_as_it_is_ended_is_never_ended_late() -> None:
    for number in range(60):
        with suppress(HungError), interrupted_after(0.004):
            computing(0.003 + number % 10 * 0.0003)
        computing(0.002)  # would raise here
