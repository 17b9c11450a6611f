"""Reading the dead letters, and sending them through again."""

import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from consumers.dead import parts_of
from consumers.outputs import output, read
from consumers.ports import Log, Output
from consumers.replay.generations import SHARED, generations_of, log_of
from schemas import topics
from schemas.control import FIRST_GENERATION
from schemas.dead_letter import DeadLetter
from schemas.errors import WirewatchError
from schemas.sighting import Sighting

FEEDS = "feeds"

REDRIVEN = "redriven"
"""The header that counts how often a record was sent through again; it dies with it, so the next letter knows."""

REDRIVES_MOST = 3
"""A record that died so often again will die for ever; only by name and `force` it goes once more."""

_ALIVE_AGAIN_IN = {topics.REPLAYED.name: topics.ITEMS.name, topics.ORDERED.name: topics.FACTS.name}
"""Topics that are gone when a replay has ended, and where their records came from."""

_OF_ALL = frozenset(spec.name for spec in SHARED)


def dead_letters(log: Log) -> tuple[DeadLetter, ...]:
    """The letters still dead, oldest first: those of the live generation, and of the stages all generations share."""
    live = generations_of(log).live
    last: dict[str, DeadLetter] = {}
    for record in log.records(topics.DEAD.name):
        letter = read(DeadLetter, topics.DEAD, record)
        if live == FIRST_GENERATION or letter.stage in _OF_ALL:
            _keep(letter, last)
    if live != FIRST_GENERATION:
        for record in log_of(log, live).records(topics.DEAD.name):
            _keep(read(DeadLetter, topics.DEAD, record), last)
    return tuple(
        sorted((letter for letter in last.values() if letter.redriven_at is None), key=lambda each: each.at)
    )


def _keep(letter: DeadLetter, last: dict[str, DeadLetter]) -> None:
    """The last letter of a dead_id; a further part goes on where the one before it ended."""
    before = last.get(letter.dead_id)
    if letter.part > 1 and before is not None:
        letter = letter.model_copy(update={"value": before.value + letter.value})
    last[letter.dead_id] = letter


def chosen(letters: Iterable[DeadLetter], ids: Sequence[str]) -> tuple[DeadLetter, ...]:
    """The letters of these dead_ids or item_ids. Raises WirewatchError naming an id that is not there."""
    kept = tuple(letters)
    for wanted in ids:
        if not any(wanted in (letter.dead_id, letter.item_id) for letter in kept):
            raise WirewatchError(
                f"There is no dead letter {wanted}; `wirewatch dead list` shows those there are."
            )
    return tuple(letter for letter in kept if letter.dead_id in ids or letter.item_id in ids)


def redrives_of(letter: DeadLetter) -> int:
    """How often the record was sent through again before it died this time."""
    count = letter.headers.get(REDRIVEN, "0")
    return int(count) if count.isdecimal() else 0


def may_be_redriven(letter: DeadLetter) -> bool:
    """Whether a letter is one to send through again with all others: a record, and not one that died again and again."""
    return letter.topic != FEEDS and redrives_of(letter) < REDRIVES_MOST


def redrive(letters: Iterable[DeadLetter], now: datetime, *, force: bool = False) -> tuple[Output, ...]:
    """The records that send letters through again: each original to the topic it came from, its header one up, and the
    letter marked.

    Raises WirewatchError for a feed entry that never became a record (its feed is read again anyway), and, without
    `force`, for a record that died again too often.
    """
    outputs: list[Output] = []
    for letter in letters:
        if letter.topic == FEEDS:
            raise WirewatchError(
                f"{letter.dead_id} is a feed entry that could not be read; the next poll of its feed tries again."
            )
        count = redrives_of(letter)
        if count >= REDRIVES_MOST and not force:
            raise WirewatchError(
                f"{letter.dead_id} was re-driven {count} times and died each time ({letter.reason}): mend the cause, then "
                "name it with --force."
            )
        headers = {**letter.headers, REDRIVEN: str(count + 1)}
        back = _ALIVE_AGAIN_IN.get(letter.topic, letter.topic)
        outputs.append(Output(back, letter.key or "", letter.value, headers))
        marked = letter.model_copy(update={"redriven_at": now})
        key = letter.item_id or letter.key or ""
        outputs += (output(topics.DEAD, key, part, letter.headers) for part in parts_of(marked))
    return tuple(outputs)


def send_again(log: Log, letters: Sequence[DeadLetter], now: datetime, *, force: bool = False) -> None:
    """Re-drive letters, each in the generation it died in; those of one view in one transaction."""
    live = generations_of(log).live
    of_all = [letter for letter in letters if letter.stage in _OF_ALL]
    theirs = [letter for letter in letters if letter.stage not in _OF_ALL]
    written = [
        (log, redrive(of_all, now, force=force)),
        (log_of(log, live), redrive(theirs, now, force=force)),
    ]
    for view, outputs in written:
        if outputs:
            stage = view.open_stage("wirewatch.redrive")
            try:
                stage.commit(outputs, {})
            finally:
                stage.close()


def original_bytes(letter: DeadLetter) -> bytes:
    """What came in: a sighting's entry as the feed gave it, else the record's value."""
    if letter.topic in (topics.ITEMS.name, topics.REPLAYED.name):
        try:
            return zlib.decompress(Sighting.model_validate_json(letter.value).entry_zlib)
        except (ValueError, zlib.error):  # the value is what could not be read
            return letter.value
    return letter.value
