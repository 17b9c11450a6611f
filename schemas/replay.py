"""What a replay remembers of itself, so that it goes on after a kill."""

from pydantic import Field

from schemas.model import Model


class ReplayStep(Model):
    """replay.state: how far a step is, by the step's name. `next_offsets` (by partition), `after` (the last key) or
    `count` say where it goes on; a step that is `done` is not taken again."""

    done: bool = False
    next_offsets: dict[int, int] = Field(default_factory=dict)
    after: str = ""
    count: int = 0


class ReplayItem(Model):
    """replay.items: an item to rebuild, by item_id; `touched` where it was not asked for but came while the replay
    looked at the live state."""

    touched: bool = False
