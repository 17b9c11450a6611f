"""What a view of the log holds, where several processes divide a topic among them."""

from collections.abc import Callable
from dataclasses import dataclass


def everything(key: str) -> bool:
    """For a view that divides with nobody."""
    return True


@dataclass(frozen=True, slots=True)
class Holding:
    """What a view holds at a moment. `number` rises with every change: what was loaded under an earlier one no longer
    counts. `owns` says whether records partitioned by a key are this view's to write; `partitions` are those it reads (None: all there
    are)."""

    number: int = 0
    owns: Callable[[str], bool] = everything
    partitions: frozenset[int] | None = None
