"""What match of a generation knows of the one that was live before: over a swap no revision is left out, and none asked about twice."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from consumers.alert.asked import why_not_asked
from consumers.outputs import read
from consumers.ports import Log, Position
from consumers.replay.generations import generations_of, log_of
from consumers.topology import MATCH
from schemas import topics as t
from schemas.control import Handover
from schemas.coverage import Coverage
from schemas.errors import PoisonError, TransientError

Revision = tuple[str, int, str]
"""An item, its revision, and where the revision's text came from."""

Asked = Callable[[], frozenset[Revision]]
"""Gives the revisions that rules were asked about already."""


def none_asked() -> frozenset[Revision]:
    """For a stream in which nothing was swapped."""
    return frozenset()


def revision_of(coverage: Coverage) -> Revision:
    """What tells one revision from all others, in every generation."""
    return coverage.item.item_id, coverage.revision, coverage.item.text_from


def where_it_stands(log: Log, live: str) -> Handover:
    """The handover of a swap that begins now; to be asked for before the other generation has caught up."""
    bounds = log_of(log, live).bounds(t.COVERAGE.name)
    return Handover(before=live, since=tuple((n, held.next) for n, held in bounds.items()))


def asked_before(log: Log, generation: str) -> frozenset[Revision]:
    """The revisions about which the generation before has asked, of those that this one may come to.

    Raises TransientError while a process has not let go of the generation before yet: it may be asking still.
    """
    control = generations_of(log)
    handover = control.handover
    if handover is None or control.live != generation or control.named(handover.before) is None:
        return frozenset()
    theirs = log_of(log, handover.before)
    if theirs.members(MATCH.group):
        raise TransientError(f"A match process has not let go of {handover.before} yet.")
    asked = theirs.committed(MATCH.group)
    return frozenset(
        revision_of(coverage)
        for n, since in handover.since
        for coverage in _covered(theirs, n, since, asked.get(Position(t.COVERAGE.name, n), 0))
        if why_not_asked(coverage) is None
    )


def _covered(log: Log, partition: int, start: int, end: int) -> Iterator[Coverage]:
    """What a partition of coverage holds between two offsets; what cannot be read nobody was asked about."""
    if start >= end:
        return
    for record in log.records(t.COVERAGE.name, start, partition):
        if record.offset >= end:
            return
        with suppress(PoisonError):
            yield read(Coverage, t.COVERAGE, record)
