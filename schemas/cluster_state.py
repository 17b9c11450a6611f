"""cluster.state: the members of open stories, by item_id."""

from schemas.coverage import Story
from schemas.model import Model, UtcTime


class ClusterMember(Model):
    """What cluster remembers of one item: its story, the sampled shingles it is recognised by (64-bit hashes),
    the hash of its normalised title, and the most fact slots it ever filled."""

    story: Story
    source_id: str
    language: str
    shingles: tuple[int, ...]
    title_hash: int | None
    last_seen_at: UtcTime
    cluster_seq: int
    highest_slot: int
