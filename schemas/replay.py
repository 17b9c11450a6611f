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


class KindCounts(Model):
    """How many items a kind of change is found in; of facts, how many came and went."""

    kind: str
    items: int
    added: int = 0
    removed: int = 0


class Change(Model):
    """An example of a change."""

    kind: str
    item_id: str
    title: str
    before: str
    after: str


class ReplayComparison(Model):
    """The rebuilt items against the live ones. `moved_on`: items of which one side has read a newer revision."""

    live_items: int
    next_items: int
    compared: int
    equal: int
    moved_on: int
    changes: tuple[KindCounts, ...] = ()
    examples: tuple[Change, ...] = ()

    @property
    def changed_share(self) -> float:
        """The share of the compared items that differ."""
        differing = self.compared - self.equal - self.moved_on
        return differing / self.compared if self.compared else 0.0


class ReplayPlan(Model):
    """What a replay would do: sightings to rebuild by partition, their items, documents to take over as they are, and
    how long it may take here."""

    selected: str
    live: str
    sightings: dict[int, int]
    items: int
    documents: int
    estimate_s: float
