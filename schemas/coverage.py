"""news.coverage: a revision with its facts, placed in its story."""

from schemas.extracted import Extracted
from schemas.model import Model, UtcTime


class Story(Model):
    """Near-identical copies of one report. `story_id` is the item_id of its first member, for ever; a story
    found to be the same as an older one is `merged_into` it, and the older one lists it as `absorbed`.
    `copies` and `sources` are those when this item was placed: its newest member has a story's whole count."""

    story_id: str
    copies: int
    sources: tuple[str, ...]
    first_seen_at: UtcTime
    merged_into: str | None = None
    absorbed: tuple[str, ...] = ()


class Coverage(Extracted):
    """What index and match read. `cluster_seq` is the order cluster saw it in; `highest_slot` the number of
    fact slots this item ever filled, so that slots no longer used can be retired."""

    story: Story
    cluster_seq: int
    highest_slot: int
