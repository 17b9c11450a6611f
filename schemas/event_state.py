"""events.state: the happenings that independent reports tell of, by event_id."""

from typing import Literal

from schemas.happening import Happening
from schemas.model import Model, UtcTime


class EventStep(Model):
    """What happened to a happening at a cluster_seq: a story joined it, it was merged with another, a story was split
    off; `other` is that story or event, `why` the evidence in words."""

    what: Literal["joined", "merged", "split"]
    other: str
    seq: int
    why: tuple[str, ...] = ()


class EventState(Model):
    """A happening as it stands: its own stories in the order they joined (those of happenings merged into it are on their
    own records), and its last steps. A closed one takes no more stories."""

    happening: Happening
    stories: tuple[str, ...]
    last_seen_at: UtcTime
    seq: int
    steps: tuple[EventStep, ...] = ()
    closed: bool = False
