"""Long-running processes look for garbage seldom, and never at what they loaded."""

import gc
from collections.abc import Iterator

import pytest

from wirewatch.garbage import NEW_OBJECTS, loading


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()


def test_what_was_loaded_is_never_looked_at_and_new_objects_seldom() -> None:
    with loading():
        assert not gc.isenabled()
        kept = [[] for _ in range(100)]  # type: list[list[int]]
    assert gc.isenabled()
    assert gc.get_threshold()[0] == NEW_OBJECTS
    assert gc.get_freeze_count() >= len(kept)


def test_garbage_is_collected_even_where_loading_fails() -> None:
    with pytest.raises(RuntimeError), loading():
        raise RuntimeError
    assert gc.isenabled()
