"""Dead letters: the original record, whole, with where it stood and why it died."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from consumers.outputs import output
from consumers.ports import Output, Record
from consumers.stage import Dead, Outcome
from schemas import topics
from schemas.dead_letter import DeadLetter
from schemas.errors import ConfigurationError

ALIKE_SHARE = 0.2
ALIKE_LEAST = 5


def dead_output(stage: str, record: Record, outcome: Dead, now: datetime) -> Output:
    """The dead letter of a record, for news.dead."""
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
    return output(topics.DEAD, outcome.item_id or record.key, letter, record.headers)


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
