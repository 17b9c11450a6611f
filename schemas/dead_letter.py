"""news.dead: a record that can never pass, kept whole."""

from schemas.model import Model, UtcTime


class DeadLetter(Model):
    """The original record (its value as bytes, its headers), where it stood, and why it died.

    `dead_id` is "stage:topic:partition:offset"; for what never became a record (an entry that cannot be
    read), topic is "feeds" and the value holds the entry's bytes. A letter that was re-driven is written again with
    `redriven_at`; the last one of a dead_id counts. A value that is too large for one record is in several, `part` of
    `parts`, one after the other.
    """

    dead_id: str
    item_id: str | None
    stage: str
    reason: str
    detail: str
    topic: str
    partition: int
    offset: int
    key: str | None
    headers: dict[str, str]
    value: bytes
    at: UtcTime
    redriven_at: UtcTime | None = None
    part: int = 1
    parts: int = 1
