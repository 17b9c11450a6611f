"""When a process that runs for long looks for garbage in cycles.

Python looks after every few hundred new objects, and now and then through all there are: names, rules and tables, half
a million objects that stay for good. Records hardly ever form cycles, and are gone as soon as nobody holds them.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 50_000  # before the next look: a few megabytes, should all of them be garbage in cycles


def collect_seldom() -> None:
    """What there is now is never looked at again, and what comes after it seldom."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


@contextmanager
def loading() -> Iterator[None]:
    """While the block loads what stays, nothing is looked for; from then on garbage is collected seldom."""
    gc.disable()
    try:
        yield
    finally:
        collect_seldom()
        gc.enable()
