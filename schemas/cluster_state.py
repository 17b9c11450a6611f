"""cluster.state: the members of open stories, by item_id."""

from schemas.coverage import Story
from schemas.model import Model, UtcTime
from schemas.profile import Profile


class ClusterMember(Model):
    """What cluster remembers of one item: its story (as it stood at this record), what the item is recognised
    by, and the most fact slots it ever filled.

    `shingles` are hashes of runs of words, every `sampled_every`-th by value; `lead` all of its first ones
    besides those; `title_hash` is of the normalised title. A `retracted` item has left its story's count; one
    whose story is `closed` is kept, without shingles, for a late revision's sake.

    Since 1.1: `publisher` is the source as credits name it, `origins` whom the item has its news from and `cites` who is a
    source where its own publication is at hand; `profile` is
    kept of the members that translations and other reports of the happening are recognised by; `told` is what
    the next revision is compared with (packed); `event_id` is the happening of a closed story. `told_page` (since 1.2) is what the item's page told,
    which is compared with pages alone.
    """

    story: Story
    source_id: str
    language: str
    shingles: tuple[int, ...]
    title_hash: int | None
    last_seen_at: UtcTime
    cluster_seq: int
    highest_slot: int
    sampled_every: int = 1
    lead: tuple[int, ...] = ()
    title_words: int = 0
    published_at: UtcTime | None = None
    retracted: bool = False
    closed: bool = False
    publisher: str | None = None
    origins: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    profile: Profile | None = None
    told: bytes | None = None
    event_id: str | None = None
    told_page: bytes | None = None
