"""How long stages may take."""

from contextlib import nullcontext
from functools import partial

from consumers.run import Within
from consumers.stage import StageSpec
from consumers.topology import CLASSIFY, CLUSTER, DECIDE, EXTRACT, MATCH
from wirewatch.adapters.interrupt import interrupted_after

DECIDING_CPU_S = 60.0
"""Processor time of a stage for a batch, and then for one record alone: the longest text there is takes a few seconds."""

_COMPUTING = (CLASSIFY, EXTRACT, CLUSTER, MATCH, DECIDE)
"""The others talk to the outside, with deadlines of their own."""


def within_of(spec: StageSpec) -> Within:
    """What ends a batch of a stage that takes too long."""
    return partial(interrupted_after, DECIDING_CPU_S) if spec in _COMPUTING else nullcontext
