"""Reading the dead letters, and sending them through again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from consumers.outputs import output, read
from consumers.ports import Log, Output
from schemas import topics
from schemas.dead_letter import DeadLetter
from schemas.errors import WirewatchError

FEEDS = "feeds"


def dead_letters(log: Log) -> tuple[DeadLetter, ...]:
    """The letters still dead, oldest first."""
    last: dict[str, DeadLetter] = {}
    for record in log.records(topics.DEAD.name):
        letter = read(DeadLetter, topics.DEAD, record)
        last[letter.dead_id] = letter
    return tuple(letter for letter in last.values() if letter.redriven_at is None)


def chosen(letters: Iterable[DeadLetter], ids: Sequence[str]) -> tuple[DeadLetter, ...]:
    """The letters of these dead_ids or item_ids. Raises WirewatchError naming an id that is not there."""
    kept = tuple(letters)
    for wanted in ids:
        if not any(wanted in (letter.dead_id, letter.item_id) for letter in kept):
            raise WirewatchError(
                f"There is no dead letter {wanted}; `wirewatch dead list` shows those there are."
            )
    return tuple(letter for letter in kept if letter.dead_id in ids or letter.item_id in ids)


def redrive(letters: Iterable[DeadLetter], now: datetime) -> tuple[Output, ...]:
    """The records that send letters through again: each original to its topic, and the letter marked.

    Raises WirewatchError for a feed entry that never became a record: its feed is read again anyway.
    """
    outputs: list[Output] = []
    for letter in letters:
        if letter.topic == FEEDS:
            raise WirewatchError(
                f"{letter.dead_id} is a feed entry that could not be read; the next poll of its feed tries again."
            )
        outputs.append(Output(letter.topic, letter.key or "", letter.value, letter.headers))
        marked = letter.model_copy(update={"redriven_at": now})
        outputs.append(output(topics.DEAD, letter.item_id or letter.key or "", marked, letter.headers))
    return tuple(outputs)
