"""Dead letters: the original record, whole, with where it stood and why it died."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from consumers.outputs import output
from consumers.ports import Output, Record
from consumers.stage import Dead, Outcome
from schemas import topics
from schemas.dead_letter import DeadLetter
from schemas.errors import ConfigurationError
from schemas.topics import RECORD_BYTES

ALIKE_SHARE = 0.2
ALIKE_LEAST = 5


PART_BYTES = RECORD_BYTES // 2
"""Of a value in one letter: in base64 it is a third more, and its headers are beside it."""


def dead_outputs(stage: str, record: Record, outcome: Dead, now: datetime) -> tuple[Output, ...]:
    """The dead letter of a record, for news.dead; in parts where it is large."""
    letter = DeadLetter(
        dead_id=f"{stage}:{record.topic}:{record.partition}:{record.offset}",
        item_id=outcome.item_id,
        stage=stage,
        reason=outcome.reason,
        detail=outcome.detail,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        key=record.key,
        headers=dict(record.headers),
        value=record.value,
        at=now,
    )
    return tuple(
        output(topics.DEAD, outcome.item_id or record.key, part, record.headers) for part in parts_of(letter)
    )


def parts_of(letter: DeadLetter) -> Iterator[DeadLetter]:
    """A letter in parts that fit into a record."""
    count = max(1, -(-len(letter.value) // PART_BYTES))
    for number in range(count):
        value = letter.value[number * PART_BYTES : (number + 1) * PART_BYTES]
        yield letter.model_copy(update={"value": value, "part": number + 1, "parts": count})


def refuse_when_many_die_alike(stage: str, outcomes: Sequence[Outcome], batch: int) -> None:
    """Raise ConfigurationError where more than a fifth of a batch of so many records (and at least five) died of the
    same reason: that is a setting or a program at fault, not the records."""
    reasons = Counter(outcome.reason for outcome in outcomes if isinstance(outcome, Dead))
    for reason, count in reasons.items():
        if count >= ALIKE_LEAST and count > ALIKE_SHARE * batch:
            detail = next(o.detail for o in outcomes if isinstance(o, Dead) and o.reason == reason)
            raise ConfigurationError(
                f"Stage {stage} stopped: {count} of {batch} records fail alike ({reason}: {detail}). "
                "Nothing was committed; mend the cause and start again."
            )
