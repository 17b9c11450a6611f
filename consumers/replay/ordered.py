"""Facts in the order in which live placed them, whatever the order they were made in."""

import struct
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from consumers.outputs import output, read
from consumers.ports import Output, Record
from schemas import topics
from schemas.coverage import Coverage
from schemas.extracted import Extracted
from schemas.facts import Facts

_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a record comes: by live's cluster_seq, new ones after what was first seen before them."""

    cluster_seq: int
    is_new: bool
    first_seen_at: datetime
    item_id: str
    revision: int


def in_cluster_order(
    records: Iterable[Record], live: Callable[[str], Coverage | None]
) -> Iterator[tuple[Place, Output]]:
    """The records of news.facts for news.ordered, in order. What they hold waits in a temporary file; in memory are
    their places."""
    with tempfile.TemporaryFile() as spool:
        known: list[tuple[Place, int, Record]] = []
        unknown: list[tuple[Place, int, Record]] = []
        at = 0
        for record in records:
            extracted = read(Extracted, topics.FACTS, record)
            item = extracted.item
            placed = live(item.item_id)
            place = Place(
                placed.cluster_seq if placed else 0, placed is None, item.first_seen_at, item.item_id, extracted.revision
            )  # fmt: skip
            spool.write(_LENGTH.pack(len(record.value)) + record.value)
            (unknown if placed is None else known).append((place, at, _without_value(record)))
            at += _LENGTH.size + len(record.value)
        for place, start, record in sorted((*known, *_put_in(unknown, known)), key=lambda found: found[0]):
            spool.seek(start)
            (length,) = _LENGTH.unpack(spool.read(_LENGTH.size))
            yield place, Output(topics.ORDERED.name, record.key, spool.read(length), record.headers)


def withdrawal_of(coverage: Coverage, revision: int) -> Output:
    """The record for news.ordered that takes an item out of its story which live holds and the replay turned away;
    `revision` is the one it was turned away in."""
    fields = {name: getattr(coverage, name) for name in Extracted.model_fields}
    gone = Extracted.model_construct(**{**fields, "revision": revision, "retracted": True, "facts": Facts()})
    return output(topics.ORDERED, coverage.item.item_id, gone, revision=str(revision))


def _put_in(
    unknown: Iterable[tuple[Place, int, Record]], known: Iterable[tuple[Place, int, Record]]
) -> Iterator[tuple[Place, int, Record]]:
    """Records that live never placed, each after the last one that was first seen no later."""
    seen = sorted((place.first_seen_at, place.cluster_seq) for place, _, _ in known)
    moments = [moment for moment, _ in seen]
    highest: list[int] = []
    for _, seq in seen:
        highest.append(max(seq, highest[-1] if highest else 0))
    for place, start, record in unknown:
        before = bisect_right(moments, place.first_seen_at)
        seq = highest[before - 1] if before else 0
        yield Place(seq, True, place.first_seen_at, place.item_id, place.revision), start, record


def _without_value(record: Record) -> Record:
    return Record(
        record.topic, record.partition, record.offset, record.key, b"", record.headers, record.written_at
    )
