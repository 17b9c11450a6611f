"""news.coverage: a revision with its facts, placed in its story and in the happening it tells of."""

from typing import Literal

from schemas.change import Change
from schemas.extracted import Extracted
from schemas.happening import Happening
from schemas.model import Model, UtcTime


class Story(Model):
    """Near-identical copies and translations of one report. `story_id` is the item_id of its first member, for ever; a
    story found to be the same as an older one is `merged_into` it, and the older one lists it as `absorbed`.
    `copies` and `sources` are those when this item was placed: its newest member has a story's whole count.
    `origins` are whom the report comes from in the end, by gazetteer id ("organization/xinhua" where TASS cites Xinhua)
    or "source/<id>"; `independent` is their number (0 in records before 1.1).
    """

    story_id: str
    copies: int
    sources: tuple[str, ...]
    first_seen_at: UtcTime
    merged_into: str | None = None
    absorbed: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    independent: int = 0


class Joined(Model):
    """Why an item is where it is: like which other report (`to`, an item_id), in what, and how much of it (`share`
    of the report that says less). `shared` names facts in common, the most telling first."""

    how: Literal["text", "title", "translation", "facts"]
    to: str
    share: float
    shared: tuple[str, ...] = ()


class Coverage(Extracted):
    """What index and match read. `cluster_seq` is the order cluster saw it in; `highest_slot` the number of
    fact slots this item ever filled, so that slots no longer used can be retired.

    Since 1.1: `joined` says why the item is in its story (None: it founded it), `changes` what this revision says
    otherwise than the one before, `happening` what independent reports tell of together and `gathered` why this
    one is among them.
    """

    story: Story
    cluster_seq: int
    highest_slot: int
    joined: Joined | None = None
    changes: tuple[Change, ...] = ()
    happening: Happening | None = None
    gathered: Joined | None = None
